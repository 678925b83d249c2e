"""Actions for "yes", "no" and what was not understood: what they mean hangs on what we asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from actions.base import CandorAction, Said
from actions.bill import ExplainCharge
from actions.hearing import Heard
from candor.conversation.questions import Question
from candor.conversation.replies import Reply
from candor.services.note_dispute import note_dispute
from candor.services.talk_to_human import talk_to_human
from candor.store import Transaction

Answers = Mapping[Question | None, tuple[str, Question | None]]
"""What to say, and what that asks in turn."""

WHICH = (Question.WHICH_CHARGE, Question.WHICH_AMOUNT)
NOTHING_ASKED = ("utter_nothing_asked", None)
PERSON = ("utter_shall_a_person_look", Question.WANT_PERSON)
YES: Answers = {
    # An "ok" to "a person can look at it" may be no more than an ok.
    Question.PERSON_OFFERED: PERSON,
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
        if heard.question is Question.WANT_PERSON:
            return Said([talk_to_human(tx, tools, context, heard.charge)])
        if heard.question is Question.IS_A_CHARGE_WRONG:
            return Said([note_dispute(tx, tools, context)])
        return _charge_named(self, tx, heard) or _said(YES, heard)


class AnswerNo(CandorAction):
    called: ClassVar[str] = "action_answer_no"
    for_guests: ClassVar[bool] = True

    def act(self, tx: Transaction, heard: Heard) -> Said:
        return _charge_named(self, tx, heard) or _said(NO, heard)


class NotUnderstood(CandorAction):
    """Asks once in other words; from the second time on offers a person."""

    called: ClassVar[str] = "action_not_understood"
    for_guests: ClassVar[bool] = True

    def act(self, tx: Transaction, heard: Heard) -> Said:
        named = _charge_named(self, tx, heard)
        if named:
            return named
        if heard.failed_turns > 1:
            return Said([Reply("utter_not_understood_again")], {"asked": Question.WANT_PERSON})
        return Said([Reply("utter_not_understood")])


class OutOfScope(CandorAction):
    """Says what is not ours to do, unless it is an answer to our own question that was taken for something else."""

    called: ClassVar[str] = "action_out_of_scope"
    for_guests: ClassVar[bool] = True

    def act(self, tx: Transaction, heard: Heard) -> Said:
        return _charge_named(self, tx, heard) or Said([Reply("utter_out_of_scope")])


def _charge_named(action: CandorAction, tx: Transaction, heard: Heard) -> Said | None:
    """The charge, when we had asked which one and the message names it ("the second", "64 dollars I think")."""
    if heard.question in WHICH and heard.names_a_charge and heard.context.customer:
        return ExplainCharge(action.candor).act(tx, heard)
    return None


def _said(answers: Answers, heard: Heard) -> Said:
    response, asked = answers.get(heard.question, NOTHING_ASKED)
    return Said([Reply(response)], {"asked": asked})
