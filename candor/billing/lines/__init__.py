"""One file per kind of line. `explain` finds the kind and tells what the line is."""

from __future__ import annotations

from datetime import date

from candor.billing.explanation import Detail, Explanation
from candor.billing.lines import (
    annual_fee,
    cash,
    cash_fee,
    conversion,
    credit,
    dcc,
    duplicate,
    fee,
    foreign_fee,
    holds,
    instalment,
    instalment_fee,
    interest,
    late_fee,
    odd,
    over_limit_fee,
    payment,
    posted_differs,
    purchase,
    refund,
    returned_fee,
    split,
    subscription,
    tip,
    transfer,
    transfer_fee,
    trial_end,
    unclear_name,
)
from candor.billing.page import Page
from candor.billing.records import Book, Line, LineType

# In this order: the first that knows a line tells it. The last of each type knows every line of it.
KINDS = {
    LineType.PURCHASE: (
        instalment.explained,
        holds.billed,
        split.explained,
        tip.explained,
        posted_differs.explained,
        unclear_name.explained,
        duplicate.explained,
        dcc.explained,
        conversion.explained,
        trial_end.explained,
        subscription.explained,
        purchase.explained,
    ),
    LineType.FEE: (
        late_fee.explained,
        returned_fee.explained,
        over_limit_fee.explained,
        annual_fee.explained,
        foreign_fee.explained,
        cash_fee.explained,
        transfer_fee.explained,
        instalment_fee.explained,
        fee.explained,
    ),
    LineType.INTEREST: (interest.explained,),
    LineType.CASH_ADVANCE: (cash.explained,),
    LineType.TRANSFER: (transfer.explained,),
    LineType.PAYMENT: (payment.explained,),
    LineType.REFUND: (refund.posted,),
    LineType.CREDIT: (credit.explained,),
}


class NoSuchLine(LookupError):
    """The book holds no line, hold or refund of this id."""


def explain(book: Book, line_id: str, today: date, detail: Detail = Detail.SHORT) -> Explanation:
    """What a line is, why it is there, its sum, and what comes next (domain 1.3).

    `line_id` is the id of a posted line, of an authorisation, or of a refund under way. `today` is a calendar day in
    the account's time zone. A row that makes no sense is told as that, with what can be seen of it. Raises NoSuchLine
    for an id that is not in this book.
    """
    page = Page(book, today, detail)
    line = page.line(line_id)
    if line:
        return _explained(page, line)
    hold = page.hold(line_id)
    if hold:
        captures = page.captures(hold)
        if len(captures) == 1:
            return _explained(page, captures[0])
        return odd.explained(page, hold) or holds.explained(page, hold)
    promised = page.index.refund_ids.get(line_id)
    if promised:
        return refund.explained(page, promised)
    raise NoSuchLine(line_id)


def _explained(page: Page, line: Line) -> Explanation:
    for kind in (odd.explained, *KINDS[line.type]):
        told = kind(page, line)
        if told:
            return told
    raise AssertionError(f"no kind for {line.type}")
