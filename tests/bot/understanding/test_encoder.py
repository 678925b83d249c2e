import json
from pathlib import Path

import numpy as np
import pytest

from bot.understanding.encoder import MANY, Encoder
from bot.understanding.places import EncoderUnavailable
from bot.understanding.prepare import FULL, is_ready, prepare

REFERENCE = json.loads((Path(__file__).parent / "reference_vectors.json").read_text())["rows"]
AWKWARD = ["", " ", "?!...", "😀😀", "charge " * 2000, "сколько я owe 多少 ؟", "\x00\ud7ff", "a" * 10_000]


@pytest.fixture(scope="session")
def small() -> Encoder:
    prepare()
    return Encoder()


@pytest.fixture(scope="session")
def full() -> Encoder:
    prepare()
    return Encoder(model=FULL)


def likeness(encoder: Encoder) -> np.ndarray:
    reference = np.array([row["vector"] for row in REFERENCE])
    reference /= np.linalg.norm(reference, axis=1, keepdims=True)
    return (encoder.encode([row["text"] for row in REFERENCE]) * reference).sum(axis=1)


def test_full_precision_gives_the_reference_vectors(full: Encoder) -> None:
    assert likeness(full).min() >= 0.9999


def test_int8_stays_close_to_the_reference_vectors(small: Encoder) -> None:
    assert likeness(small).min() >= 0.96


def test_a_text_has_the_same_vector_alone_and_among_others(small: Encoder) -> None:
    together = small.encode(["why was I charged twice", "hello", "what is this " * 30])
    assert np.array_equal(together[1], small.encode(["hello"])[0])


def test_many_texts_have_the_vectors_that_each_has_alone(small: Encoder) -> None:
    texts = [f"why was I charged {number} dollars" for number in range(MANY)]
    assert np.array_equal(small.encode(texts), np.concatenate([small.encode([text]) for text in texts]))


def test_likeness_follows_meaning(small: Encoder) -> None:
    fee, same, other = small.encode(["why a late fee", "what's this late payment fee for", "nice weather"])
    assert fee @ same > fee @ other + 0.3


@pytest.mark.parametrize("text", AWKWARD)
def test_any_text_has_a_vector_of_length_one(small: Encoder, text: str) -> None:
    assert np.linalg.norm(small.encode([text])[0]) == pytest.approx(1.0, abs=1e-4)


def test_no_texts_give_no_vectors(small: Encoder) -> None:
    assert small.encode([]).shape == (0, 384)


def test_an_encoder_that_was_not_made_names_the_command_that_makes_it(tmp_path: Path) -> None:
    with pytest.raises(EncoderUnavailable, match=r"bot\.understanding\.prepare"):
        Encoder(tmp_path)


def test_preparing_again_does_nothing(small: Encoder) -> None:
    assert prepare() is False


def test_weights_that_are_not_the_expected_ones_are_refused(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(EncoderUnavailable, match="is not the expected all-MiniLM-L6-v2"):
        prepare(tmp_path / "made", tmp_path)
    assert not is_ready(tmp_path / "made")


def test_missing_files_are_named_with_the_next_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANDOR_ENCODER", str(tmp_path))
    with pytest.raises(EncoderUnavailable, match=r"model\.safetensors is missing.*CANDOR_ENCODER"):
        prepare(tmp_path / "made")
