"""Moves a case: the one way in which anything happens to it, for the talk, the desk and the clocks alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from candor.billing.records import Book, Line
from candor.clock import day_in
from candor.disputes import commands as do
from candor.disputes import events as happened
from candor.disputes.case import after
from candor.disputes.clocks import Regime
from candor.disputes.clocks.months import cycle_end, in_month
from candor.disputes.commands import Command
from candor.disputes.events import Event
from candor.disputes.related import related_interest
from candor.disputes.steps import decide
from candor.errors import NotYours
from candor.services.disputes.effects import follow_up, today_of, zone_of
from candor.services.outcomes.note_word import note_decided, note_disputed
from candor.services.tools import Tools
from candor.store import Transaction
from candor.store.disputes import KeptCase

SENT_BEFORE_DUE = 21
"""Days at least between a bill and its due date (12 CFR 1026.5(b)(2)(ii))."""


def move_case(
    tx: Transaction, tools: Tools, staff_id: str, case_id: str, command: Command, *, key: str | None = None
) -> KeptCase:
    """The case after the command of one of the bank's people. `key` names the act: asked for again, it is done once.

    Raises NotYours for a case that does not exist, IllegalStep, StepNotReady, or StepTaken. Ask `relate` for the
    command's `related` and `pay_window` for its `pay_by`.
    """
    return take_step(tx, tools, tx.disputes.get(case_id), command, actor=f"staff:{staff_id}", key=key)


def take_step(
    tx: Transaction, tools: Tools, kept: KeptCase, command: Command, *, actor: str, key: str | None = None
) -> KeptCase:
    """As `move_case`, for a case that was read in this transaction; `actor` is staff, customer, bot or clock."""
    return take_steps(tx, tools, kept, [Told(command, actor)], key=key)


class Told(NamedTuple):
    """A command, and whose it is."""

    command: Command
    actor: str


def take_steps(tx: Transaction, tools: Tools, kept: KeptCase, told: Sequence[Told], *, key: str | None) -> KeptCase:
    """As `take_step`, for steps that are taken together: the row changes once, and what follows is written once."""
    if key and tx.disputes.was_taken(kept.id, key):
        return tx.disputes.get(kept.id)
    now, zone = tools.clock.now(), zone_of(tx, kept)
    case, happenings, acts = kept.case, list[tuple[Event, str]](), list[dict[str, object]]()
    for command, actor in told:
        events = decide(case, command, day_in(zone, now))
        case = after(case, events)
        happenings += [(event, actor) for event in events]
        acts.append({"actor": actor, "step": type(command).__name__, "state": case.state.value})
    moved = tx.disputes.append(kept, case, happenings, at=now, key=key)
    all_events = [event for event, _ in happenings]
    follow_up(tx, tools, kept, moved, all_events, now, zone)
    _note_outcome(tx, moved, all_events)
    tx.trail.add_all(now, "case_moved", kept.id, acts)
    return moved


def _note_outcome(tx: Transaction, moved: KeptCase, events: Sequence[Event]) -> None:
    """What the case says of an earlier explanation of its charge: that it did not settle it, and who was right."""
    for event in events:
        if isinstance(event, happened.Submitted):
            note_disputed(tx, moved.customer_id, moved.case.line_id, moved.case.notice_at)
        elif isinstance(event, happened.ErrorDecided | happened.DifferentErrorDecided):
            note_decided(tx, moved.customer_id, moved.case.line_id, upheld=True)
        elif isinstance(event, happened.NoErrorDecided):
            note_decided(tx, moved.customer_id, moved.case.line_id, upheld=False)


def line_of(book: Book, kept: KeptCase) -> Line:
    found = next((line for line in book.lines if line.id == kept.case.line_id), None)
    if found is None:
        raise NotYours
    return found


def relate(tx: Transaction, kept: KeptCase) -> int:
    """Cents of interest that the disputed amount caused: what `related` of a result must be."""
    book = tx.ledger.book(kept.customer_id)
    lent = [one for one in tx.disputes.history(kept.id) if one.kind == "CreditGiven"]
    credited_on = day_in(book.customer.time_zone, lent[0].at) if lent and kept.case.temporary else None
    return related_interest(book, line_of(book, kept), kept.case.amount, credited_on)


def pay_window(tx: Transaction, tools: Tools, kept: KeptCase) -> date:
    """Until when an amount that is owed after all may be paid: the due day of the next bill, or ten days if longer."""
    book, today = tx.ledger.book(kept.customer_id), today_of(tx, tools, kept)
    account = book.account
    if kept.case.clocks.regime is Regime.REG_E:
        # Nothing is owed on a debit card; whoever sees it another way has as long as on a credit card to say so.
        return tools.dispute_policy.reg_z.pay_window_ends(today)
    closes = cycle_end(today, account.cycle_day)
    due = in_month(closes.year, closes.month, account.due_day)
    while (due - closes).days < SENT_BEFORE_DUE:
        due = in_month(due.year, due.month + 1, account.due_day)
    return tools.dispute_policy.reg_z.pay_window_ends(today, due)


def file_case(tx: Transaction, tools: Tools, kept: KeptCase, submit: do.Submit, *, actor: str, key: str) -> KeptCase:
    """Files a draft: submitted, acknowledged by a letter that is on its way, and credited for now if policy says so."""
    policy = tools.dispute_policy
    lent = policy.temporary_credit[kept.case.clocks.regime].at_filing(submit.reason, submit.amount)
    letters = tuple(name for name, letter in policy.letters.items() if letter.after == "Submitted")
    begins = do.Investigate(lent, letters)
    return take_steps(tx, tools, kept, [Told(submit, actor), Told(begins, "bot")], key=key)
