from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bot.understanding.encoder import WIDTH
from bot.understanding.kept_vectors import KeptVectors


class Counting:
    """Gives each text a vector of its own, and remembers what it was asked."""

    def __init__(self, size: float = 1.0) -> None:
        self.asked: list[str] = []
        self.size = size

    def encode(self, texts: Sequence[str]) -> Any:
        self.asked += texts
        return np.array([np.full(WIDTH, len(text) * self.size / 3, dtype=np.float32) for text in texts])

    def letters_a_piece(self, text: str) -> float:
        return float(len(text))


def test_a_text_is_encoded_once_in_all_trainings_and_its_vector_stays_the_same_to_the_bit(tmp_path: Path) -> None:
    encoder = Counting()
    first = KeptVectors(encoder, tmp_path / "cache", "one")
    before = first.encode(["a", "bc", "a"])
    first.encode(["bc"])
    first.keep()
    again = KeptVectors(encoder, tmp_path / "cache", "one")
    assert np.array_equal(again.encode(["bc", "a", "a"]), before[[1, 0, 0]])
    assert encoder.asked == ["a", "bc"]


def test_another_encoder_never_gets_these_vectors(tmp_path: Path) -> None:
    kept = KeptVectors(Counting(), tmp_path, "one")
    kept.encode(["abc"])
    kept.keep()
    other = KeptVectors(Counting(size=2.0), tmp_path, "two")
    assert other.encode(["abc"])[0, 0] == 2.0


def test_a_text_that_is_taught_no_more_is_forgotten(tmp_path: Path) -> None:
    kept = KeptVectors(Counting(), tmp_path, "one")
    kept.encode(["a", "b"])
    kept.keep()
    next_one = KeptVectors(Counting(), tmp_path, "one")
    next_one.encode(["b"])
    next_one.keep()
    encoder = Counting()
    KeptVectors(encoder, tmp_path, "one").encode(["a", "b"])
    assert encoder.asked == ["a"]


def test_a_file_that_is_broken_costs_only_time(tmp_path: Path) -> None:
    kept = KeptVectors(Counting(), tmp_path, "one")
    kept.encode(["a"])
    kept.keep()
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:50])
    assert KeptVectors(Counting(), tmp_path, "one").encode(["abc"])[0, 0] == 1.0


def test_no_text_has_no_vectors_and_leaves_no_file(tmp_path: Path) -> None:
    kept = KeptVectors(Counting(), tmp_path / "cache", "one")
    assert kept.encode([]).shape == (0, WIDTH)
    kept.keep()
    assert not (tmp_path / "cache").exists()
    assert kept.letters_a_piece("abc") == 3.0
