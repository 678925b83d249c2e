"""The checks of a step fail when they should: a talk that can not fail would prove nothing."""

from __future__ import annotations

from typing import Any

import pytest

from candor.clock import FixedClock
from tests.conversations.format import Expected, Step, Talk
from tests.conversations.holding import _Checker
from tests.services.serving import talk_of, tools_on


class Scripted:
    """A conversation that answers what it was told to."""

    def __init__(self, conversation_id: str, answers: list[dict[str, Any]]) -> None:
        self.id = conversation_id
        self.answers = answers

    def say(self, text: str) -> list[dict[str, Any]]:
        return self.answers


def bubble(**changed: Any) -> dict[str, Any]:
    said = {
        "response": "utter_x",
        "text": "It is $12.40.",
        "choices": [{"id": "1", "label": "Yes"}],
        "cites": ["t-coffee"],
    }
    return {**said, **changed}


@pytest.fixture
def check(data_folder, clock: FixedClock):
    tools = tools_on(data_folder, clock)
    talk_of(tools, clock, "c01", "talk")

    def step(answer: dict[str, Any], **expected: Any) -> None:
        wanted = Step(1, ("hello",), expect=(Expected("utter_x", **expected),), rows={"handoffs": ()}, owner="bot")
        talk = Talk("a.yml", "a", "c01", (wanted,))
        _Checker(talk, Scripted("talk", [answer]), tools.store).take(wanted)

    return step


def test_a_step_that_fits_passes(check):
    check(bubble(), facts=("{{line.BLUE HERON.amount}}",), choices=("Yes",), cites=("line",), absent=("$99",))


@pytest.mark.parametrize(
    ("answer", "expected", "why"),
    [
        (bubble(response="utter_y"), {}, "utter_y: It is"),
        (bubble(), {"facts": ("$12.41",)}, r"'\$12.41' is missing"),
        (bubble(), {"absent": ("$12.40",)}, "must not stand"),
        (bubble(), {"choices": ("No",)}, "the button 'No' is missing"),
        (bubble(), {"cites": ("fee",)}, "cites no"),
        (bubble(cites=["t-of-somebody-else"]), {}, "no row of this customer"),
        (bubble(cites=[]), {}, "an amount without a row"),
    ],
)
def test_a_step_that_does_not_fit_fails_and_says_why(check, answer, expected, why):
    with pytest.raises(AssertionError, match=why):
        check(answer, **expected)
