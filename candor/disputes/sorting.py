"""What kind of claim a customer makes (domain 2.1). No word is magic: who says that a charge is wrong has claimed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    QUESTION = "question"
    BILLING_ERROR = "billing_error"
    FRAUD_CLAIM = "fraud_claim"
    MERCHANT_REFUND = "merchant_refund"
    SERVICE_COMPLAINT = "service_complaint"


@dataclass(frozen=True)
class Said:
    """What is known of one statement about one charge.

    `unauthorised`: nobody with authority made it; None when that is not known. `still_unclear`: it was explained, and
    the customer asks on. `refund_late`: the time that the shop had has passed. `wants_dispute`: asked for one in so
    many words. `about_us`: our own conduct is complained of.
    """

    is_wrong: bool = False
    asks_meaning: bool = False
    still_unclear: bool = False
    unauthorised: bool | None = None
    shop_agreed_to_refund: bool = False
    refund_late: bool = False
    wants_dispute: bool = False
    about_us: bool = False


@dataclass(frozen=True)
class Sorted:
    """`complaint`: a service complaint runs beside it, on its own clock. `is_notice`: the legal clocks run from now.

    `offer_dispute`: the customer waits for the shop, and may have a dispute without waiting.
    """

    kind: Kind
    complaint: bool = False
    is_notice: bool = False
    offer_dispute: bool = False
    person_at_once: bool = False


def sort(said: Said) -> Sorted:
    """The kind of claim. The one with the stronger right wins; a complaint about us never takes a claim's place."""
    kind = _kind(said)
    return Sorted(
        kind=kind,
        complaint=said.about_us,
        is_notice=said.is_wrong or said.wants_dispute or kind in {Kind.BILLING_ERROR, Kind.FRAUD_CLAIM},
        offer_dispute=kind is Kind.MERCHANT_REFUND,
        person_at_once=kind is Kind.FRAUD_CLAIM,
    )


def _kind(said: Said) -> Kind:
    if said.unauthorised:
        return Kind.FRAUD_CLAIM
    waits_for_shop = said.shop_agreed_to_refund and not said.refund_late and not said.wants_dispute
    if waits_for_shop:
        return Kind.MERCHANT_REFUND
    # A late refund is a credit that was not posted; asking again what a charge is, is an error by law as well
    # (12 CFR 1026.13(a)(4) and (6)).
    if said.is_wrong or said.wants_dispute or said.still_unclear or said.shop_agreed_to_refund:
        return Kind.BILLING_ERROR
    if said.asks_meaning or not said.about_us:
        return Kind.QUESTION
    return Kind.SERVICE_COMPLAINT
