"""Letters: which ones an event calls for, with all that is decided by it fixed at that moment.

The charge's own words do not change any more, and are put in on the day a letter goes out: whoever files a case does
not wait for the account to be read for a letter.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from candor.billing.days import spoken
from candor.billing.lines.common import facts_of
from candor.billing.money import Money
from candor.billing.page import Page
from candor.disputes import events as happened
from candor.disputes.clocks import Regime
from candor.disputes.events import Event
from candor.ids import new_id
from candor.services.disputes.under_law import days_by_law
from candor.services.tools import Tools
from candor.store import Transaction
from candor.store.disputes import KeptCase, Letter

SEND = "dispute_letter"
DueAt = tuple[str, str, datetime]
"""A kind of due work, its subject and its time."""
AFTER_THE_TALK = timedelta(minutes=1)
"""A letter does not fall into the words that file the case."""


def add_letters(
    tx: Transaction, tools: Tools, kept: KeptCase, events: Sequence[Event], today: date, now: datetime
) -> list[DueAt]:
    """The letters that policy names for these events; the work of sending each is given back, due at once."""
    made = []
    for event in events:
        if isinstance(event, happened.CreditGiven) and event.final:
            continue
        for name, letter in tools.dispute_policy.letters.items():
            if letter.after == type(event).__name__:
                due = _due(tools, kept, name, today)
                made.append(Letter(new_id(), kept.id, name, due, letter_facts(tools, kept, today, event), now))
    tx.disputes.add_letters(made)
    return [(SEND, letter.id, now + AFTER_THE_TALK) for letter in made]


def _due(tools: Tools, kept: KeptCase, name: str, today: date) -> date:
    """The last day to send it: the policy's, or the law's when that is earlier."""
    policy, clocks = tools.dispute_policy, kept.case.clocks
    due = today + timedelta(days=policy.letters[name].within_days)
    if kept.case.acknowledged_on is None and clocks.acknowledge_by:
        due = min(due, max(clocks.acknowledge_by, today))
    if clocks.regime is Regime.REG_E and kept.case.decided:
        due = min(due, policy.reg_e.calendar.after(today, policy.reg_e.report_business_days))
    return due


def charge_words(tx: Transaction, kept: KeptCase, today: date) -> dict[str, str]:
    """What a letter tells of its reader and of the charge, as customers read it on the day it goes out."""
    book = tx.ledger.book(kept.customer_id)
    page = Page(book, today)
    line = page.line(kept.case.line_id)
    charge = facts_of(page, line) if line else {}
    told = {name: charge.get(name, "") for name in ("name", "date")}
    return {**told, "customer": book.customer.name, "today": f"{spoken(today, today)}, {today.year}"}


def letter_facts(tools: Tools, kept: KeptCase, today: date, event: Event) -> dict[str, str]:
    """What letters of this case may tell of it, as customers read it. What begins with `has_`, `is_` or `takes_` only
    says whether there is something to tell."""
    case, law = kept.case, kept.case.clocks.regime

    def money(cents: int) -> str:
        return str(Money(cents, kept.currency))

    why = getattr(event, "why", ())
    return {
        "case": kept.id,
        "law": law.value.replace("-", "_"),
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
        # A debit card's charge is paid already: nothing of it is owed, and nothing can be held back.
        "is_owed": "yes" if case.owed and law is not Regime.REG_E else "",
        "is_refused": "yes" if isinstance(event, happened.NoErrorDecided) else "",
        "takes_back": "yes" if case.temporary and case.decided else "",
        "has_rights": "" if law is Regime.REG_Z else "yes",
        **{name: spoken(day, today) for name, day in days_by_law(tools.dispute_policy, kept).items()},
    }
