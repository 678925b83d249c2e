"""The fee on each part of an instalment plan: a share of the whole purchase (domain 1.2)."""

from __future__ import annotations

from candor.billing.explanation import Explanation, NextStep
from candor.billing.lines import fee as any_fee
from candor.billing.lines.common import percent_words
from candor.billing.lines.instalments import facts_of_plan, part_of
from candor.billing.page import Page
from candor.billing.records import Line


def explained(page: Page, line: Line) -> Explanation | None:
    """None when the line is no such fee, or when the part that it was taken on is not in the book."""
    fee = any_fee.fee_of(page, line)
    part = part_of(page, page.line(fee.trigger_id)) if fee and fee.kind == "instalment" else None
    if fee is None or part is None:
        return None
    return any_fee.told(
        page,
        line,
        fee,
        any_fee.Checked(
            right=part.right_fee,
            facts=facts_of_plan(page, part.plan, part.number) | {"share_rate": percent_words(part.plan.fee_bp)},
            cites=(part.line.id, *part.cites),
            wrong="above_terms" if part.number <= part.plan.parts else "extra_part",
            next_step=NextStep.NONE,
            by_when=part.plan.ends,
        ),
    )
