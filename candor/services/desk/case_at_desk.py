"""One case as an agent must know it: where it stands, what is told and lacking, its clocks, and what can be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from candor.billing.lines.common import facts_of
from candor.billing.money import Money
from candor.billing.page import Page
from candor.billing.records import Book, LineType
from candor.clock import day_in
from candor.disputes.reasons import Answer, Fact, Reason, missing
from candor.disputes.reasons import facts_of as facts_wanted
from candor.disputes.states import State
from candor.services.desk.case_clocks import LegalClock, clocks_of, reason_in
from candor.services.desk.case_forms import Step, steps_from
from candor.services.disputes.move_case import line_of
from candor.services.tools import Tools
from candor.store.disputes import Alert, KeptCase

HIDDEN = frozenset({"reason", "line", "amount", "more"})
"""Facts that the case shows elsewhere."""


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


def case_at_desk(tools: Tools, book: Book, kept: KeptCase, alerts: Sequence[Alert]) -> CaseAtDesk:
    today = day_in(book.customer.time_zone, tools.clock.now())
    line, case = line_of(book, kept), kept.case
    page = Page(book, today)
    charge = facts_of(page, line)
    reason = case.reason or reason_in(kept.facts)
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
        clocks=clocks_of(tools, book, line, kept, today),
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
