"""What a "yes" or a "no" answers: the question in the words that were said last."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum


class Question(StrEnum):
    KNOW_CHARGE = "know_charge"
    MADE_SENSE = "made_sense"
    WANT_PERSON = "want_person"
    IS_WRONG = "is_wrong"
    ANYTHING_ELSE = "anything_else"


_ASKED_BY = {
    "utter_thanks": Question.ANYTHING_ELSE,
    "utter_charge_is_known": Question.ANYTHING_ELSE,
    "utter_made_sense": Question.ANYTHING_ELSE,
    "utter_made_no_sense": Question.WANT_PERSON,
    "utter_not_understood_again": Question.WANT_PERSON,
    "utter_no_dispute": Question.IS_WRONG,
}
# Families of explanations: of a charge we ask whether they know it, of our own fees whether it made sense.
_ASKED_BY_FAMILY = {
    "utter_explain_": Question.KNOW_CHARGE,
}


def question_of(responses: Sequence[str]) -> Question | None:
    """The question that stands at the end of what was said (names of responses, in order); None when there is none."""
    return next((asked for name in reversed(responses) if (asked := _asked_by(name))), None)


def _asked_by(response: str) -> Question | None:
    family = (asked for prefix, asked in _ASKED_BY_FAMILY.items() if response.startswith(prefix))
    return _ASKED_BY.get(response) or next(family, None)
