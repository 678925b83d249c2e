"""Fees of every kind: what they are for, with the row that set them off. The late fee's own sum is in late_fee."""

from __future__ import annotations

from collections.abc import Mapping

from candor.billing.explanation import Explanation, Mistake, NextStep
from candor.billing.page import Page
from candor.billing.records import Fee, Line, LineType

# The kinds that have words of their own; a fee of another kind is told as a fee.
KINDS = frozenset({"late", "returned", "overlimit", "annual", "foreign", "cash", "transfer", "instalment"})
# Their words name the row that set them off.
NEED_TRIGGER = frozenset({"foreign", "cash", "transfer", "returned"})
GIVEN_BACK = frozenset({"goodwill", "correction"})


def explained(page: Page, line: Line) -> Explanation:
    """What the fee is for, how much and when; its arithmetic is told by a person for now."""
    fee, back = fee_of(page, line), given_back(page, line)
    facts, cites = _trigger(page, fee)
    wrong = _no_opt_in(page, line, fee) and not back
    return Explanation(
        kind=f"fee_{fee.kind}" if fee and fee.kind in KINDS else "fee",
        variant="given_back" if back else "mistake" if wrong else "",
        said_as=_said_as(fee, back, facts),
        line_id=line.id,
        facts=facts_of_fee(page, line) | facts | back_facts(page, back),
        cites=(line.id, *((fee.id,) if fee else ()), *cites, *(credit.id for credit in back)),
        detail=page.detail,
        mistake=Mistake("no_opt_in", page.money(line.amount)) if wrong else None,
        next_step=NextStep.NONE if back else NextStep.ASK_PERSON,
    )


def fee_of(page: Page, line: Line) -> Fee | None:
    """The row that says why this fee line is there."""
    return next((fee for fee in page.book.fees if fee.line_id == line.id), None)


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
    ids = {c.line_id for c in page.book.corrections if c.kind in GIVEN_BACK and c.target_id in targets}
    return tuple(
        row for row in page.book.lines if row.type is LineType.CREDIT and (row.id in ids or row.reversal_of == line.id)
    )


def back_facts(page: Page, back: tuple[Line, ...]) -> dict[str, str]:
    """back (the sum given back) and back_on (the day of the last credit), once there is one."""
    if not back:
        return {}
    total = sum(-line.amount for line in back)
    return {"back": page.amount(total), "back_on": page.say(max(line.post_date for line in back))}


def _said_as(fee: Fee | None, back: tuple[Line, ...], facts: Mapping[str, str]) -> str:
    return "fee" if back or (fee and fee.kind in NEED_TRIGGER and not facts) else ""


def _no_opt_in(page: Page, line: Line, fee: Fee | None) -> bool:
    """An over-limit fee needs the customer's consent given before it (12 CFR 1026.56)."""
    if fee is None or fee.kind != "overlimit":
        return False
    opted = page.book.account.overlimit_optin_on
    return opted is None or opted > line.post_date


def _trigger(page: Page, fee: Fee | None) -> tuple[dict[str, str], tuple[str, ...]]:
    """The row that set the fee off: the purchase, cash or transfer it was taken on, or the payment that came back."""
    if fee is None:
        return {}, ()
    row = page.line(fee.trigger_id)
    if row:
        facts = {"for_name": page.shop(row).said, "for_amount": page.amount(abs(row.amount))}
        return facts | {"for_date": page.say(row.txn_date)}, (row.id,)
    paid = next((p for p in page.book.payments if p.id == fee.trigger_id and p.returned_on), None)
    if paid and paid.returned_on:
        return {"for_amount": page.amount(paid.amount), "for_date": page.say(paid.returned_on)}, (paid.id,)
    return {}, ()
