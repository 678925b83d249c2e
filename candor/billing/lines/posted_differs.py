"""A charge whose final amount is not what the shop first asked for: both are shown."""

from __future__ import annotations

from candor.billing.explanation import Explanation, NextStep, Step
from candor.billing.lines.common import cites_of, details_of, facts_of
from candor.billing.page import Page
from candor.billing.records import Line


def explained(page: Page, line: Line) -> Explanation | None:
    """The hold, the final amount and the difference; None when they agree, or when the hold was billed in parts."""
    hold = page.hold(line.authorisation_id)
    if hold is None or hold.amount in (0, line.amount) or len(page.captures(hold)) != 1:
        return None
    difference = line.amount - hold.amount
    steps = (
        Step("asked", page.money(hold.amount)),
        Step("difference", page.money(abs(difference))),
        Step("final", page.money(line.amount)),
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
