"""A customer's own letters: those that have gone out, and nobody else's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from candor.errors import NotSignedIn, NotYours
from candor.services.disputes.render_letter import word_letter
from candor.services.talk.access import Visitor
from candor.services.tools import Tools
from candor.store.disputes import Letter


@dataclass(frozen=True)
class LetterHead:
    """What a list shows of a letter."""

    id: str
    case: str
    title: str
    sent_on: date


def own_letters(tools: Tools, visitor: Visitor) -> list[LetterHead]:
    """The newest first. Raises NotSignedIn for a guest."""
    if visitor.customer_id is None:
        raise NotSignedIn
    with tools.store.read() as tx:
        letters = tx.disputes.letters_of(visitor.customer_id)
    return [
        LetterHead(letter.id, letter.case_id, word_letter(tools, letter).title, letter.sent_on)
        for letter in reversed(letters)
        if letter.sent_on
    ]


def own_letter(tools: Tools, visitor: Visitor, letter_id: str) -> Letter:
    """Raises NotYours for another's letter, for one that has not gone out, and for none."""
    with tools.store.read() as tx:
        letter = tx.disputes.letter(letter_id)
        if letter is None or letter.sent_on is None or visitor.customer_id is None:
            raise NotYours
        tx.disputes.get(letter.case_id, visitor.customer_id)
    return letter
