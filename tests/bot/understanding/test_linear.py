from pathlib import Path

import numpy as np
import pytest

from bot.understanding.linear import LinearModel
from bot.understanding.ngrams import Ngrams

LESSONS = {
    "fee": ["why a late fee", "what is this fee", "fee explained please"],
    "refund": ["where is my refund", "refund not here", "when comes the refund"],
    "hello": ["hello", "hello there you", "hello hello"],
}
TEXTS = [text for texts in LESSONS.values() for text in texts]
INTENTS = [intent for intent, texts in LESSONS.items() for _ in texts]
NOTHING = np.zeros((len(TEXTS), 4), dtype=np.float32)


@pytest.fixture(scope="module")
def model() -> LinearModel:
    return LinearModel.fit(TEXTS, NOTHING, INTENTS)


def told(model: LinearModel, text: str) -> str:
    return model.intents[int(model.probabilities(text, NOTHING[0]).argmax())]


def test_letters_alone_tell_a_misspelt_word(model: LinearModel) -> None:
    assert [told(model, text) for text in ("refnd refun", "latefee", "helllo")] == ["refund", "fee", "hello"]


def test_probabilities_sum_to_one(model: LinearModel) -> None:
    assert model.probabilities("refund", NOTHING[0]).sum() == pytest.approx(1.0, abs=1e-5)


def test_a_text_of_unknown_letters_has_probabilities_too(model: LinearModel) -> None:
    assert np.isfinite(model.probabilities("多少 😀", NOTHING[0])).all()


def test_a_saved_model_comes_back_the_same(model: LinearModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    again = LinearModel.load(tmp_path)
    assert again.intents == model.intents
    assert np.array_equal(again.probabilities("my refund", NOTHING[0]), model.probabilities("my refund", NOTHING[0]))


def test_nothing_in_a_saved_model_is_code(model: LinearModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    assert {path.suffix for path in tmp_path.iterdir()} == {".safetensors", ".json"}


def test_ngrams_seen_in_one_text_only_are_left_out() -> None:
    assert set(Ngrams.learn(["ab", "ab", "xyz"]).places) == {" a", "ab", "b ", " ab", "ab ", " ab "}


def test_a_higher_temperature_is_less_sure_of_the_same(model: LinearModel) -> None:
    cool, hot = (model.at(degree).probabilities("my refund", NOTHING[0]) for degree in (1.0, 3.0))
    assert cool.argmax() == hot.argmax()
    assert cool.max() > hot.max()


def test_the_temperature_is_kept(model: LinearModel, tmp_path: Path) -> None:
    model.at(1.7).save(tmp_path)
    assert LinearModel.load(tmp_path).temperature == 1.7


def test_an_example_that_counts_more_pulls_more() -> None:
    texts, intents = ["same words", "same words", "other", "more"], ["fee", "refund", "hello", "hello"]
    vectors = np.zeros((4, 4), dtype=np.float32)
    model = LinearModel.fit(texts, vectors, intents, [1.0, 3.0, 1.0, 1.0])
    assert told(model, "same words") == "refund"
