"""The questions that we ask and that a plain "yes" or "no" may answer."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum


class Question(StrEnum):
    """What the slot `asked` may hold."""

    IS_IT_YOURS = "is_it_yours"
    WHICH_CHARGE = "which_charge"
    WHICH_AMOUNT = "which_amount"
    WANT_PERSON = "want_person"
    PERSON_OFFERED = "person_offered"
    NOT_MINE_OR_WRONG = "not_mine_or_wrong"
    IS_A_CHARGE_WRONG = "is_a_charge_wrong"
    ANYTHING_ELSE = "anything_else"
    EITHER_OR = "either_or"
    CLEAR = "clear"
    CLEAR_OR_PERSON = "clear_or_person"
    TAKE_IT_OFF = "take_it_off"
    GOODWILL_PERSON = "goodwill_person"
    USUAL_CREDIT = "usual_credit"


# Said by rules alone, which leave no slot behind.
ASKED_BY_WORDS = {"utter_thanks": Question.ANYTHING_ELSE, "utter_asked_already": Question.WANT_PERSON}


def question_of(asked: object, said: Sequence[str]) -> Question | None:
    """The question that is open: `asked` is what the slot was set to in the last turn, `said` the responses of it."""
    if isinstance(asked, str) and asked in set(Question):
        return Question(asked)
    return next((ASKED_BY_WORDS[name] for name in reversed(said) if name in ASKED_BY_WORDS), None)
