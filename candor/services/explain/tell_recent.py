"""Answers "what is new?" and "what was my biggest purchase?": a list of lines, with buttons to look closer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from candor.billing.bill import lines_after, summarise
from candor.billing.page import Page
from candor.billing.records import Book, Line
from candor.billing.shops import bought
from candor.conversation.replies import Choice, Reply
from candor.conversation.wording import Wording
from candor.services.explain.listing import Item, listed
from candor.services.explain.periods import period_words
from candor.services.explain.telling import WHICH_CHARGE, Told, label_of
from candor.services.find.clues import Wanted, read_clues

__all__ = ["tell_largest", "tell_recent"]

MOST_LISTED, MOST_CHOICES = 10, 3
A_YEAR = timedelta(days=365)


def tell_recent(book: Book, today: date, wording: Wording) -> Told:
    """What became final since the newest bill closed, newest first, and a word on what is pending."""
    bill, page = summarise(book, today), Page(book, today)
    close = bill.statement.close if bill.statement else None
    lines = sorted(lines_after(book, close, today), key=lambda row: (row.post_date, row.txn_date, row.id), reverse=True)
    facts = {"closed": page.say(close)} if close else {}
    pending = _pending(book, today)
    if not lines:
        name = "utter_recent_none" if close else "utter_recent_none_at_all"
        return Told((Reply(name, facts, (book.account.id,)), *pending))
    facts |= {"list": listed(wording, _items(page, lines)), "count": str(len(lines))}
    name = "utter_recent" if close else "utter_recent_no_bill"
    return _with_buttons(book, today, (Reply(name, facts, tuple(row.id for row in lines)), *pending), lines)


def tell_largest(book: Book, wanted: Wanted, today: date, wording: Wording) -> Told:
    """The largest purchases of the days that are named, else of the past year, the largest first."""
    said = read_clues(wanted, today).days
    days = (said[0], min(said[1], today)) if said else (today - A_YEAR, today)
    period = period_words(*days, today) if said else ("utter_word_period_past_year", {})
    lines = [line for line in bought(book, today) if days[0] <= line.txn_date <= days[1]]
    if not lines:
        return tell_recent(book, today, wording)
    largest = sorted(lines, key=lambda line: (-line.amount, line.txn_date, line.id))[:MOST_CHOICES]
    page = Page(book, today)
    facts = {"list": listed(wording, _items(page, largest)), "amount": page.amount(largest[0].amount)}
    facts |= {
        "period": wording.render(*period).text,
        "name": page.shop(largest[0]).said,
        "date": page.say(largest[0].txn_date),
    }
    return _with_buttons(book, today, (Reply("utter_largest", facts, tuple(row.id for row in largest)),), largest)


def _items(page: Page, lines: Sequence[Line]) -> list[Item]:
    items: list[Item] = [
        (
            "utter_word_recent",
            {"date": page.say(line.txn_date), "name": page.shop(line).said, "amount": page.amount(line.amount)},
        )
        for line in lines[:MOST_LISTED]
    ]
    if lines[MOST_LISTED:]:
        items.append(("utter_word_and_more", {"count": str(len(lines) - MOST_LISTED)}))
    return items


def _pending(book: Book, today: date) -> tuple[Reply, ...]:
    bill, page = summarise(book, today), Page(book, today)
    if not bill.pending_count:
        return ()
    holds = tuple(hold.id for hold in page.open_holds())
    return (Reply("utter_recent_pending", {"pending": str(bill.pending)}, holds),)


def _with_buttons(book: Book, today: date, replies: tuple[Reply, ...], lines: Sequence[Line]) -> Told:
    shown = tuple(line.id for line in lines[:MOST_CHOICES])
    choices = tuple(Choice(label_of(book, line, today), "choose_charge", {"line": line}) for line in shown)
    *first, last = replies
    return Told((*first, replace(last, choices=choices)), shown=shown, asked=WHICH_CHARGE)
