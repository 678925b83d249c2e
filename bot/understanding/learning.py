"""Finds the weights of the linear model. Only this needs scipy (sparse matrices); telling intents does not."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from bot.understanding.descent import lowest
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

    counted = ngrams.weigh_all(texts)
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
    """The weights of least penalised log loss, float32, a row an intent, the bias last.

    `vectors` and `sparse` have a row an example, `told` its intent's number, `counts` how much it counts. Dense and
    sparse part are kept apart, which is quicker.
    """
    vectors = np.asarray(vectors, dtype=np.float32)
    width, rows = vectors.shape[1], np.arange(len(told))
    across, shape = sparse.T.tocsr(), (width + sparse.shape[1] + 1, intents)
    counts = np.asarray(counts, dtype=np.float32)[:, None]

    def loss(weights: Any) -> tuple[float, Any]:
        scores = vectors @ weights[:width]
        scores += sparse @ weights[width:-1]
        scores += weights[-1]
        scores -= scores.max(axis=1, keepdims=True)
        own = scores[rows, told]
        wrong = np.exp(scores, out=scores)
        total = wrong.sum(axis=1, keepdims=True)
        missed = float((counts[:, 0] * (np.log(total[:, 0]) - own)).sum(dtype=np.float64))
        wrong /= total
        wrong[rows, told] -= 1
        wrong *= counts
        slope = np.empty(shape, dtype=np.float32)
        slope[:width], slope[width:-1], slope[-1] = vectors.T @ wrong, across @ wrong, wrong.sum(axis=0)
        held = weights[:-1]
        slope[:-1] += held / INVERSE_PENALTY
        return missed + float((held**2).sum()) / (2 * INVERSE_PENALTY), slope

    return lowest(loss, np.zeros(shape, dtype=np.float32), ROUNDS, ENOUGH).T
