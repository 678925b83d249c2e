"""The first charge after a free trial (domain 1.2)."""

from __future__ import annotations

from datetime import timedelta

from candor.billing.explanation import Explanation, NextStep, Role, Step
from candor.billing.lines.common import cites_of, details_of, facts_of
from candor.billing.lines.recurring import recurring_of
from candor.billing.page import Page
from candor.billing.records import Line

# The first charge is dated within so many days of the trial's end: shops charge a day early, banks post days late.
NEAR = timedelta(days=7)


def explained(page: Page, line: Line) -> Explanation | None:
    """When the trial began and ended, and when the next charge comes; None for all charges but the first."""
    its = recurring_of(page, line)
    ended = its.trial_end if its else None
    if its is None or ended is None or its.lines[0].id != line.id or abs(line.txn_date - ended) > NEAR:
        return None
    row = next((one for one in page.book.subscriptions if one.id == its.row_id), None)
    return Explanation(
        kind="trial_end",
        variant="agreed" if row else "",
        line_id=line.id,
        facts={
            **facts_of(page, line),
            "trial_end": page.say(ended),
            "final_on": page.say(line.post_date),
            **({"agreed": page.say(row.consented_on)} if row else {}),
            **({"next": page.say(its.next_on)} if its.next_on else {}),
        },
        cites=(*cites_of(page, line), *((row.id,) if row else ())),
        detail=page.detail,
        steps=(Step("charged", page.money(line.amount), Role.RESULT),),
        confidence=page.shop(line).alias.confidence,
        next_step=NextStep.SAY_IF_YOURS,
        by_when=its.next_on,
        details=details_of(page, line),
    )
