"""What an action says and leaves behind, and the book that most of them read for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from actions.hearing import Heard
from candor.billing.explanation import Detail
from candor.billing.records import Book
from candor.bootstrap import Candor
from candor.clock import day_in
from candor.conversation.questions import Question
from candor.conversation.replies import Reply
from candor.conversation.wording import Wording
from candor.services.explain.telling import Told
from candor.store import Transaction


@dataclass(frozen=True)
class Said:
    """What an action says, and which slots it leaves behind."""

    replies: Sequence[Reply]
    slots: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """The customer's book and the calendar day it is read on, in the account's time zone."""

    book: Book
    today: date

    @property
    def detail(self) -> Detail:
        return Detail(self.book.customer.detail_level)


def read_book(tx: Transaction, customer: str, candor: Candor) -> Reading:
    book = tx.ledger.book(customer)
    return Reading(book, day_in(book.customer.time_zone, candor.clock.now()))


def said_of(told: Told, heard: Heard, wording: Wording) -> Said:
    """A line that was picked keeps the list it was picked from, so that "the other one" still means something.

    What is about no line and asks nothing, as the bill is, keeps the line that the talk was about.
    """
    asked = _asked(told, wording)
    if asked is None and told.focus is None and not told.shown:
        return Said(told.replies, {"asked": None})
    listed = told.shown or (heard.listed if told.focus in heard.listed else ())
    return Said(told.replies, {"charge": told.focus, "listed": list(listed), "asked": asked})


def _asked(told: Told, wording: Wording) -> str | None:
    """The question that the words really put, which their writers may change at any time."""
    bubbles = [wording.speak(reply) for reply in told.replies]
    if told.asked == Question.WANT_PERSON and not any(bubble.text.endswith("?") for bubble in bubbles):
        return Question.PERSON_OFFERED.value
    answers = {choice.intent for bubble in bubbles for choice in bubble.choices}
    if told.asked is None and answers & {"affirm", "deny"}:
        return Question.IS_IT_YOURS.value
    return told.asked
