from pathlib import Path

import numpy as np
import pytest

from bot.understanding import quick_neighbours
from bot.understanding.neighbours import Neighbours
from bot.understanding.quick_neighbours import QuickNeighbours

EAST, NORTH, BETWEEN = np.array([1.0, 0.0]), np.array([0.0, 1.0]), np.array([0.6, 0.8])
WIDTH = 384


def test_each_intent_is_as_near_as_its_nearest_example() -> None:
    taught = Neighbours.of(np.array([EAST, NORTH, BETWEEN]), [1, 0, 1])
    assert taught.likeness(NORTH) == pytest.approx([1.0, 0.8])
    assert taught.likeness(EAST) == pytest.approx([0.0, 1.0])


@pytest.mark.parametrize("told", [[0, 1, 2], [2, 1, 0], [1, 0, 2]])
def test_in_whatever_order_they_are_taught_it_is_the_same(told: list[int]) -> None:
    taught = Neighbours.of(np.array([EAST, NORTH, BETWEEN])[told], told)
    assert taught.likeness(EAST) == pytest.approx([1.0, 0.0, 0.6])


def test_a_quick_look_tells_the_cosine_to_a_hundredth(tmp_path: Path) -> None:
    drawn = np.random.default_rng(5).normal(size=(400, WIDTH)).astype(np.float32)
    vectors = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    taught = Neighbours.of(vectors[:300], [place % 7 for place in range(300)])
    quick_neighbours.save(taught, tmp_path)
    quick = QuickNeighbours.load(tmp_path)
    for vector in (*vectors[300:], vectors[0], -vectors[1]):
        assert quick.likeness(vector) == pytest.approx(taught.likeness(vector), abs=0.01)
    assert max(quick.likeness(vectors[0])) > 0.99
