"""Actions for "yes" and "no": what they mean hangs on what we asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from actions.base import CandorAction
from actions.bill import ExplainCharge
from actions.claims import claimed
from actions.hearing import Heard
from actions.money_back import answered
from actions.said import Said, read_book, said_of
from candor.conversation.moods import drops_it, regrets
from candor.conversation.outcomes import Result
from candor.conversation.questions import Question
from candor.conversation.replies import Reply
from candor.services.explain.make_clear import NO as NOT_CLEAR
from candor.services.explain.make_clear import YES as IS_CLEAR
from candor.services.explain.make_clear import note_if_clear, tell_otherwise
from candor.services.people.take_back import take_back
from candor.services.people.talk_to_human import talk_to_human
from candor.store import Transaction

Answers = Mapping[Question | None, tuple[str, Question | None]]
"""What to say, and what that asks in turn."""

WHICH = (Question.WHICH_CHARGE, Question.WHICH_AMOUNT)
NOTHING_ASKED = ("utter_nothing_asked", None)
IF_CLEAR = (Question.CLEAR, Question.CLEAR_OR_PERSON)
PERSON = ("utter_shall_a_person_look", Question.WANT_PERSON)
# An apology is no answer, whatever it was taken for.
ACCEPTED = Said([Reply("utter_apology_accepted")])
YES: Answers = {
    # An "ok" to "a person can look at it" may be no more than an ok.
    Question.PERSON_OFFERED: PERSON,
    Question.CLEAR_OR_PERSON: PERSON,
    Question.CLEAR: ("utter_clear", Question.ANYTHING_ELSE),
    Question.NOT_MINE_OR_WRONG: PERSON,
    Question.IS_IT_YOURS: ("utter_charge_is_known", Question.ANYTHING_ELSE),
    Question.ANYTHING_ELSE: ("utter_what_then", None),
    Question.WHICH_CHARGE: ("utter_which_other_charge", Question.WHICH_AMOUNT),
    Question.WHICH_AMOUNT: ("utter_which_other_charge", Question.WHICH_AMOUNT),
}
NO: Answers = {
    Question.IS_IT_YOURS: ("utter_charge_is_not_known", Question.NOT_MINE_OR_WRONG),
    Question.ANYTHING_ELSE: ("utter_goodbye", None),
    Question.WANT_PERSON: ("utter_what_then", None),
    Question.PERSON_OFFERED: ("utter_what_then", None),
    Question.IS_A_CHARGE_WRONG: ("utter_what_then", None),
    Question.EITHER_OR: ("utter_what_then", None),
    Question.NOT_MINE_OR_WRONG: PERSON,
    Question.WHICH_CHARGE: ("utter_which_other_charge", Question.WHICH_AMOUNT),
    Question.WHICH_AMOUNT: ("utter_charge_not_found_again", Question.WANT_PERSON),
}


class AnswerYes(CandorAction):
    called: ClassVar[str] = "action_answer_yes"
    writes: ClassVar[bool] = True
    for_guests: ClassVar[bool] = True

    def act(self, tx: Transaction, heard: Heard) -> Said:
        tools, context = self.candor.tools, heard.context
        if regrets(heard.wanted.text):
            return ACCEPTED
        said = answered(self, tx, heard)
        if said:
            return said
        if heard.question is Question.WANT_PERSON:
            return Said([talk_to_human(tx, tools, context, heard.charge)])
        if heard.question is Question.IS_A_CHARGE_WRONG:
            return claimed(tx, self.candor, heard)
        if heard.clear == IS_CLEAR or heard.question is Question.CLEAR:
            return clear(self, tx, heard)
        return charge_named(self, tx, heard) or _said(YES, heard)


class AnswerNo(CandorAction):
    called: ClassVar[str] = "action_answer_no"
    writes: ClassVar[bool] = True
    for_guests: ClassVar[bool] = True

    def act(self, tx: Transaction, heard: Heard) -> Said:
        if heard.clear == NOT_CLEAR:
            return not_clear(self, tx, heard)
        said = answered(self, tx, heard)
        if said:
            return said
        named = charge_named(self, tx, heard)
        if named:
            return named
        if regrets(heard.wanted.text):
            return ACCEPTED
        if drops_it(heard.wanted.text) and heard.context.choice is None:
            taken_back = take_back(tx, self.candor.tools, heard.context) if heard.question is None else None
            return Said([taken_back or Reply("utter_what_then")], {"asked": None})
        return not_clear(self, tx, heard) if heard.question in IF_CLEAR else _said(NO, heard)


def clear(action: CandorAction, tx: Transaction, heard: Heard) -> Said:
    """A short word, after it was written down that the explanation helped."""
    note_if_clear(tx, action.candor.tools, heard.context, heard.pressed or heard.charge, Result.UNDERSTOOD)
    return _said(YES, replace(heard, question=Question.CLEAR))


def not_clear(action: CandorAction, tx: Transaction, heard: Heard) -> Said:
    """The line in other words, after it was written down that the last ones did not help."""
    charge = heard.pressed or heard.charge
    note_if_clear(tx, action.candor.tools, heard.context, charge, Result.NOT_UNDERSTOOD)
    assert heard.context.customer
    if charge is None:
        return Said([Reply("utter_why_what")], {"asked": None})
    reading = read_book(tx, heard.context.customer, action.candor)
    told = tell_otherwise(reading.book, charge, heard.said, reading.today)
    return said_of(told, heard, action.candor.wording)


def charge_named(action: CandorAction, tx: Transaction, heard: Heard) -> Said | None:
    """The charge, when we had asked which one and the message names it ("the second", "64 dollars I think"), or when
    the message is nothing but a number."""
    asked_which = heard.question in WHICH and heard.names_a_charge
    if heard.context.customer and (asked_which or heard.is_bare_number):
        return ExplainCharge(action.candor).act(tx, heard)
    return None


def _said(answers: Answers, heard: Heard) -> Said:
    response, asked = answers.get(heard.question, NOTHING_ASKED)
    return Said([Reply(response)], {"asked": asked})
