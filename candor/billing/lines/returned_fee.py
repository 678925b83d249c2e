"""The fee for a payment that the payer's bank did not honor (domain 1.2; 12 CFR 1026.52(b)).

At most the smaller of the tier and the minimum that was due before the payment came back. None beside a late fee for
the same bill, and none for a payment that was only sent in again.
"""

from __future__ import annotations

from candor.billing.explanation import Explanation, Step
from candor.billing.lines import fee as any_fee
from candor.billing.lines import penalty
from candor.billing.page import Page
from candor.billing.records import Fee, Line, Payment, Statement
from candor.billing.tariff import returned_fee

# What the payer's bank says with its code (Nacha return codes), by the words we have for it.
REASONS = {
    **dict.fromkeys(("R01", "R09"), "no_money"),
    **dict.fromkeys(("R02", "R03", "R04", "R13", "R16", "R20"), "bad_details"),
    **dict.fromkeys(("R08", "R10", "R29"), "stopped"),
}


def explained(page: Page, line: Line) -> Explanation | None:
    """None when the line is no such fee, or when the payment or a bill that it needs is not in the book."""
    fee = any_fee.fee_of(page, line)
    paid = _payment(page, fee) if fee and fee.kind == "returned" else None
    bill = page.statement(paid.statement_id) if paid else None
    if fee is None or paid is None or bill is None or paid.returned_on is None:
        return None
    first = penalty.first_for_event(page, fee, bill)
    if not first and not penalty.is_checkable(page, fee, bill):
        return None
    step = penalty.tier(page, fee, bill)
    return any_fee.told(
        page,
        line,
        fee,
        any_fee.Checked(
            right=0 if first else returned_fee(step, bill.minimum_due),
            facts={
                "for_amount": page.amount(paid.amount),
                "for_date": page.say(paid.returned_on),
                "minimum": page.amount(bill.minimum_due),
                **({"code": _code(paid)} if _code(paid) else {}),
                **_first_facts(page, first),
            },
            cites=(paid.id, bill.id, *((first.id,) if first else ())),
            shown=_steps(page, step, bill),
            wrong="two_fees" if first else "above_cap",
            wrong_as="twice" if first else "",
            variant=_variant(paid),
        ),
    )


def _payment(page: Page, fee: Fee) -> Payment | None:
    return page.index.payment_ids.get(fee.trigger_id) if fee.trigger_id else None


def _variant(paid: Payment) -> str:
    return REASONS.get(_code(paid), "code") if _code(paid) else ""


def _code(paid: Payment) -> str:
    return (paid.return_code or "").strip()


def _first_facts(page: Page, first: Fee | None) -> dict[str, str]:
    line = page.line(first.line_id) if first else None
    return {"first_name": page.shop(line).said, "first_date": page.say(line.post_date)} if line else {}


def _steps(page: Page, step: int, bill: Statement) -> tuple[Step, ...]:
    return (Step("tier", page.money(step)), Step("minimum", page.money(bill.minimum_due)))
