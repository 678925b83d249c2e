"""Wishes for money back: which charge is meant, what the written policy says to it, and the answer to what we asked."""

from __future__ import annotations

import re
from typing import ClassVar

from actions.claims import mended
from actions.hearing import Heard
from actions.money_back import take_off
from actions.person import Dispute, PersonAction
from actions.said import Reading, Said, read_book
from candor.billing.records import Line
from candor.conversation.questions import Question
from candor.conversation.replies import Choice, Reply
from candor.services.explain.telling import label_of
from candor.services.goodwill.ask_goodwill import ask_goodwill
from candor.services.goodwill.charges_meant import charges_meant, is_price
from candor.store import Transaction

# Whoever disputes a charge has told us that it is wrong: that comes first, whatever the sentence was taken for.
DISPUTES = re.compile(r"\bdisput(?:e|ing)\b", re.IGNORECASE)


class Goodwill(PersonAction):
    """Decides at once, and asks nothing but which charge, where more than one may be meant."""

    called: ClassVar[str] = "action_goodwill"

    def act(self, tx: Transaction, heard: Heard) -> Said:
        assert heard.context.customer
        told = self.asked_what(tx, heard)
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
        mistaken = mended(self.candor, tx, reading, heard, heard.pressed or heard.charge)
        return mistaken or Said([ask_goodwill(tx, self.candor.tools, heard.context, heard.charge)])


def _which(reading: Reading, lines: tuple[Line, ...]) -> Said:
    """A button for each; what is said next may also name one."""
    ids = tuple(line.id for line in lines)
    choices = (Choice(label_of(reading.book, one, reading.today), "request_goodwill", {"line": one}) for one in ids)
    asked = {"listed": list(ids), "asked": Question.WHICH_CHARGE}
    return Said([Reply("utter_goodwill_which", cites=ids, choices=tuple(choices))], asked)
