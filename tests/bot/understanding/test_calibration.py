import numpy as np
import pytest

from bot.understanding import calibration
from bot.understanding.calibration import folds, temperature


def test_folds_take_each_example_once_and_spread_each_intent() -> None:
    intents = ["fee"] * 9 + ["refund"] * 6
    parts = folds(intents, 3)
    assert sorted(place for part in parts for place in part) == list(range(15))
    assert [sum(intents[place] == "fee" for place in part) for part in parts] == [3, 3, 3]


def test_scores_that_are_too_sure_get_a_higher_temperature() -> None:
    chance = np.random.default_rng(3)
    told = chance.integers(0, 3, 3000)
    honest = chance.normal(size=(3000, 3)) + 2 * np.eye(3)[told]
    right = calibration._coolest(honest, told)
    assert calibration._coolest(honest * 4, told) == pytest.approx(right * 4, rel=0.02)
    assert calibration._coolest(honest * 0.8, told) == pytest.approx(right * 0.8, rel=0.02)


def test_too_few_examples_change_nothing() -> None:
    vectors = np.eye(4, dtype=np.float32)
    assert temperature(["a b", "a c", "d e", "f g"], vectors, ["x", "x", "y", "z"]) == 1.0
