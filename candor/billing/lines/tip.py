"""A charge that became higher after it was signed, where people leave tips (domain 1.2). That it is one is likely."""

from __future__ import annotations

from candor.billing.descriptors import Confidence
from candor.billing.explanation import Explanation, NextStep, Role, Step
from candor.billing.lines.common import cites_of, details_of, facts_of, single_hold
from candor.billing.lines.foreign import is_foreign
from candor.billing.page import Page
from candor.billing.records import Authorisation, Line
from candor.billing.tariff import posted_difference

# Eating places and bars, taxis, hairdressers, spas and massage parlours.
SHOP_TYPES = frozenset({"5811", "5812", "5813", "5814", "4121", "7230", "7297", "7298"})
# More than so many hundredths of the price is no usual tip: then only both amounts are told.
MOST_HUNDREDTHS = 40


def explained(page: Page, line: Line) -> Explanation | None:
    """What was signed, the difference, and the final amount; None where that is no usual tip."""
    hold = single_hold(page, line)
    if hold is None or is_foreign(line) or not _is_tip(page, line, hold):
        return None
    confidence = page.shop(line).alias.confidence
    return Explanation(
        kind="tip",
        line_id=line.id,
        facts=facts_of(page, line) | {"final_on": page.say(line.post_date)},
        cites=(*cites_of(page, line), hold.id),
        detail=page.detail,
        steps=(
            Step("asked", page.money(hold.amount), Role.ADDED),
            Step("tip", page.money(posted_difference(line.amount, hold.amount)), Role.ADDED),
            Step("final", page.money(line.amount), Role.RESULT),
        ),
        confidence=Confidence.LIKELY if confidence is Confidence.CERTAIN else confidence,
        next_step=NextStep.SAY_IF_YOURS,
        details=details_of(page, line),
    )


def _is_tip(page: Page, line: Line, hold: Authorisation) -> bool:
    merchant = page.shop(line).merchant
    more = posted_difference(line.amount, hold.amount)
    is_usual = 0 < more * 100 <= MOST_HUNDREDTHS * hold.amount
    return is_usual and bool({hold.mcc, merchant.mcc if merchant else ""} & SHOP_TYPES)
