"""Money that a shop asked for and has not taken. What each kind of hold is stands in a file of its own beside this one.

A hold is never part of a balance; it only makes the money free to spend smaller until it goes away (domain 1.2).
"""

from __future__ import annotations

from typing import Protocol

from candor.billing.bill import summarise
from candor.billing.descriptors import Confidence
from candor.billing.explanation import Explanation, NextStep, Role, Step
from candor.billing.lines import car_hold, card_check, fuel_hold, hotel_hold, other_hold, pending
from candor.billing.lines.common import cites_of, details_of, facts_of, single_hold
from candor.billing.lines.foreign import is_foreign
from candor.billing.lines.split import steps_of
from candor.billing.page import Page
from candor.billing.records import Authorisation, HoldState, Line


class Kind(Protocol):
    """A file of one kind of hold."""

    NAME: str

    def fits(self, page: Page, hold: Authorisation, /) -> bool: ...


# In this order: the first that a hold fits is its kind. Every hold is one of the last two.
KINDS: tuple[Kind, ...] = (card_check, fuel_hold, hotel_hold, car_hold, other_hold, pending)
# Their shops hold more than the price as a rule, whatever the final amount is.
BY_SHOP_TYPE: tuple[Kind, ...] = (fuel_hold, hotel_hold, car_hold)


def explained(page: Page, hold: Authorisation) -> Explanation:
    """A hold that has not become one final charge: open, gone by itself, or billed in parts."""
    shop, kind, variant = page.shop(hold), kind_of(page, hold), _variant(page, hold)
    has_own_words = not variant or (kind, variant) == ("card_check", "unknown")
    steps, sum_variant = _sum(page, hold, variant)
    return Explanation(
        kind=kind,
        variant=variant,
        said_as="" if has_own_words else "hold",
        line_id=hold.id,
        facts=facts_of(page, hold) | {"until": page.say(page.day(hold.expires_at))} | _parts(page, hold),
        cites=(*cites_of(page, hold), *(line.id for line in page.captures(hold)), *_free_cites(page, sum_variant)),
        detail=page.detail,
        sum_as="hold",
        sum_variant=sum_variant,
        steps=steps,
        confidence=shop.alias.confidence,
        next_step=NextStep.WAIT if page.is_open(hold) and shop.known else NextStep.SAY_IF_YOURS,
        by_when=page.day(hold.expires_at) if page.is_open(hold) else None,
        status=_status(page, hold),
        details=details_of(page, hold),
    )


def billed(page: Page, line: Line) -> Explanation | None:
    """The final charge that came of a pump, hotel or car hold of another amount; None for all others."""
    hold = single_hold(page, line)
    kind = next((kind.NAME for kind in BY_SHOP_TYPE if hold and kind.fits(page, hold)), None)
    if hold is None or kind is None or is_foreign(line):
        return None
    return Explanation(
        kind=kind,
        variant="billed",
        line_id=line.id,
        facts=facts_of(page, line) | {"held": page.amount(hold.amount), "final_on": page.say(line.post_date)},
        cites=(*cites_of(page, line), hold.id),
        detail=page.detail,
        sum_variant="billed",
        steps=(Step("held", page.money(hold.amount)), Step("final", page.money(line.amount), Role.RESULT)),
        confidence=page.shop(line).alias.confidence,
        next_step=NextStep.SAY_IF_YOURS,
        details=details_of(page, line),
    )


def kind_of(page: Page, hold: Authorisation) -> str:
    """card_check, fuel_hold, hotel_hold, car_hold, other_hold (unused for days), or pending."""
    return next(kind.NAME for kind in KINDS if kind.fits(page, hold))


def _variant(page: Page, hold: Authorisation) -> str:
    if len(page.captures(hold)) > 1:
        return "parts"
    if not page.is_open(hold):
        return "captured" if hold.state is HoldState.CAPTURED else "gone"
    has_name_only = page.shop(hold).alias.confidence is Confidence.UNKNOWN
    return "unknown" if has_name_only and not any(kind.fits(page, hold) for kind in BY_SHOP_TYPE) else ""


def _sum(page: Page, hold: Authorisation, variant: str) -> tuple[tuple[Step, ...], str]:
    """What the hold does to the money that is free to spend; what came of it once it is over."""
    if variant == "parts":
        return steps_of(page, page.captures(hold)), "parts"
    if variant == "gone":
        return (Step("held", page.money(hold.amount)), Step("billed", page.money(0), Role.RESULT)), "gone"
    if variant == "captured":
        return (), ""
    steps = _free(page)
    is_owed_back = any(step.name == "owed_now" and step.role is Role.ADDED for step in steps)
    return steps, "free_credit" if is_owed_back else "free"


def _free(page: Page) -> tuple[Step, ...]:
    """The limit, less what is owed and what all open holds set aside; nothing when the limit is not known."""
    bill = summarise(page.book, page.today)
    if bill.available is None:
        return ()
    owed = Role.TAKEN if bill.today.cents >= 0 else Role.ADDED
    return (
        Step("limit", page.money(page.book.account.limit), Role.ADDED),
        Step("owed_now", abs(bill.today), owed),
        Step("set_aside", bill.pending, Role.TAKEN),
        Step("free", bill.available, Role.RESULT),
    )


def _free_cites(page: Page, sum_variant: str) -> tuple[str, ...]:
    return (page.book.account.id,) if sum_variant.startswith("free") else ()


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
