"""Cash taken on the card."""

from __future__ import annotations

from candor.billing.explanation import Explanation, NextStep
from candor.billing.lines.common import cites_of, details_of, facts_of
from candor.billing.page import Page
from candor.billing.records import Line


def explained(page: Page, line: Line) -> Explanation:
    """Where, when and how much; said without the card when it is not known."""
    return Explanation(
        kind="cash",
        variant="" if page.card(line.card_id) else "no_card",
        line_id=line.id,
        facts=facts_of(page, line),
        cites=cites_of(page, line),
        detail=page.detail,
        confidence=page.shop(line).alias.confidence,
        next_step=NextStep.SAY_IF_YOURS,
        details=details_of(page, line),
    )
