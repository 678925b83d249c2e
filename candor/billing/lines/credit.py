"""Money that we gave back on the account: goodwill, a correction, a temporary credit or a reward."""

from __future__ import annotations

from candor.billing.explanation import Explanation, NextStep
from candor.billing.lines.fee import facts_of_fee
from candor.billing.page import Page
from candor.billing.records import Correction, Line

KINDS = frozenset({"goodwill", "correction", "temporary", "reward", "plan"})


def explained(page: Page, line: Line) -> Explanation:
    """What the credit is for, with the line that it gives back when the book links one."""
    reason = next((row for row in page.book.corrections if row.line_id == line.id), None)
    target = _target(page, line, reason)
    facts = facts_of_fee(page, line)
    if target:
        facts |= {"for_name": page.shop(target).said, "for_date": page.say(target.txn_date)}
    return Explanation(
        kind=f"credit_{reason.kind}" if reason and reason.kind in KINDS else "credit",
        variant="target" if target and reason and reason.kind in ("goodwill", "correction", "temporary") else "",
        line_id=line.id,
        facts=facts,
        cites=(line.id, *((reason.id,) if reason else ()), *((target.id,) if target else ())),
        detail=page.detail,
        next_step=NextStep.NONE,
    )


def _target(page: Page, line: Line, reason: Correction | None) -> Line | None:
    wanted = (reason.target_id if reason else None) or line.reversal_of
    fee = next((fee for fee in page.book.fees if fee.id == wanted), None)
    return page.line(fee.line_id if fee else wanted)
