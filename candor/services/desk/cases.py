"""A customer's disputes, all open ones, and one with its history, as the desk shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from candor.billing.records import Book
from candor.disputes.states import State
from candor.services.desk.agents import Agent
from candor.services.desk.case_at_desk import CaseAtDesk, case_at_desk
from candor.services.tools import Tools
from candor.store import Transaction
from candor.store.disputes import Happened, KeptCase, Letter

PAGE = 50
CLOSED_SHOWN = 2
"""Of a customer's cases that are over so many newest are shown beside the talk."""


@dataclass(frozen=True)
class CaseFile:
    """A case with what happened to it and the letters it made, oldest first. `customer` is the name on file."""

    case: CaseAtDesk
    customer: str
    history: tuple[Happened, ...]
    letters: tuple[Letter, ...]


@dataclass(frozen=True)
class CaseRow:
    """A line of the list of open cases."""

    case: CaseAtDesk
    customer: str


def cases_of(tx: Transaction, tools: Tools, book: Book) -> tuple[CaseAtDesk, ...]:
    """A customer's cases: those that are not over by the day they run out, then the newest of the others."""
    found = [kept for kept in tx.disputes.of_customer(book.customer.id) if kept.case.state is not State.ABANDONED]
    going = sorted((kept for kept in found if is_going(kept)), key=lambda kept: kept.case.clocks.credit_itself_on)
    over = [kept for kept in reversed(found) if not is_going(kept)][:CLOSED_SHOWN]
    return _shown(tx, tools, [*going, *over], {book.customer.id: book})


def is_going(kept: KeptCase) -> bool:
    """Whether something is still to be done."""
    return kept.case.is_open or kept.case.state in (State.DRAFT, State.STILL_DISPUTED)


def list_cases(tools: Tools, page: int = 0) -> tuple[tuple[CaseRow, ...], bool]:
    """A page of all open cases, the one that runs out first first, and whether there is a next page."""
    with tools.store.read() as tx:
        kept = tx.disputes.running(PAGE + 1, page * PAGE)
        names = tx.ledger.names(sorted({one.customer_id for one in kept}))
        shown = _shown(tx, tools, kept[:PAGE], _books(tx, kept[:PAGE]))
        rows = (CaseRow(case, names.get(case.customer_id, "")) for case in shown)
        return tuple(rows), len(kept) > PAGE


def read_case(tools: Tools, agent: Agent, case_id: str) -> CaseFile:
    """The whole of a case, and an audit row that this agent looked at it. NotYours when there is no such case."""
    with tools.store.write() as tx:
        kept = tx.disputes.get(case_id)
        (case,) = _shown(tx, tools, [kept], _books(tx, [kept]))
        tx.trail.add(tools.clock.now(), actor=agent.actor, act="case_looked_at", subject=case_id)
        name = tx.ledger.customer(kept.customer_id).name
        return CaseFile(case, name, tuple(tx.disputes.history(case_id)), tuple(tx.disputes.letters(case_id)))


def _books(tx: Transaction, cases: Sequence[KeptCase]) -> dict[str, Book]:
    return {customer: tx.ledger.book(customer) for customer in {kept.customer_id for kept in cases}}


def _shown(
    tx: Transaction, tools: Tools, cases: Sequence[KeptCase], books: Mapping[str, Book]
) -> tuple[CaseAtDesk, ...]:
    alerts = tx.disputes.alerts() if cases else []
    return tuple(case_at_desk(tools, books[kept.customer_id], kept, alerts) for kept in cases)
