"""Answers that only mean something after what was said before: "why?", "how do I stop it?", "and the one before?"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from candor.billing.explanation import Detail
from candor.billing.lines import NoSuchLine
from candor.billing.lines.common import facts_of
from candor.billing.page import Page, Row
from candor.billing.records import Authorisation, Book, Line, LineType
from candor.billing.subscriptions import subscriptions
from candor.conversation.replies import Reply
from candor.services.explain.stop_interest import tell_what_stops_interest
from candor.services.explain.telling import WANT_PERSON, Told, ask_which, tell_line
from candor.services.find.clues import Wanted, read_clues
from candor.services.find.find_charge import One, Several, find_charge, names_on_bill, newest

__all__ = ["asks_when", "like_the_focus", "neighbour", "say_how_to_stop", "say_more"]

EARLIER = re.compile(r"\b(?:before|previous|earlier|prior|preceding|last one)\b", re.IGNORECASE)
LATER = re.compile(r"\b(?:after|next|following|later)\b", re.IGNORECASE)
DECIDED_BY_PERSON = (
    "utter_handed_over_goodwill",
    "utter_handed_over_dispute",
    "utter_goodwill_added",
    "utter_dispute_",
)
# What is said of a decision by the written policy; an offer and a question are none.
MONEY_BACK = "utter_goodwill_"
NOT_DECIDED = ("utter_goodwill_offer", "utter_goodwill_which", "utter_goodwill_left", "utter_goodwill_gift")
PRICES = (LineType.FEE, LineType.INTEREST)
WHEN = re.compile(
    r"\W*(?:(?:and|so|but|ok|okay)\W+)*(?:(?:by|until|since)\W+)?(?:when|how\W+long|what\W+day)(?:\W+(?:exactly|then|is\W+that))?\W*"
    r"|\W*(?:(?:and|so|but|ok|okay)\W+)*(?:when|how\W+long)\b.{0,20}\b(?:it|that|this|they)\b.{0,20}"
    r"\b(?:go|goes|gone|drops?|falls?|away|off|back|ends?|released?|clears?|disappears?)\b.{0,10}",
    re.IGNORECASE | re.DOTALL,
)


def asks_when(text: str) -> bool:
    """Whether it asks for a day and names nothing: "when exactly?", "how long until it goes away?"."""
    return WHEN.fullmatch(text) is not None


def say_more(book: Book, focus: str | None, said: Iterable[str], today: date) -> Told:
    """The sum behind what was just said, or the line again; honest when that was all. `said` are the last responses."""
    said = tuple(said)
    if any(name.startswith(DECIDED_BY_PERSON) for name in said):
        return Told((Reply("utter_why_a_person"),))
    if any(name.startswith(MONEY_BACK) and not name.startswith(NOT_DECIDED) for name in said):
        return Told((Reply("utter_goodwill_why_rule"),), focus, asked=WANT_PERSON)
    if focus is None or any(name.startswith("utter_bill_") for name in said):
        return Told((Reply("utter_why_what"),))
    try:
        told = tell_line(book, focus, today, Detail.FULL)
    except NoSuchLine:
        return Told((Reply("utter_why_what"),))
    new = tuple(reply for reply in told.replies if reply.response not in said)
    if new and not any(name.endswith("_full") for name in said):
        return replace(told, replies=new)
    return Told((Reply("utter_said_all", cites=(focus,)),), focus, asked=WANT_PERSON)


def say_how_to_stop(book: Book, wanted: Wanted, focus: str | None, today: date) -> Told:
    """What keeps the line that is named, else the one in focus, from coming again; asks which one without either."""
    page = Page(book, today)
    meant = _named(book, wanted, today) or focus
    row: Row | None = page.line(meant) or page.hold(meant)
    if row is None:
        latest = newest(book, today)
        return ask_which(book, latest, today, "utter_stop_which") if latest else Told((Reply("utter_why_what"),))
    if isinstance(row, Line) and row.type is LineType.INTEREST:
        return replace(tell_what_stops_interest(book, today), focus=row.id)
    return Told((_stopped(book, page, row),), focus=row.id)


def _named(book: Book, wanted: Wanted, today: date) -> str | None:
    """The newest line of the shop that the words name, or the one line that they mean."""
    found = find_charge(book, wanted, today) if names_on_bill(book, wanted, today) else None
    if isinstance(found, Several):
        return max(found.ids, key=lambda line_id: _day(book, line_id))
    return found.id if isinstance(found, One) else None


def _day(book: Book, line_id: str) -> date:
    return next((line.post_date for line in book.lines if line.id == line_id), date.min)


def _stopped(book: Book, page: Page, row: Row) -> Reply:
    if isinstance(row, Authorisation):
        return Reply("utter_stop_hold", cites=(row.id,))
    if row.type is LineType.FEE:
        late = any(fee.line_id == row.id and fee.kind == "late" for fee in book.fees)
        return Reply("utter_stop_late_fee" if late else "utter_stop_fee", cites=(row.id,))
    comes_again = any(row in one.lines and one.running for one in subscriptions(book, page.today))
    name = {"name": facts_of(page, row)["name"]}
    return Reply("utter_stop_subscription" if comes_again else "utter_stop_purchase", name, (row.id,))


def neighbour(book: Book, wanted: Wanted, focus: str | None, today: date) -> Told | None:
    """The line before or after the one in focus, of its shop or kind; None when the message asks for neither."""
    step = -1 if EARLIER.search(wanted.text) else 1 if LATER.search(wanted.text) else 0
    line, clues = Page(book, today).line(focus), read_clues(wanted, today)
    if not step or line is None or clues.is_strong:
        return None
    same = [row for row in _in_order(book, today) if _is_like(book, today, row, line)]
    place = next(index for index, row in enumerate(same) if row.id == line.id) + step
    if 0 <= place < len(same):
        return tell_line(book, same[place].id, today)
    return Told((Reply("utter_none_before" if step < 0 else "utter_none_after", cites=(line.id,)),), focus=line.id)


def like_the_focus(book: Book, wanted: Wanted, focus: str | None, today: date) -> Wanted:
    """ "I meant May": what was said of the time only is about the kind or the shop that the talk is about."""
    line, clues = Page(book, today).line(focus), read_clues(wanted, today)
    if line is None or not clues.days or clues.amounts or clues.names_shop or clues.kinds:
        return wanted
    if line.type in PRICES:
        return replace(wanted, kind=line.type.value)
    return replace(wanted, merchant=Page(book, today).shop(line).name)


def _in_order(book: Book, today: date) -> list[Line]:
    known = (line for line in book.lines if line.post_date <= today)
    return sorted(known, key=lambda line: (line.txn_date, line.post_date, line.id))


def _is_like(book: Book, today: date, row: Line, line: Line) -> bool:
    """Of the same kind, and a purchase of the same shop."""
    page = Page(book, today)
    return row.type is line.type and (row.type in PRICES or page.shop(row).name == page.shop(line).name)
