"""A charge that may be here twice (domain 1.2): what a twin is stands in candor.billing.duplicates."""

from __future__ import annotations

from candor.billing.duplicates import twin_of
from candor.billing.explanation import Explanation, NextStep, Role, Step
from candor.billing.lines.common import cites_of, day_of, details_of, facts_of
from candor.billing.page import Page
from candor.billing.records import Line


def explained(page: Page, line: Line) -> Explanation | None:
    """The twin with its days; None for a charge that has none, or where paying the same is a habit."""
    twin = twin_of(page, line)
    if twin is None or twin.habit:
        return None
    other = next(row for row in reversed(twin.lines) if row.id != line.id)
    return Explanation(
        kind="duplicate",
        line_id=line.id,
        facts={
            **facts_of(page, line),
            "count": str(len(twin.lines)),
            "other_date": page.say(day_of(page, other)),
            "extra": page.amount(twin.extra),
        },
        cites=(*cites_of(page, line), *(row.id for row in twin.lines if row.id != line.id)),
        detail=page.detail,
        steps=(
            *(Step(f"twin_{n}", page.money(row.amount)) for n, row in enumerate(twin.lines, start=1)),
            Step("charged", page.money(line.amount), Role.RESULT),
        ),
        confidence=page.shop(line).alias.confidence,
        next_step=NextStep.SAY_IF_YOURS,
        details=details_of(page, line),
    )
