"""Letters: which ones an event calls for, with all that they tell fixed at that moment."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from candor.billing.days import spoken
from candor.billing.lines.common import facts_of
from candor.billing.money import Money
from candor.billing.page import Page
from candor.clock import day_in
from candor.disputes import events as happened
from candor.disputes.events import Event
from candor.ids import new_id
from candor.services.tools import Tools
from candor.store import Transaction
from candor.store.disputes import KeptCase, Letter

SEND = "dispute_letter"
AFTER_THE_TALK = timedelta(minutes=1)
"""A letter does not fall into the words that file the case."""


def add_letters(tx: Transaction, tools: Tools, kept: KeptCase, event: Event, now: datetime) -> None:
    """The letters that policy names for this event, each with the work of sending it, due at once."""
    if isinstance(event, happened.CreditGiven) and event.final:
        return
    for name, letter in tools.dispute_policy.letters.items():
        if letter.after != type(event).__name__:
            continue
        today = day_in(tx.ledger.customer(kept.customer_id).time_zone, now)
        due = today + timedelta(days=letter.within_days)
        if kept.case.acknowledged_on is None and kept.case.clocks.acknowledge_by:
            due = min(due, max(kept.case.clocks.acknowledge_by, today))
        made = Letter(new_id(), kept.id, name, due, letter_facts(tx, kept, today, event), now)
        tx.disputes.add_letter(made)
        tx.due_work.add(SEND, made.id, now + AFTER_THE_TALK)


def letter_facts(tx: Transaction, kept: KeptCase, today: date, event: Event) -> dict[str, str]:
    """What letters of this case may tell, as customers read it."""
    book = tx.ledger.book(kept.customer_id)
    case, page = kept.case, Page(book, today)
    line = page.line(case.line_id)
    charge = facts_of(page, line) if line else {}

    def money(cents: int) -> str:
        return str(Money(cents, kept.currency))

    why = getattr(event, "why", ())
    return {
        "case": kept.id,
        "customer": book.customer.name,
        "today": f"{spoken(today, today)}, {today.year}",
        "name": charge.get("name", ""),
        "date": charge.get("date", ""),
        "charged": money(case.charged),
        "amount": money(case.amount),
        "notice_day": spoken(case.clocks.notice_on, today),
        "result_by": spoken(case.clocks.resolve_by, today),
        "temporary": money(case.temporary),
        "credited": money(case.final),
        "related": money(max(0, case.final - case.amount)),
        "owed": money(case.owed),
        "back": money(case.temporary),
        "refund": money(getattr(event, "amount", 0)),
        "why": " ".join(why),
        "papers": ", ".join(getattr(event, "evidence", ())),
        "has_credit": "yes" if case.temporary else "",
        "has_related": "yes" if case.final > case.amount else "",
        "is_owed": "yes" if case.owed else "",
    }
