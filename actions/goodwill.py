"""Wishes for money back: which charge is meant, what the written policy says to it, and the answer to what we asked."""

from __future__ import annotations

import re
from typing import ClassVar

from actions.bill import ExplainFee, ExplainInterest
from actions.claims import mended
from actions.hearing import Heard
from actions.money_back import take_off
from actions.person import Dispute, PersonAction
from actions.said import Reading, Said, read_book, said_of
from candor.billing.records import Line
from candor.conversation.questions import Question
from candor.conversation.replies import Choice, Reply
from candor.services.explain.tell_whole import tell_whole
from candor.services.explain.telling import label_of
from candor.services.goodwill.ask_goodwill import ask_goodwill
from candor.services.goodwill.charges_meant import charges_meant, is_price, names_a_price
from candor.store import Transaction

# Whoever disputes a charge has told us that it is wrong: that comes first, whatever the sentence was taken for.
DISPUTES = re.compile(r"\bdisput(?:e|ing)\b", re.IGNORECASE)

# "What happens if I pay late?" and "is there a fee?" ask for no money back.
QUESTION = re.compile(
    r"^\W*(?:(?:and|so|but|hi|hello|hey|ok|okay)\W+)*(?:will|what|does|do|did|is|are|was|were|how|when|which|where)\b",
    re.I,
)
WISH = re.compile(
    r"\b(?:tak(?:e|en|ing)|off|back|remov\w*|waiv\w*|refund\w*|credit(?:ed)?|forgiv\w*|reduc\w*|lower\w*|cancel\w*"
    r"|revers\w*|drop\w*|adjust\w*|help|break|courtesy|goodwill|let|giv\w*|eras\w*|delet\w*|clear\w*|rid|exempt\w*"
    r"|discount\w*|compensat\w*|excus\w*|overlook\w*|fix\w*|undo|void|gone|away|loyal\w*|exception|sorry|anything"
    r"|something|you|u|we|able)\b",
    re.IGNORECASE,
)
INTEREST = re.compile(r"\binterest\b", re.IGNORECASE)


class Goodwill(PersonAction):
    """Decides at once, and asks nothing but which charge, where more than one may be meant."""

    called: ClassVar[str] = "action_goodwill"

    def act(self, tx: Transaction, heard: Heard) -> Said:
        assert heard.context.customer
        told = self.asked_what(tx, heard) or (None if heard.pressed else _only_asked(self, tx, heard))
        if told:
            return told
        if not heard.pressed and DISPUTES.search(heard.wanted.text):
            return Dispute(self.candor).act(tx, heard)
        reading = read_book(tx, heard.context.customer, self.candor)
        if heard.pressed and is_price(reading.book, heard.pressed):
            return take_off(self, tx, reading, heard, heard.pressed)
        meant = charges_meant(reading.book, heard.wanted, reading.today, heard.charge)
        if len(meant) == 1:
            return take_off(self, tx, reading, heard, meant[0].id)
        if meant:
            return _which(reading, meant)
        return self._of_nothing_known(tx, reading, heard)

    def _of_nothing_known(self, tx: Transaction, reading: Reading, heard: Heard) -> Said:
        """A fee that is named and not there is said to be none, with those that there are; the rest is for a person."""
        mistaken = mended(self.candor, tx, reading, heard, heard.pressed or heard.charge)
        if mistaken:
            return mistaken
        if names_a_price(heard.wanted.text):
            return _explained(self, tx, heard)
        return Said([ask_goodwill(tx, self.candor.tools, heard.context, heard.charge)])


def _only_asked(action: PersonAction, tx: Transaction, heard: Heard) -> Said | None:
    """The answer to what is only asked of a fee or interest: no money moves for words that do not ask for it."""
    assert heard.context.customer
    reading, wording = read_book(tx, heard.context.customer, action.candor), action.candor.wording
    told = tell_whole(reading.book, heard.wanted, heard.intent, reading.today, wording)
    if told:
        return said_of(told, heard, wording)
    text = heard.wanted.text
    if heard.context.choice or WISH.search(text) or not QUESTION.search(text):
        return None
    return _explained(action, tx, heard)


def _explained(action: PersonAction, tx: Transaction, heard: Heard) -> Said:
    asked = ExplainInterest if INTEREST.search(heard.wanted.text) else ExplainFee
    return asked(action.candor).act(tx, heard)


def _which(reading: Reading, lines: tuple[Line, ...]) -> Said:
    """A button for each; what is said next may also name one."""
    ids = tuple(line.id for line in lines)
    choices = (Choice(label_of(reading.book, one, reading.today), "request_goodwill", {"line": one}) for one in ids)
    asked = {"listed": list(ids), "asked": Question.WHICH_CHARGE}
    return Said([Reply("utter_goodwill_which", cites=ids, choices=tuple(choices))], asked)
