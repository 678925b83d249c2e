"""Actions for what is not ours to do and for what was not understood: never silence, and a person in the end."""

from __future__ import annotations

import re
from typing import ClassVar

from actions.answers import charge_named
from actions.base import CandorAction
from actions.bill import ExplainCharge, OtherCharge
from actions.hearing import Heard
from actions.money_back import plead, take_off
from actions.said import Said, read_book, said_of
from actions.two_things import are_alike, close_two, either_or
from candor.conversation.moods import apologises, is_angry, only_pictures, pleads
from candor.conversation.questions import Question
from candor.conversation.replies import Reply
from candor.services.explain.explain_charge import WHAT_IS, explain_chosen
from candor.services.explain.tell_whole import tell_whole
from candor.services.find.find_charge import HALF_NAMED, SURELY_NAMED, names_on_bill
from candor.services.goodwill.charges_meant import is_price
from candor.services.people.answer_anger import answer_anger
from candor.services.people.talk_to_human import talk_to_human
from candor.services.talk.follow_up import asks_when, say_how_to_stop
from candor.store import Transaction
from candor.values.languages import is_yes, other_language

MOST_WORDS_OF_A_NAME, MOST_WORDS_ABOUT_IT = 4, 7
_PLEASE = r"\W*(?:(?:can|could|will|would|please|pls|just|then|so|and|ok|okay|you|u|i|want\\ to|wanna)\W+)*"
_IT = r"(?:\W+(?:it|that|this|them|the\W+fee|off|back|for\W+me|please|pls|now|then))*\W*"
TAKE_IT_OFF = re.compile(rf"{_PLEASE}(?:remove|waive|reverse|refund|delete|forgive|take){_IT}", re.IGNORECASE)
COMPLAINS = re.compile(r"\b(?:i|we|to|a|my|formal|make|file|want)\s+(?:\w+\s+)?complain(?:t|ing|ed)?\b", re.IGNORECASE)
STOP_IT = re.compile(rf"{_PLEASE}(?:cancel|stop|end|unsubscribe){_IT}", re.IGNORECASE)
MEANT = re.compile(r"\b(?:mean|meant|not that one|wrong one)\b", re.IGNORECASE)


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
        if are_alike(close_two(heard)) and heard.context.customer:
            return ExplainCharge(self.candor).act(tx, heard)
        close = either_or(tx, self.candor, heard)
        if close:
            return Said([close], {"asked": Question.EITHER_OR})
        named = _named_on_bill(self, tx, heard)
        if named:
            return named
        pictures = only_pictures(heard.wanted.text)
        return Said([Reply("utter_only_pictures" if pictures else "utter_not_understood")], {"asked": None})


class OutOfScope(CandorAction):
    """Says what is not ours to do, unless it is an answer to our own question that was taken for something else."""

    called: ClassVar[str] = "action_out_of_scope"
    writes: ClassVar[bool] = True
    for_guests: ClassVar[bool] = True

    def act(self, tx: Transaction, heard: Heard) -> Said:
        known = besides(self, tx, heard) or _name_alone(self, tx, heard)
        return known or Said([Reply("utter_out_of_scope")], {"asked": None})


def besides(action: CandorAction, tx: Transaction, heard: Heard) -> Said | None:
    """The answer to what is no request of its own: our question answered, another language, anger, an apology."""
    text = heard.wanted.text
    is_yes_to_person = heard.question is Question.WANT_PERSON and is_yes(text)
    if is_yes_to_person or (heard.context.customer and COMPLAINS.search(text)):
        return Said([talk_to_human(tx, action.candor.tools, heard.context, heard.charge)])
    spoken = other_language(text)
    if spoken:
        return _only_english(action, spoken)
    named = charge_named(action, tx, heard) or _told_by_words(action, tx, heard) or _about_it(action, tx, heard)
    if named:
        return named
    if apologises(text):
        return Said([Reply("utter_apology_accepted")])
    if is_angry(text) or pleads(text):
        return _named_on_bill(action, tx, heard) or calm(action, tx, heard)
    return OtherCharge(action.candor).act(tx, heard) if _corrects(heard) else None


def _told_by_words(action: CandorAction, tx: Transaction, heard: Heard) -> Said | None:
    """The answer to a question whose words are plain, whatever the message was taken for."""
    if heard.context.customer is None or heard.context.choice:
        return None
    reading, wording = read_book(tx, heard.context.customer, action.candor), action.candor.wording
    told = tell_whole(reading.book, heard.wanted, heard.intent, reading.today, wording)
    return said_of(told, heard, wording) if told else None


def _about_it(action: CandorAction, tx: Transaction, heard: Heard) -> Said | None:
    """ "Can you remove it?", "cancel it", "when does it go away?": said of the line that the talk is about."""
    if heard.context.customer is None or heard.context.choice or heard.charge is None:
        return None
    text, wording = heard.wanted.text, action.candor.wording
    reading = read_book(tx, heard.context.customer, action.candor)
    if is_price(reading.book, heard.charge):
        if TAKE_IT_OFF.fullmatch(text):
            return take_off(action, tx, reading, heard, heard.charge)
        if pleads(text):
            return plead(action, tx, reading, heard, heard.charge)
    if STOP_IT.fullmatch(text):
        return said_of(say_how_to_stop(reading.book, heard.wanted, heard.charge, reading.today), heard, wording)
    if asks_when(text):
        return said_of(explain_chosen(reading.book, heard.charge, reading.today, reading.detail), heard, wording)
    return None


def _only_english(action: CandorAction, spoken: str) -> Said:
    """In English, and in a sentence of that language where we have one."""
    own = f"utter_word_only_english_{spoken}"
    known = [Reply(own)] if own in action.candor.wording.responses else []
    return Said([*known, Reply("utter_only_english")], {"asked": Question.WANT_PERSON})


def calm(action: CandorAction, tx: Transaction, heard: Heard) -> Said:
    """The same words whatever we are called; what may be behind it is shown."""
    if heard.context.customer is None:
        return Said([Reply("utter_anger")])
    reading = read_book(tx, heard.context.customer, action.candor)
    return said_of(answer_anger(reading.book, reading.today), heard, action.candor.wording)


def _name_alone(action: CandorAction, tx: Transaction, heard: Heard) -> Said | None:
    """The charge, when a few words are a name on the bill and nothing more, or a name as printed is asked about; also
    when an amount stands beside a name."""
    short = len(heard.wanted.text.split()) <= MOST_WORDS_OF_A_NAME
    brief = len(heard.wanted.text.split()) <= MOST_WORDS_ABOUT_IT
    if brief or WHAT_IS.search(heard.wanted.text) or heard.wanted.cents is not None:
        return _named_on_bill(action, tx, heard, HALF_NAMED if short else SURELY_NAMED)
    return None


def _named_on_bill(action: CandorAction, tx: Transaction, heard: Heard, sure: float = SURELY_NAMED) -> Said | None:
    """The charge, when a name of the customer's own bill stands in the message."""
    if heard.context.customer is None:
        return None
    reading = read_book(tx, heard.context.customer, action.candor)
    if not names_on_bill(reading.book, heard.wanted, reading.today, sure):
        return None
    return ExplainCharge(action.candor).act(tx, heard)


def _corrects(heard: Heard) -> bool:
    """ "I meant May": another one than the line that the talk is about."""
    return bool(heard.context.customer and heard.charge and heard.names_a_charge and MEANT.search(heard.wanted.text))
