"""Begins a case: a draft with the clocks of the first word, which run from then on whatever happens."""

from __future__ import annotations

from datetime import date, datetime

from candor.billing.records import Book, Line
from candor.clock import day_in
from candor.disputes.case import Case, begin_again
from candor.disputes.clocks import Clocks
from candor.disputes.clocks.months import cycle_end
from candor.disputes.states import State
from candor.services.tools import Tools
from candor.store import Transaction
from candor.store.disputes import KeptCase


def begin_case(
    tx: Transaction, tools: Tools, book: Book, line: Line, *, notice_at: datetime, conversation_id: str | None = None
) -> KeptCase:
    """The line's draft, with `notice_at` as its notice; the one that it has already, when there is one.

    A draft that was stopped is taken up with the notice that it had.
    """
    clocks = clocks_of(tools, book, line, notice_at)
    case = Case(tx.disputes.new_number(), line.id, abs(line.amount), notice_at, clocks)
    stopped = [kept for kept in tx.disputes.of_line(line.id) if kept.case.state is State.ABANDONED]
    facts: dict[str, object] = {}
    if stopped:
        case = begin_again(stopped[-1].case, case.id, notice_at=notice_at, clocks=clocks, new_facts=())
        facts = dict(stopped[-1].facts)
    return tx.disputes.begin(
        KeptCase(
            case=case,
            customer_id=book.customer.id,
            account_id=book.account.id,
            currency=line.currency,
            conversation_id=conversation_id,
            policy_version=tools.dispute_policy.version,
            facts=facts,
        )
    )


def clocks_of(tools: Tools, book: Book, line: Line, notice_at: datetime) -> Clocks:
    """The clocks of a notice about a line, by Regulation Z: our accounts are credit cards."""
    notice = day_in(book.customer.time_zone, notice_at)
    return tools.dispute_policy.reg_z.clocks(
        sent=_sent_on(book, line, notice),
        closes=book.account.cycle_day,
        notice=notice,
        autopay=_next_autopay(book, notice),
    )


def _sent_on(book: Book, line: Line, notice: date) -> date:
    """When the first bill that shows the line was sent; while it is on none, when that bill closes at the earliest."""
    bills = {bill.id: bill for bill in book.statements}
    bill = bills.get(line.statement_id or "")
    return bill.transmitted_on if bill else cycle_end(max(line.post_date, notice), book.account.cycle_day)


def _next_autopay(book: Book, notice: date) -> date | None:
    coming = [bill.due for bill in book.statements if bill.due >= notice]
    return min(coming) if book.account.autopay and coming else None
