import numpy as np
import pytest

from bot.understanding.neighbours import Neighbours

EAST, NORTH, BETWEEN = np.array([1.0, 0.0]), np.array([0.0, 1.0]), np.array([0.6, 0.8])


def test_each_intent_is_as_near_as_its_nearest_example() -> None:
    taught = Neighbours.of(np.array([EAST, NORTH, BETWEEN]), [1, 0, 1])
    assert taught.likeness(NORTH) == pytest.approx([1.0, 0.8])
    assert taught.likeness(EAST) == pytest.approx([0.0, 1.0])


@pytest.mark.parametrize("told", [[0, 1, 2], [2, 1, 0], [1, 0, 2]])
def test_in_whatever_order_they_are_taught_it_is_the_same(told: list[int]) -> None:
    taught = Neighbours.of(np.array([EAST, NORTH, BETWEEN])[told], told)
    assert taught.likeness(EAST) == pytest.approx([1.0, 0.0, 0.6])
    assert list(taught.told) == [0, 1, 2]
