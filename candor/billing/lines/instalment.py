"""One part of a purchase that is paid in equal parts (domain 1.2)."""

from __future__ import annotations

from candor.billing.explanation import Explanation, Mistake, NextStep, Role, Step
from candor.billing.lines.common import cites_of, facts_of, held_against
from candor.billing.lines.fee import back_facts, given_back
from candor.billing.lines.instalments import Part, facts_of_plan, part_of
from candor.billing.page import Page
from candor.billing.records import Line


def explained(page: Page, line: Line) -> Explanation | None:
    """Which part it is, what it should be, what is left and until when; None when the line is no part of a plan."""
    part = part_of(page, line)
    if part is None:
        return None
    back = given_back(page, line)
    wrong = max(0, line.amount - part.right - sum(-credit.amount for credit in back))
    return Explanation(
        kind="instalment",
        variant=_variant(part, wrong, bool(back)),
        said_as="fee" if _is_said_as_fee(part, wrong, bool(back)) else "",
        line_id=line.id,
        facts={
            **facts_of(page, line),
            **facts_of_plan(page, part.plan, part.number),
            "right": page.amount(part.right),
            "too_much": page.amount(max(0, line.amount - part.right)),
            **back_facts(page, back),
        },
        cites=(*cites_of(page, line), *part.cites, *(credit.id for credit in back)),
        detail=page.detail,
        sum_as="fee" if line.amount != part.right else "",
        sum_variant=_sum_variant(part, line),
        steps=_steps(page, part),
        mistake=Mistake("extra_part" if part.number > part.plan.parts else "above_terms", page.money(wrong))
        if wrong
        else None,
        next_step=NextStep.ASK_PERSON if wrong else NextStep.NONE,
        by_when=part.plan.ends if part.number < part.plan.parts else None,
    )


def _is_said_as_fee(part: Part, wrong: int, has_back: bool) -> bool:
    return part.number <= part.plan.parts if wrong else has_back


def _variant(part: Part, wrong: int, has_back: bool) -> str:
    if wrong:
        return "extra" if part.number > part.plan.parts else "too_high"
    if has_back:
        return "given_back"
    return "last" if part.number == part.plan.parts else ""


def _sum_variant(part: Part, line: Line) -> str:
    if line.amount == part.right:
        return ""
    return "mistake" if line.amount > part.right else "less"


def _steps(page: Page, part: Part) -> tuple[Step, ...]:
    """Part and fee make the month's payment; a part that is not as agreed is held against what it should be."""
    if part.line.amount != part.right:
        return held_against(page, part.right, part.line.amount)
    return (
        Step("part", page.money(part.right), Role.ADDED),
        Step("part_fee", page.money(part.right_fee), Role.ADDED),
        Step("each", page.money(part.right + part.right_fee), Role.RESULT),
    )
