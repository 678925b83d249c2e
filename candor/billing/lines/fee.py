"""What all fees share: the row behind them, what was given back, and how a fee held against the rules is told.

A fee that the book says nothing more about is told by what stands on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from candor.billing.descriptors import Confidence
from candor.billing.explanation import Explanation, Mistake, NextStep, Step
from candor.billing.index import first
from candor.billing.lines.common import held_against
from candor.billing.page import Page
from candor.billing.records import Fee, Line, LineType

GIVEN_BACK = frozenset({"goodwill", "correction"})
# The kinds whose one-line words need no other row; a fee of another kind is told as a fee.
KINDS = frozenset({"late", "returned", "overlimit", "annual", "foreign", "cash", "transfer", "instalment"})


@dataclass(frozen=True)
class Checked:
    """A fee held against the rules. `right` is what it should be, in cents.

    `shown` are the numbers that led there. `wrong` names the rule that was broken when more than `right` was charged,
    `wrong_as` the words for it; without one it is simply too high.
    """

    right: int
    facts: Mapping[str, str] = field(default_factory=dict)
    cites: tuple[str, ...] = ()
    shown: tuple[Step, ...] = ()
    wrong: str = "too_high"
    wrong_as: str = ""
    variant: str = ""
    sum_variant: str = ""
    next_step: NextStep = NextStep.ASK_PERSON
    by_when: date | None = None


def explained(page: Page, line: Line) -> Explanation:
    """A fee without the rows that would let us check it: what stands on the bill, and that we can not see more."""
    fee, back = fee_of(page, line), given_back(page, line)
    return Explanation(
        kind=f"fee_{fee.kind}" if fee and fee.kind in KINDS else "fee",
        variant="given_back" if back else "",
        said_as="" if fee and fee.kind == "late" and not back else "fee",
        line_id=line.id,
        facts=facts_of_fee(page, line) | back_facts(page, back),
        cites=(line.id, *((fee.id,) if fee else ()), *(credit.id for credit in back)),
        detail=page.detail,
        confidence=Confidence.UNKNOWN,
        next_step=NextStep.NONE if back else NextStep.ASK_PERSON,
    )


def told(page: Page, line: Line, fee: Fee, checked: Checked) -> Explanation:
    """A fee with its sum. What the bank took too much and has not given back is our mistake and is said first."""
    back = given_back(page, line)
    too_much, returned = line.amount - checked.right, sum(-credit.amount for credit in back)
    still = max(0, too_much - returned)
    said_as, variant = _words(checked, bool(back), still > 0)
    return Explanation(
        kind=f"fee_{fee.kind}",
        variant=variant,
        said_as=said_as,
        line_id=line.id,
        facts={
            **facts_of_fee(page, line),
            **checked.facts,
            "right": page.amount(checked.right),
            "too_much": page.amount(max(0, too_much)),
            **({"still": page.amount(still)} if back else {}),
            **back_facts(page, back),
        },
        cites=(line.id, fee.id, *checked.cites, *(credit.id for credit in back)),
        detail=page.detail,
        sum_as="fee" if too_much else "",
        sum_variant=("mistake" if too_much > 0 else "less") if too_much else checked.sum_variant,
        steps=(*checked.shown, *held_against(page, checked.right, line.amount)),
        mistake=Mistake(checked.wrong, page.money(still)) if still else None,
        next_step=NextStep.NONE if back and not still else NextStep.ASK_PERSON if still else checked.next_step,
        by_when=None if back or still else checked.by_when,
    )


def fee_of(page: Page, line: Line) -> Fee | None:
    """The row that says why this fee line is there."""
    return first(page.index.fees, line.id)


def facts_of_fee(page: Page, line: Line) -> dict[str, str]:
    """name, amount, date and descriptor of a line that the bank itself put on the bill."""
    return {
        "name": page.shop(line).said,
        "amount": page.amount(abs(line.amount)),
        "date": page.say(line.post_date),
        "descriptor": line.descriptor.strip() or page.shop(line).said,
    }


def given_back(page: Page, line: Line) -> tuple[Line, ...]:
    """The credits that took this line off again, wholly or in part."""
    fee = fee_of(page, line)
    targets = {line.id, *((fee.id,) if fee else ())}
    ids = (c.line_id for target in targets for c in page.index.corrections.get(target, ()) if c.kind in GIVEN_BACK)
    back = {row.id: row for row in (*map(page.line, ids), *page.index.given_back.get(line.id, ())) if row}
    credited = (row for row in back.values() if row.type is LineType.CREDIT)
    return tuple(sorted(credited, key=lambda row: (row.post_date, row.id)))


def back_facts(page: Page, back: tuple[Line, ...]) -> dict[str, str]:
    """back (the sum given back) and back_on (the day of the last credit), once there is one."""
    if not back:
        return {}
    total = sum(-line.amount for line in back)
    return {"back": page.amount(total), "back_on": page.say(max(line.post_date for line in back))}


def _words(checked: Checked, has_back: bool, is_wrong: bool) -> tuple[str, str]:
    """Which kind's wording says it, "" for the fee's own, and which variant."""
    if is_wrong:
        if has_back:
            return "fee", "part_back"
        return ("", checked.wrong_as) if checked.wrong_as else ("fee", "too_high")
    return ("fee", "given_back") if has_back else ("", checked.variant)
