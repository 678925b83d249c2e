"""A charge that comes again by itself (domain 1.2), with a change of its price, and one that came after the end."""

from __future__ import annotations

from candor.billing.explanation import Explanation, NextStep, Role, Step
from candor.billing.lines.common import cites_of, details_of, facts_of
from candor.billing.lines.recurring import recurring_of
from candor.billing.page import Page
from candor.billing.records import Line
from candor.billing.subscriptions import PriceChange, Recurring


def explained(page: Page, line: Line) -> Explanation | None:
    """When it comes next, what it cost before, or that it had been ended; None for a charge that comes once."""
    its = recurring_of(page, line)
    if its is None:
        return None
    change = _rise(its, line)
    return Explanation(
        kind="subscription",
        variant=_variant(its, line, change),
        line_id=line.id,
        facts=facts_of(page, line) | _facts(page, its, change),
        cites=(*cites_of(page, line), *(cite for cite in its.cites if cite != line.id)),
        detail=page.detail,
        sum_variant="dearer" if change else "",
        steps=_steps(page, line, change),
        confidence=page.shop(line).alias.confidence,
        next_step=NextStep.SAY_IF_YOURS,
        by_when=its.next_on,
        details=details_of(page, line),
    )


def _rise(its: Recurring, line: Line) -> PriceChange | None:
    """The newest change of price when it made this charge dearer."""
    change = its.change
    return change if change and change.up and line.txn_date >= change.on and line.amount == change.now else None


def _variant(its: Recurring, line: Line, change: PriceChange | None) -> str:
    if any(row.id == line.id for row in its.after_cancel):
        return "ended"
    if change:
        return "dearer"
    return "" if its.next_on else "stopped"


def _facts(page: Page, its: Recurring, change: PriceChange | None) -> dict[str, str]:
    return {
        "count": str(len(its.lines)),
        "since": page.say(its.lines[0].txn_date),
        **({"next": page.say(its.next_on)} if its.next_on else {}),
        **({"cancelled": page.say(its.cancelled_on)} if its.cancelled_on else {}),
        **({"changed_on": page.say(change.on)} if change else {}),
    }


def _steps(page: Page, line: Line, change: PriceChange | None) -> tuple[Step, ...]:
    result = Step("charged", page.money(line.amount), Role.RESULT)
    if change is None:
        return (result,)
    return (
        Step("before", page.money(change.before), Role.ADDED),
        Step("difference", page.money(change.now - change.before), Role.ADDED),
        result,
    )
