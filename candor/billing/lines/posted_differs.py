"""A charge whose final amount is not what the shop first asked for: both are shown."""

from __future__ import annotations

from candor.billing.explanation import Explanation, NextStep, Role, Step
from candor.billing.lines.common import cites_of, details_of, facts_of, single_hold
from candor.billing.lines.foreign import is_foreign
from candor.billing.page import Page
from candor.billing.records import Line
from candor.billing.tariff import posted_difference


def explained(page: Page, line: Line) -> Explanation | None:
    """The hold, the final amount and the difference; None when they agree, when the hold was billed in parts,
    and for foreign money, where another day's rate makes the difference."""
    hold = single_hold(page, line)
    if hold is None or is_foreign(line):
        return None
    difference = posted_difference(line.amount, hold.amount)
    steps = (
        Step("asked", page.money(hold.amount), Role.ADDED),
        Step("difference", page.money(abs(difference)), Role.ADDED if difference > 0 else Role.TAKEN),
        Step("final", page.money(line.amount), Role.RESULT),
    )
    return Explanation(
        kind="posted_differs",
        variant="more" if difference > 0 else "less",
        line_id=line.id,
        facts=facts_of(page, line)
        | {step.name: str(step.amount) for step in steps}
        | {"final_on": page.say(line.post_date)},
        cites=(*cites_of(page, line), hold.id),
        detail=page.detail,
        sum_variant="more" if difference > 0 else "less",
        steps=steps,
        confidence=page.shop(line).alias.confidence,
        next_step=NextStep.SAY_IF_YOURS,
        details=details_of(page, line),
    )
