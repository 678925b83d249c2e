"""What is told of a case to its customer: its facts as customers read them, and that a draft still waits."""

from __future__ import annotations

from datetime import date

from candor.billing.days import spoken
from candor.billing.lines.common import facts_of
from candor.billing.money import Money
from candor.billing.page import Page
from candor.billing.records import Book, Line
from candor.conversation.replies import Choice, Reply
from candor.services.disputes.under_law import days_by_law
from candor.services.tools import Tools
from candor.store.disputes import KeptCase

INTENT = "dispute_charge"


def case_facts(tools: Tools, book: Book, line: Line, kept: KeptCase | None, today: date) -> dict[str, str]:
    """What may be said of a line and of its case, as customers read it."""
    page = Page(book, today)
    charge = facts_of(page, line)
    told = {"name": charge["name"], "amount": charge["amount"], "date": charge["date"], "today": spoken(today, today)}
    if kept is None:
        return told
    case, clocks = kept.case, kept.case.clocks
    return {
        **told,
        "case": kept.id,
        "disputed": str(Money(case.amount or case.charged, kept.currency)),
        "lent": str(Money(case.temporary, kept.currency)),
        "told_on": spoken(clocks.notice_on, today),
        "write_by": spoken(clocks.acknowledge_by or clocks.resolve_by, today),
        "result_by": spoken(clocks.credit_itself_on, today),
        **{name: spoken(day, today) for name, day in days_by_law(tools.dispute_policy, kept).items()},
    }


def waiting_reply(tools: Tools, book: Book, kept: KeptCase, today: date) -> Reply:
    """A word on a draft that waits, with a button to go on."""
    line = next(line for line in book.lines if line.id == kept.case.line_id)
    choice = Choice("utter_label_dispute_go_on", INTENT, {"line": line.id, "dispute": "go_on", "value": None})
    return Reply("utter_dispute_waiting", case_facts(tools, book, line, kept, today), (line.id, kept.id), (choice,))
