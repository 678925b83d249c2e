import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from bot.understanding.descent import lowest
from bot.understanding.learning import INVERSE_PENALTY, descend

CHANCE = np.random.default_rng(3)


def test_the_lowest_point_of_a_bowl_is_found() -> None:
    bends = np.linspace(0.1, 30.0, 50, dtype=np.float32)
    middle = CHANCE.normal(size=50).astype(np.float32)

    def bowl(at: np.ndarray) -> tuple[float, np.ndarray]:
        away = at - middle
        return float((bends * away**2).sum()) / 2, bends * away

    assert lowest(bowl, np.zeros(50, dtype=np.float32), 300, 1e-9) == pytest.approx(middle, abs=1e-3)


def test_it_stops_where_it_began_when_that_is_the_lowest_point() -> None:
    start = np.zeros((3, 2), dtype=np.float32)
    assert lowest(lambda at: (float((at**2).sum()), 2 * at), start, 300, 1e-4) == pytest.approx(start)


def test_it_goes_no_more_rounds_than_it_may() -> None:
    asked = []

    def slide(at: np.ndarray) -> tuple[float, np.ndarray]:
        asked.append(at)
        return -float(at.sum()), -np.ones_like(at)

    lowest(slide, np.zeros(2, dtype=np.float32), 5, 0.0)
    assert len(asked) == 6


def test_the_weights_are_those_of_least_loss_as_scipy_finds_them() -> None:
    rows, width, letters, intents = 60, 5, 7, 3
    vectors = CHANCE.normal(size=(rows, width)).astype(np.float32)
    spelt = (CHANCE.random((rows, letters)) * (CHANCE.random((rows, letters)) < 0.3)).astype(np.float32)
    told, counts = np.arange(rows) % intents, CHANCE.random(rows) + 0.5
    everything = np.hstack([vectors, spelt, np.ones((rows, 1))])

    def loss(flat: np.ndarray) -> float:
        weights = flat.reshape(intents, -1)
        scores = everything @ weights.T
        missed = np.log(np.exp(scores).sum(axis=1)) - scores[np.arange(rows), told]
        return float((counts * missed).sum() + (weights[:, :-1] ** 2).sum() / (2 * INVERSE_PENALTY))

    found = descend(vectors, csr_matrix(spelt), told, counts, intents)
    best = minimize(loss, np.zeros(found.size), method="L-BFGS-B", options={"maxiter": 1000})
    assert found.shape == (intents, width + letters + 1)
    assert loss(found.ravel()) == pytest.approx(best.fun, rel=1e-3)
