"""The fee for going over the limit (domain 1.2; 12 CFR 1026.52(b)(2)(i), 1026.56).

It needs the customer's consent before it; there is one at most for a statement month; it is at most the smaller of the
tier and what was over the limit. What our own fees and interest of that month did to the balance does not count.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from candor.billing.explanation import Explanation, Step
from candor.billing.lines import fee as any_fee
from candor.billing.lines import penalty
from candor.billing.page import Page
from candor.billing.records import Fee, Line, LineType, Statement
from candor.billing.tariff import over_limit_fee

OURS = frozenset({LineType.FEE, LineType.INTEREST})


@dataclass(frozen=True)
class Peak:
    """The highest balance of the month before the fee, in cents, and its day."""

    balance: int
    on: date


def explained(page: Page, line: Line) -> Explanation | None:
    """None when the line is no such fee, or when it can not be checked: with consent, but its month not whole."""
    fee = any_fee.fee_of(page, line)
    if fee is None or fee.kind != "overlimit":
        return None
    bill, agreed = penalty.bill_of(page, fee), page.book.account.overlimit_optin_on
    if agreed is None or agreed > line.post_date:
        return any_fee.told(page, line, fee, _without_consent(page, bill, agreed))
    if bill is None or not is_whole(page, bill):
        return None
    return any_fee.told(page, line, fee, _with_consent(page, line, fee, bill, agreed))


def peak_before(page: Page, line: Line, bill: Statement) -> Peak:
    """The highest end-of-day balance of the bill's month up to the day before the fee, without our own charges."""
    moves = [
        row
        for row in page.index.days.within(bill.open, bill.close)
        if row.type not in OURS and row.post_date < line.post_date
    ]
    best = Peak(bill.previous, bill.open)
    balance = bill.previous
    for day in sorted({row.post_date for row in moves}):
        balance += sum(row.amount for row in moves if row.post_date == day)
        best = Peak(balance, day) if balance > best.balance else best
    return best


def is_whole(page: Page, bill: Statement) -> bool:
    """Whether the lines of the month, our own charges aside, come to what its bill says: then none is missing."""
    seen = sum(row.amount for row in page.index.days.within(bill.open, bill.close) if row.type not in OURS)
    return seen == bill.purchases + bill.cash + bill.transfers - bill.payments - bill.credits


def _without_consent(page: Page, bill: Statement | None, agreed: date | None) -> any_fee.Checked:
    later = {"agreed": page.say(agreed)} if agreed else {}
    return any_fee.Checked(
        right=0,
        facts=later,
        cites=(page.book.account.id, *((bill.id,) if bill else ())),
        wrong="no_opt_in",
        wrong_as="mistake_later" if agreed else "mistake",
    )


def _with_consent(page: Page, line: Line, fee: Fee, bill: Statement, agreed: date) -> any_fee.Checked:
    peak, limit = peak_before(page, line, bill), page.book.account.limit
    first, step = penalty.first_for_event(page, fee, bill), penalty.tier(page, fee, bill)
    is_ours = peak.balance <= limit
    return any_fee.Checked(
        right=0 if first else over_limit_fee(peak.balance, limit, step),
        facts={
            "agreed": page.say(agreed),
            "limit": page.amount(limit),
            "peak": page.amount(peak.balance),
            "peak_on": page.say(peak.on),
            "over": page.amount(max(0, peak.balance - limit)),
        },
        cites=(page.book.account.id, bill.id, *((first.id,) if first else ())),
        shown=_steps(page, peak, limit, step),
        wrong="two_fees" if first else "own_charges" if is_ours else "above_cap",
        wrong_as="twice" if first else "own" if is_ours else "",
    )


def _steps(page: Page, peak: Peak, limit: int, step: int) -> tuple[Step, ...]:
    return (
        Step("peak", page.money(peak.balance)),
        Step("limit", page.money(limit)),
        Step("over", page.money(max(0, peak.balance - limit))),
        Step("tier", page.money(step)),
    )
