"""Begins a case: a draft with the clocks of the first word, which run from then on whatever happens."""

from __future__ import annotations

from datetime import datetime

from candor.billing.records import Book, Line
from candor.disputes.case import Case, begin_again
from candor.disputes.reasons import Reason
from candor.disputes.states import State
from candor.services.disputes.under_law import clocks_of
from candor.services.tools import Tools
from candor.store import Transaction
from candor.store.disputes import KeptCase


def begin_case(
    tx: Transaction, tools: Tools, book: Book, line: Line, *, notice_at: datetime, conversation_id: str | None = None
) -> KeptCase:
    """The line's draft, with `notice_at` as its notice; the one that it has already, when there is one.

    A draft that was stopped is taken up with the notice that it had.
    """
    clocks = clocks_of(tools.dispute_policy, book, line, notice_at)
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


def count_for(tx: Transaction, tools: Tools, book: Book, line: Line, kept: KeptCase, reason: Reason) -> KeptCase:
    """The draft with the clocks of what is claimed: laws leave fewer days for what the customer did not allow."""
    unauthorised = reason is Reason.UNRECOGNISED
    clocks = clocks_of(tools.dispute_policy, book, line, kept.case.notice_at, unauthorised=unauthorised)
    same = kept.case.state is not State.DRAFT or clocks.credit_itself_on == kept.case.clocks.credit_itself_on
    return kept if same else tx.disputes.count_from(kept, clocks)
