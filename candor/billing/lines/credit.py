"""Money that we gave back on the account: goodwill, a correction, a temporary credit or a reward."""

from __future__ import annotations

from candor.billing.explanation import Explanation, NextStep, Role, Step
from candor.billing.index import first
from candor.billing.lines.fee import facts_of_fee
from candor.billing.lines.instalments import facts_of_plan, makes_sense
from candor.billing.page import Page
from candor.billing.records import Correction, Line, Plan

NAMES_TARGET = frozenset({"goodwill", "correction", "temporary"})
KINDS = frozenset({"goodwill", "correction", "temporary", "reward", "plan"})


def explained(page: Page, line: Line) -> Explanation:
    """What the credit is for, with the line that it gives back when the book links one."""
    reason = first(page.index.reasons, line.id)
    target = _target(page, line, reason)
    facts = facts_of_fee(page, line)
    if target:
        facts |= {
            "for_name": page.shop(target).said,
            "for_amount": page.amount(abs(target.amount)),
            "for_date": page.say(target.txn_date),
        }
    plan = _plan(page, target) if reason and reason.kind == "plan" else None
    return Explanation(
        kind=f"credit_{reason.kind}" if reason and reason.kind in KINDS else "credit",
        variant=_variant(line, reason, target, plan),
        said_as="credit" if line.amount > 0 else "",
        line_id=line.id,
        facts=facts | (facts_of_plan(page, plan, 0) if plan else {}),
        cites=(line.id, *(row.id for row in (reason, target, plan) if row)),
        detail=page.detail,
        sum_as="credit",
        sum_variant="taken_back" if line.amount > 0 else "target" if target else "",
        steps=(Step("given", page.money(abs(line.amount)), Role.RESULT),),
        next_step=NextStep.ASK_PERSON if line.amount > 0 or reason is None else NextStep.NONE,
    )


def _variant(line: Line, reason: Correction | None, target: Line | None, plan: Plan | None) -> str:
    if line.amount > 0:
        return "taken_back"
    if plan:
        return "terms"
    return "target" if target and reason and reason.kind in NAMES_TARGET else ""


def _plan(page: Page, target: Line | None) -> Plan | None:
    """The plan that a purchase was moved to."""
    rows = page.index.plans.get(target.id, ()) if target else ()
    return next((row for row in rows if makes_sense(row)), None)


def _target(page: Page, line: Line, reason: Correction | None) -> Line | None:
    wanted = (reason.target_id if reason else None) or line.reversal_of
    fee = next((fee for fee in page.book.fees if fee.id == wanted), None)
    return page.line(fee.line_id if fee else wanted)
