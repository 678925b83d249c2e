from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from bot.understanding.examples import LabelledText
from bot.understanding.intent_model import Understood
from bot.understanding.measure import FOLDS, Limits, Remembering, cross_validated

LIMITS = Limits(0.3, 0.05)


class Counting:
    """Gives each text a vector of its length and letters, and counts what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Any:
        self.asked += texts
        vectors = np.array([[len(text), text.count("e"), text.count("l"), 1.0] for text in texts], dtype=np.float32)
        return vectors.reshape(-1, 4) / 50

    def letters_a_piece(self, text: str) -> float:
        return 5.0


def ranked(*confidences: float) -> Understood:
    return Understood([{"name": f"intent {at}", "confidence": one} for at, one in enumerate(confidences)], [])


@pytest.mark.parametrize(
    ("confidences", "intent"),
    [((0.9, 0.1), "intent 0"), ((0.29, 0.1), "nlu_fallback"), ((0.42, 0.4), "nlu_fallback"), ((1.0,), "intent 0")],
)
def test_doubt_is_told_by_the_rule_of_the_bot(confidences: tuple[float, ...], intent: str) -> None:
    assert LIMITS.told(ranked(*confidences)) == (intent, confidences[0])


def test_the_limits_are_those_of_the_configuration() -> None:
    limits = Limits.of_config()
    assert 0 < limits.ambiguity < limits.threshold < 1


def test_a_text_is_encoded_once() -> None:
    counting = Counting()
    remembering = Remembering(counting)
    first = remembering.encode(["one", "two", "one"])
    assert np.array_equal(remembering.encode(["two", "one"]), first[1:])
    assert counting.asked == ["one", "two"]


def test_each_example_is_judged_once_by_a_model_of_the_others() -> None:
    examples = [
        LabelledText(f"{text} {number}", intent)
        for number in range(10)
        for text, intent in (("why a late fee", "explain_fee"), ("hello", "greet"), ("my pin", "out_of_scope"))
    ]
    lines = list(cross_validated(examples, Remembering(Counting()), LIMITS))
    judged = [line for line in lines if "text" in line]
    assert sorted(line["text"] for line in judged) == sorted(one.text for one in examples)
    assert [line["done"] for line in lines if "done" in line] == list(range(1, FOLDS + 1))
    assert sum(line["intent"] == line["target"] for line in judged) >= 24
