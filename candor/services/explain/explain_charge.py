"""Answers "what is this charge?": finds the line that is meant and explains it, asks which, or says there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from candor.billing.explanation import Detail
from candor.billing.lines import NoSuchLine
from candor.billing.records import Book, LineType
from candor.conversation.replies import Reply
from candor.services.explain.telling import WANT_PERSON, WHICH_AMOUNT, Told, ask_which, tell_line
from candor.services.explain.whole_words import CLAIM
from candor.services.find.clues import Wanted
from candor.services.find.find_charge import Found, Nothing, One, Several, Unlike, find_charge, newest, printed_lines
from candor.services.talk.follow_up import like_the_focus, neighbour

__all__ = ["explain_charge", "explain_chosen", "explain_other", "explain_printed"]

NOT_QUITE = {Unlike.AMOUNT: "utter_which_charge_near", Unlike.DAY: "utter_which_charge_another_day"}
PRICES = frozenset({LineType.FEE, LineType.INTEREST})
# "What is PAYMENT RETURNED?": a question about a name and no more, whatever else it may have been taken for.
WHAT_IS = re.compile(
    r"^\W*(?:(?:hi|hello|hey|and|so|but|ok|please|pls|can you|could you)\W+)*"
    r"(?:what(?:['’]?s|\s+is|\s+are|\s+does|\s+do)?|why\s+(?:is|was)\s+there|why\s+do\s+i\s+(?:see|have)|explain|tell\s+me\s+about"
    r"|who\s+is|where\s+does)\b",
    re.IGNORECASE,
)


def explain_charge(
    book: Book,
    wanted: Wanted,
    today: date,
    shown: Sequence[str] = (),
    focus: str | None = None,
    detail: Detail = Detail.SHORT,
    asked_before: bool = False,
) -> Told:
    """What the line is that the message means.

    `shown` and `focus` are what Told gave the last time. `asked_before`: the last answer was already a question for
    the amount or day (Told.asked == WHICH_AMOUNT), so the second time a person is offered.
    """
    return _told(book, find_charge(book, wanted, today, shown, focus), today, detail, asked_before)


def explain_printed(book: Book, wanted: Wanted, today: date, detail: Detail = Detail.SHORT) -> Told | None:
    """The line whose name, as it stands on the bill, is asked about; None when the message asks anything else.

    Fees and interest have questions of their own (services.explain.explain_fee).
    """
    if not WHAT_IS.search(wanted.text) or CLAIM.search(wanted.text):
        return None
    if not printed_lines(book, wanted, today) & {row.id for row in book.lines if row.type not in PRICES}:
        return None
    found = find_charge(book, wanted, today)
    return None if isinstance(found, Nothing) else _told(book, found, today, detail, asked_before=False)


def explain_chosen(book: Book, line_id: str, today: date, detail: Detail = Detail.SHORT) -> Told:
    """The line of a button that was pressed; as not found when the book no longer holds it."""
    try:
        return tell_line(book, line_id, today, detail)
    except NoSuchLine:
        return _not_found(asked_before=False)


def explain_other(
    book: Book,
    wanted: Wanted,
    today: date,
    shown: Sequence[str] = (),
    turned_down: Iterable[str] = (),
    asked_before: bool = False,
) -> Told:
    """The line that is meant after "no, the other one", "the one before" or "I meant May".

    `turned_down` are the lines that were not it; of them the first is the one that the talk is about.
    """
    turned_down = tuple(turned_down)
    focus = next(iter(turned_down), None)
    beside = neighbour(book, wanted, focus, today)
    if beside:
        return beside
    wanted = like_the_focus(book, wanted, focus, today)
    found = find_charge(book, wanted, today, shown, not_these=turned_down)
    left = tuple(line_id for line_id in shown if line_id not in turned_down)
    if isinstance(found, Nothing) and not found.asked and len(left) > 1 and focus is None:
        # "The other one", of several that were just shown: which of them is still not said.
        return ask_which(book, left, today, "utter_which_charge")
    return _told(book, found, today, Detail.SHORT, asked_before)


def _told(book: Book, found: Found, today: date, detail: Detail, asked_before: bool) -> Told:
    if isinstance(found, One):
        return explain_chosen(book, found.id, today, detail)
    if isinstance(found, Several):
        return ask_which(book, found.ids, today, NOT_QUITE[found.unlike] if found.unlike else "utter_which_charge")
    latest = newest(book, today)
    if not found.asked and latest:
        return ask_which(book, latest, today, "utter_which_newest")
    return _not_found(asked_before)


def _not_found(asked_before: bool) -> Told:
    if asked_before:
        return Told((Reply("utter_charge_not_found_again"),), asked=WANT_PERSON)
    return Told((Reply("utter_charge_not_found"),), asked=WHICH_AMOUNT)
