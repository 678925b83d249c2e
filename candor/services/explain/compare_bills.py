"""Answers "why is my bill higher than last month?": what changed, line by line, summing to the difference."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from candor.billing.compare import Change, ChangeKind, Comparison, compare_bills, lines_of
from candor.billing.page import Page
from candor.billing.pictures import Picture
from candor.billing.records import Book
from candor.conversation.replies import Choice, Reply
from candor.conversation.wording import Wording
from candor.services.explain.listing import Item, listed
from candor.services.explain.pictures import card_with, draw_change, name_of
from candor.services.explain.summarise_bill import what_is_due
from candor.services.explain.telling import WHICH_CHARGE, Told, label_of
from candor.services.find.clues import Wanted, read_clues

__all__ = ["picture_of_change", "tell_difference"]

MOST_CHOICES = 3
# No line of its own stands behind these.
SUMS = frozenset({ChangeKind.CARRIED, ChangeKind.UNSEEN, ChangeKind.REST})
# The month in "than in March" is what the bill is held against, not the bill that is asked about.
HELD_AGAINST = re.compile(r"\b(?:than|from|compared|since|with|vs|versus)\b.*", re.IGNORECASE | re.DOTALL)
OF_A_MONTH = (28, 31)


def tell_difference(book: Book, wanted: Wanted, today: date, wording: Wording) -> Told:
    """The bill that is meant held against the one before it, with buttons for its largest new lines.

    The bill is the newest one unless the message names a month in which another one closed.
    """
    found = compare_bills(book, today, _closed_by(book, wanted, today))
    if found is None:
        return _too_few(book, today)
    page = Page(book, today)
    facts = _facts(page, found)
    if found.changes:
        facts["list"] = listed(wording, (_item(page, change, wording) for change in found.told))
    lines = tuple(_lines_to_show(book, found))
    choices = tuple(Choice(label_of(book, line, today), "choose_charge", {"line": line}) for line in lines)
    response = _response(found)
    drawn = draw_change(page, found, wording.render(response, facts).text, wording) if found.changes else None
    reply = Reply(response, facts, _cites(found), choices, card_with(drawn) if drawn else None)
    return Told((reply,), shown=lines, asked=WHICH_CHARGE if lines else None)


def picture_of_change(book: Book, today: date, wording: Wording) -> Picture | None:
    """From the bill before to the newest one; None when there are not two, or nothing changed."""
    found = compare_bills(book, today)
    if found is None or not found.changes:
        return None
    (reply, *_) = tell_difference(book, Wanted(), today, wording).replies
    return draw_change(Page(book, today), found, wording.render(reply.response, reply.facts).text, wording)


def _closed_by(book: Book, wanted: Wanted, today: date) -> date | None:
    """The last day of the month that names the bill; None when no month does, or no bill closed in it."""
    said = replace(wanted, text=HELD_AGAINST.sub("", wanted.text), day=None, period=None)
    days = read_clues(said, today).days
    if not days or not OF_A_MONTH[0] <= (days[1] - days[0]).days + 1 <= OF_A_MONTH[1]:
        return None
    return days[1] if any(days[0] <= bill.close <= days[1] for bill in book.statements) else None


def _response(found: Comparison) -> str:
    if not found.changes:
        return "utter_compare_no_change"
    if not found.difference:
        return "utter_compare_same"
    return "utter_compare_higher" if found.difference > 0 else "utter_compare_lower"


def _facts(page: Page, found: Comparison) -> dict[str, str]:
    return {
        "closed": page.say(found.later.close),
        "balance": page.amount(found.later.new_balance),
        "earlier_balance": page.amount(found.earlier.new_balance),
        "difference": page.amount(abs(found.difference)),
    }


def _item(page: Page, change: Change, wording: Wording) -> Item:
    sign = "+" if change.by > 0 else ""
    facts = {"name": name_of(change, wording), "change": f"{sign}{page.amount(change.by)}"}
    return f"utter_word_change_{change.way}", facts


def _lines_to_show(book: Book, found: Comparison) -> Iterator[str]:
    """The largest new line of each of the largest changes that cost more."""
    sizes = {line.id: line.amount for line in lines_of(book, found.later)}
    dearer = [change for change in found.told if change.by > 0 and change.kind not in SUMS]
    for change in dearer[:MOST_CHOICES]:
        lines = [cite for cite in change.cites if cite in sizes]
        if lines:
            yield max(lines, key=lambda line: sizes[line])


def _cites(found: Comparison) -> tuple[str, ...]:
    rows = (cite for change in found.told for cite in change.cites)
    return tuple(dict.fromkeys((found.later.id, found.earlier.id, *rows)))


def _too_few(book: Book, today: date) -> Told:
    """There is no other bill yet: said so, with what is due."""
    due = what_is_due(book, today)
    bills = tuple(bill.id for bill in book.statements if bill.close < today) or (book.account.id,)
    return Told((Reply("utter_compare_too_few", cites=bills), *due.replies))
