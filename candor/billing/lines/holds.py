"""Money that a shop asked for and has not taken: ordinary pending charges, pump, hotel and car holds, card checks.

A hold is never part of a balance; it only makes the money free to spend smaller until it goes away (domain 1.2).
"""

from __future__ import annotations

from datetime import timedelta

from candor.billing.descriptors import Confidence
from candor.billing.explanation import Explanation, NextStep, Step
from candor.billing.lines.common import cites_of, details_of, facts_of
from candor.billing.page import Page
from candor.billing.records import Authorisation, HoldState, Line

FUEL = frozenset({"5541", "5542"})
HOTEL = frozenset({"7011", *(str(code) for code in range(3501, 4000))})
CAR = frozenset({"7512", "7513", *(str(code) for code in range(3351, 3442))})
SHOP_TYPES = (("fuel_hold", FUEL), ("hotel_hold", HOTEL), ("car_hold", CAR))

# A hold that a shop has not used after so many days will most likely go away by itself (domain 1.2, other hold).
UNUSED_AFTER = timedelta(days=5)
CHECK_AMOUNTS = (0, 100)


def explained(page: Page, hold: Authorisation) -> Explanation:
    """A hold that has not become one final charge: open, gone by itself, or billed in parts."""
    shop, kind, variant = page.shop(hold), kind_of(page, hold), _variant(page, hold)
    has_own_words = not variant or (kind, variant) == ("card_check", "unknown")
    return Explanation(
        kind=kind,
        variant=variant,
        said_as="" if has_own_words else "hold",
        line_id=hold.id,
        facts=facts_of(page, hold) | {"until": page.say(page.day(hold.expires_at))} | _parts(page, hold),
        cites=(*cites_of(page, hold), *(line.id for line in page.captures(hold))),
        detail=page.detail,
        confidence=shop.alias.confidence,
        next_step=NextStep.WAIT if page.is_open(hold) and shop.known else NextStep.SAY_IF_YOURS,
        by_when=page.day(hold.expires_at) if page.is_open(hold) else None,
        status=_status(page, hold),
        details=details_of(page, hold),
    )


def billed(page: Page, line: Line) -> Explanation | None:
    """The final charge that came of a pump, hotel or car hold of another amount; None for all others."""
    hold = page.hold(line.authorisation_id)
    if hold is None or hold.amount == line.amount or len(page.captures(hold)) != 1:
        return None
    kind = _shop_type(hold)
    if kind is None:
        return None
    return Explanation(
        kind=kind,
        variant="billed",
        line_id=line.id,
        facts=facts_of(page, line) | {"held": page.amount(hold.amount), "final_on": page.say(line.post_date)},
        cites=(*cites_of(page, line), hold.id),
        detail=page.detail,
        sum_variant="billed",
        steps=(Step("held", page.money(hold.amount)), Step("final", page.money(line.amount))),
        confidence=page.shop(line).alias.confidence,
        next_step=NextStep.SAY_IF_YOURS,
        details=details_of(page, line),
    )


def kind_of(page: Page, hold: Authorisation) -> str:
    """card_check, fuel_hold, hotel_hold, car_hold, other_hold (unused for days), or pending."""
    if hold.amount in CHECK_AMOUNTS:
        return "card_check"
    by_shop = _shop_type(hold)
    if by_shop:
        return by_shop
    return "other_hold" if page.today - page.day(hold.at) > UNUSED_AFTER else "pending"


def _shop_type(hold: Authorisation) -> str | None:
    return next((kind for kind, codes in SHOP_TYPES if hold.mcc in codes), None)


def _variant(page: Page, hold: Authorisation) -> str:
    if len(page.captures(hold)) > 1:
        return "parts"
    if not page.is_open(hold):
        return "captured" if hold.state is HoldState.CAPTURED else "gone"
    has_name_only = page.shop(hold).alias.confidence is Confidence.UNKNOWN and _shop_type(hold) is None
    return "unknown" if has_name_only else ""


def _parts(page: Page, hold: Authorisation) -> dict[str, str]:
    captures = page.captures(hold)
    if len(captures) < 2:
        return {}
    return {"count": str(len(captures)), "total": page.amount(sum(line.amount for line in captures))}


def _status(page: Page, hold: Authorisation) -> str:
    if hold.state is HoldState.CAPTURED:
        return "final"
    if page.is_open(hold):
        return "pending"
    return "expired" if hold.state in (HoldState.OPEN, HoldState.EXPIRED) else "released"
