"""A customer's disputes as the desk shows them: where each stands, its clocks with days left, and what can be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from candor.billing.lines.common import facts_of
from candor.billing.money import Money
from candor.billing.page import Page
from candor.billing.records import Book, Line, LineType
from candor.clock import day_in
from candor.disputes.networks import Network, window
from candor.disputes.reasons import Answer, Fact, Reason, circumstance, missing
from candor.disputes.reasons import facts_of as facts_wanted
from candor.disputes.states import State
from candor.services.desk.agents import Agent
from candor.services.desk.case_forms import Step, steps_from
from candor.services.disputes.move_case import line_of
from candor.services.tools import Tools
from candor.store import Transaction
from candor.store.disputes import Alert, Happened, KeptCase, Letter

PAGE = 50
CLOSED_SHOWN = 2
"""Of a customer's cases that are over so many newest are shown beside the talk."""
HIDDEN = frozenset({"reason", "line", "amount", "more"})
"""Facts that the case shows elsewhere."""


@dataclass(frozen=True)
class LegalClock:
    """A day that the law or a network sets. `left`: calendar days until then, below 0 when it is past.

    `done_on` is the day it was done; then nothing runs any more.
    """

    name: str
    by: date
    left: int
    done_on: date | None = None
    code: str = ""


@dataclass(frozen=True)
class CaseAtDesk:
    """A case with all that an agent must know of it. Amounts are ready to be read.

    `told` are facts that are known, `lacking` those that the reason still wants. `steps` can be taken now.
    """

    id: str
    state: State
    charge: str
    name: str
    reason: str | None
    amount: str
    lent: str
    given: str
    notice_on: date
    notice_in_time: bool
    clocks: tuple[LegalClock, ...]
    alerts: tuple[Alert, ...]
    told: tuple[tuple[str, str], ...]
    more: tuple[str, ...]
    lacking: tuple[Fact, ...]
    steps: tuple[Step, ...]
    refunds: tuple[tuple[str, str], ...]
    customer_id: str
    conversation_id: str | None
    is_open: bool
    result: State | None

    @property
    def codes(self) -> str:
        """The network's code for this reason, where there is one."""
        return next((clock.code for clock in self.clocks if clock.code), "")

    @property
    def next_clock(self) -> LegalClock | None:
        return next((clock for clock in self.clocks if clock.done_on is None), None)


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
    return tuple(_case(tools, books[kept.customer_id], kept, alerts) for kept in cases)


def _case(tools: Tools, book: Book, kept: KeptCase, alerts: Sequence[Alert]) -> CaseAtDesk:
    today = day_in(book.customer.time_zone, tools.clock.now())
    line, case = line_of(book, kept), kept.case
    page = Page(book, today)
    charge = facts_of(page, line)
    reason = case.reason or _reason(kept.facts)
    lacking = tuple(missing(reason, kept.facts)) if reason and case.state is State.DRAFT else ()

    def money(cents: int) -> str:
        return str(Money(cents, kept.currency)) if cents else ""

    return CaseAtDesk(
        id=kept.id,
        state=case.state,
        charge=f"{charge['name']}, {charge['amount']} on {charge['date']}",
        name=charge["name"],
        reason=reason.value if reason else None,
        amount=money(case.amount or int(kept.facts.get("amount") or case.charged)),
        lent=money(case.temporary),
        given=money(case.final),
        notice_on=case.clocks.notice_on,
        notice_in_time=case.clocks.notice_in_time,
        clocks=_clocks(tools, book, line, kept, today),
        alerts=tuple(alert for alert in alerts if alert.case_id == kept.id),
        told=_told(kept.facts, reason, kept.currency),
        more=tuple(str(one) for one in kept.facts.get("more", ())),
        lacking=lacking,
        steps=steps_from(case),
        refunds=_refunds(book, kept) if case.is_open else (),
        customer_id=kept.customer_id,
        conversation_id=kept.conversation_id,
        is_open=case.is_open,
        result=case.decided,
    )


def _clocks(tools: Tools, book: Book, line: Line, kept: KeptCase, today: date) -> tuple[LegalClock, ...]:
    """What runs, and what was done of it: the law's days, and until when the shop's bank can be asked."""
    case, found = kept.case, []
    if case.clocks.acknowledge_by:
        found.append(_clock("acknowledge", case.clocks.acknowledge_by, today, done_on=case.acknowledged_on))
    if case.state not in (State.CLOSED, State.NOTIFIED) and case.decided is None:
        found.append(_clock("decide", case.clocks.resolve_by, today))
        found.append(_clock("credit_itself", case.clocks.credit_itself_on, today))
    if case.pay_by:
        found.append(_clock("pay", case.pay_by, today))
    shop = _network_clock(tools, book, line, kept, today)
    return (*found, shop) if shop else tuple(found)


def _clock(name: str, by: date, today: date, *, done_on: date | None = None, code: str = "") -> LegalClock:
    return LegalClock(name, by, (by - today).days, done_on, code)


def _network_clock(tools: Tools, book: Book, line: Line, kept: KeptCase, today: date) -> LegalClock | None:
    card = next((card for card in book.cards if card.id == line.card_id), None)
    reason = kept.case.reason or _reason(kept.facts)
    if reason is None or card is None or card.network not in set(Network) or kept.case.decided:
        return None
    days = {name: _day(value) for name, value in kept.facts.items()}
    ends = window(
        tools.dispute_policy.codes, reason, Network(card.network), line.post_date, circumstance(reason, line), days
    )
    return _clock("shop_bank", ends.ends, today, code=ends.code)


def _day(value: object) -> object:
    """A fact that is a day, as one; it is kept as ISO text."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else value
    except ValueError:
        return value


def _reason(facts: Mapping[str, Any]) -> Reason | None:
    told = facts.get("reason")
    return Reason(told) if told else None


def _told(facts: Mapping[str, Any], reason: Reason | None, currency: str) -> tuple[tuple[str, str], ...]:
    """What is known, in the order in which the reason asks for it."""
    order = [fact.name for fact in facts_wanted(reason)] if reason else []
    names = sorted((name for name in facts if name not in HIDDEN), key=lambda name: (name not in order, name))
    kinds = {fact.name: fact.answer for fact in facts_wanted(reason)} if reason else {}
    return tuple(
        (name, _said(facts[name], kinds.get(name), currency)) for name in names if facts[name] not in (None, "")
    )


def _said(value: object, kind: Answer | None, currency: str) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) and kind is Answer.CENTS:
        return str(Money(value, currency))
    return str(value)


def _refunds(book: Book, kept: KeptCase) -> tuple[tuple[str, str], ...]:
    """The shop's own credits since the charge that may be for it."""
    charge = line_of(book, kept)
    return tuple(
        (line.id, f"{line.post_date:%b} {line.post_date.day} · {line.descriptor} · {Money(line.amount, line.currency)}")
        for line in book.lines
        if line.type is LineType.REFUND and line.post_date >= charge.post_date and -line.amount >= kept.case.amount
    )
