"""Actions for what is not ours to do and for what was not understood: never silence, and a person in the end."""

from __future__ import annotations

from typing import ClassVar

from actions.answers import charge_named
from actions.base import CandorAction, Said
from actions.bill import ExplainCharge, read_book, said_of
from actions.hearing import Heard
from actions.two_things import either_or
from candor.conversation.moods import apologises, is_angry, only_pictures
from candor.conversation.questions import Question
from candor.conversation.replies import Reply
from candor.services.answer_anger import answer_anger
from candor.services.find_charge import Nothing, find_charge
from candor.services.talk_to_human import talk_to_human
from candor.store import Transaction
from candor.values.languages import is_yes, other_language

MOST_WORDS_OF_A_NAME = 4


class NotUnderstood(CandorAction):
    """Asks once in other words, then offers a person, and brings one in when that was not understood either."""

    called: ClassVar[str] = "action_not_understood"
    writes: ClassVar[bool] = True
    for_guests: ClassVar[bool] = True

    def act(self, tx: Transaction, heard: Heard) -> Said:
        known = besides(self, tx, heard) or _name_alone(self, tx, heard)
        if known:
            return known
        if heard.failed_turns > len(("asked again", "a person offered")):
            return Said([talk_to_human(tx, self.candor.tools, heard.context, heard.charge, "misunderstood")])
        if heard.failed_turns > 1:
            return Said([Reply("utter_not_understood_again")], {"asked": Question.WANT_PERSON})
        return self._ask_again(tx, heard)

    def _ask_again(self, tx: Transaction, heard: Heard) -> Said:
        close = either_or(tx, self.candor, heard)
        if close:
            return Said([close], {"asked": Question.EITHER_OR})
        pictures = only_pictures(heard.wanted.text)
        return Said([Reply("utter_only_pictures" if pictures else "utter_not_understood")], {"asked": None})


class OutOfScope(CandorAction):
    """Says what is not ours to do, unless it is an answer to our own question that was taken for something else."""

    called: ClassVar[str] = "action_out_of_scope"
    writes: ClassVar[bool] = True
    for_guests: ClassVar[bool] = True

    def act(self, tx: Transaction, heard: Heard) -> Said:
        return besides(self, tx, heard) or Said([Reply("utter_out_of_scope")], {"asked": None})


def besides(action: CandorAction, tx: Transaction, heard: Heard) -> Said | None:
    """The answer to what is no request of its own: our question answered, another language, anger, an apology."""
    text = heard.wanted.text
    if heard.question is Question.WANT_PERSON and is_yes(text):
        return Said([talk_to_human(tx, action.candor.tools, heard.context, heard.charge)])
    spoken = other_language(text)
    if spoken:
        return _only_english(action, spoken)
    named = charge_named(action, tx, heard)
    if named:
        return named
    if apologises(text):
        return Said([Reply("utter_apology_accepted")])
    return _calm(action, tx, heard) if is_angry(text) else None


def _only_english(action: CandorAction, spoken: str) -> Said:
    """In English, and in a sentence of that language where we have one."""
    own = f"utter_word_only_english_{spoken}"
    known = [Reply(own)] if own in action.candor.wording.responses else []
    return Said([*known, Reply("utter_only_english")], {"asked": Question.WANT_PERSON})


def _calm(action: CandorAction, tx: Transaction, heard: Heard) -> Said:
    """The same words whatever we are called; what may be behind it is shown."""
    if heard.context.customer is None:
        return Said([Reply("utter_anger")])
    reading = read_book(tx, heard.context.customer, action)
    return said_of(answer_anger(reading.book, reading.today), heard, action.candor.wording)


def _name_alone(action: CandorAction, tx: Transaction, heard: Heard) -> Said | None:
    """The charge, when a few words are a name on the bill and nothing more."""
    if heard.context.customer is None or len(heard.wanted.text.split()) > MOST_WORDS_OF_A_NAME:
        return None
    reading = read_book(tx, heard.context.customer, action)
    found = find_charge(reading.book, heard.wanted, reading.today)
    return None if isinstance(found, Nothing) else ExplainCharge(action.candor).act(tx, heard)
