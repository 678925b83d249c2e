"""Pictures of a customer's own sums, with their words: the days of an interest line, and what changed on a bill."""

from __future__ import annotations

from datetime import date

from candor.billing.compare import compare_bills
from candor.billing.explanation import Detail
from candor.billing.lines import explain
from candor.billing.page import Page
from candor.billing.pictures import Bar, Picture, Strip, strip, waterfall
from candor.billing.records import Book
from candor.conversation.wording import Wording
from candor.services.clues import Wanted
from candor.services.compare_bills import name_of, tell_difference

__all__ = ["picture_of_change", "picture_of_line"]


def picture_of_line(book: Book, line_id: str, today: date, wording: Wording) -> Picture | None:
    """The days of an interest line; None for a line whose sum does not stand on days.

    Raises NoSuchLine for an id that is not in the book.
    """
    told = explain(book, line_id, today, Detail.FULL)
    if not told.spans:
        return None
    facts = told.all_facts
    title = wording.render("utter_picture_interest", facts).text
    said = wording.render(told.responses[1], facts).text
    return strip(Strip(title, told.spans, said.rsplit("\n", 1)[-1], said, today))


def picture_of_change(book: Book, today: date, wording: Wording) -> Picture | None:
    """From the bill before to the newest one; None when there are not two, or nothing changed."""
    found = compare_bills(book, today)
    if found is None or not found.changes:
        return None
    page = Page(book, today)
    (reply, *_) = tell_difference(book, Wanted(), today, wording).replies
    before, now = (
        Bar(
            wording.render("utter_picture_bill", {"closed": page.say(bill.close)}).text,
            page.money(bill.new_balance),
        )
        for bill in (found.earlier, found.later)
    )
    changes = [Bar(name_of(change, wording), page.money(change.by)) for change in found.told]
    title = wording.render("utter_picture_change", {}).text
    return waterfall(title, wording.speak(reply).text, before, changes, now)
