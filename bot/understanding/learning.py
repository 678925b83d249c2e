"""Finds the weights of the linear model. Only this needs scipy; telling intents does not."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from bot.understanding.ngrams import Ngrams

# Measured by cross-validation: higher only makes it surer of itself, lower blurs near intents.
INVERSE_PENALTY = 20.0
ROUNDS = 300
# It stops when a round lowers the loss by less than this part: more rounds changed no figure.
ENOUGH = 1e-4
# 0 counts each example alike, 1 each intent alike. A quarter keeps most out of scope and loses least of the rare ones.
BALANCE = 0.25


def letters(ngrams: Ngrams, texts: Sequence[str]) -> Any:
    """The texts' n-grams as a sparse matrix, one row a text."""
    from scipy.sparse import csr_matrix

    counted = [ngrams.weigh(text) for text in texts]
    rows = np.repeat(np.arange(len(texts)), [len(places) for places, _ in counted])
    places = np.concatenate([places for places, _ in counted])
    weights = np.concatenate([weights for _, weights in counted]).astype(np.float32)
    return csr_matrix((weights, (rows, places)), shape=(len(texts), len(ngrams.places)))


def balanced(told: Any) -> Any:
    """A weight for each example, 1 in the mean: more for those of rare intents."""
    counts = np.bincount(told)
    weights = (1.0 / counts[told]) ** BALANCE
    return weights * (len(told) / weights.sum())


def descend(vectors: Any, sparse: Any, told: Any, counts: Any, intents: int) -> Any:
    """The weights of least penalised log loss, float32, the bias last.

    `vectors` and `sparse` have a row an example, `told` its intent's number, `counts` how much it counts. Dense and
    sparse part are kept apart, which is quicker.
    """
    from scipy.optimize import minimize

    vectors = np.asarray(vectors, dtype=np.float32)
    width, rows = vectors.shape[1], np.arange(len(told))
    across, shape = sparse.T.tocsr(), (intents, width + sparse.shape[1] + 1)
    counts = np.asarray(counts, dtype=np.float32)[:, None]

    def loss(flat: Any) -> tuple[float, Any]:
        weights = flat.reshape(shape).astype(np.float32)
        scores = vectors @ weights[:, :width].T + weights[:, -1]
        scores += sparse @ np.ascontiguousarray(weights[:, width:-1].T)
        scores -= scores.max(axis=1, keepdims=True)
        likely = np.exp(scores)
        total = likely.sum(axis=1, keepdims=True)
        missed = float((counts[:, 0] * (np.log(total[:, 0]) - scores[rows, told])).sum(dtype=np.float64))
        wrong = likely / total
        wrong[rows, told] -= 1
        wrong *= counts
        slope = np.empty(shape)
        slope[:, :width], slope[:, width:-1], slope[:, -1] = wrong.T @ vectors, (across @ wrong).T, wrong.sum(axis=0)
        held = flat.reshape(shape)[:, :-1]
        slope[:, :-1] += held / INVERSE_PENALTY
        return missed + float((held**2).sum()) / (2 * INVERSE_PENALTY), slope.ravel()

    start = np.zeros(shape).ravel()
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS, "ftol": ENOUGH})
    return found.x.reshape(shape).astype(np.float32)
