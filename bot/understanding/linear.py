"""Multinomial logistic regression over the sentence vector and letter n-grams: the weights, how they come and go.

The vector carries meaning, the n-grams carry the field's own words and survive typos (docs/decisions/0003-encoder.md
has what each adds). Only learning needs scipy; the weights are kept as safetensors and JSON, so that loading a
model runs no code.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load_file, save_file

from bot.understanding.ngrams import Ngrams

# Measured by cross-validation: higher only makes it surer of itself, lower blurs near intents.
INVERSE_PENALTY = 20.0
ROUNDS = 500

_WEIGHTS = "intents.safetensors"
_NAMES = "intents.json"


@dataclass(frozen=True)
class LinearModel:
    """Trained weights: one row an intent (`intents` has their order), one column a feature, the vector's first."""

    intents: tuple[str, ...]
    ngrams: Ngrams
    weights: Any
    bias: Any

    @classmethod
    def fit(cls, texts: Sequence[str], vectors: Any, intents: Sequence[str]) -> "LinearModel":
        """Learns from texts, their sentence vectors and their intents (at least three different ones)."""
        ngrams = Ngrams.learn(texts)
        letters = _letters(ngrams, texts)
        known = sorted(set(intents))
        told = np.array([known.index(intent) for intent in intents])
        weights = _descend(np.asarray(vectors, dtype=np.float64), letters, told, len(known)).astype(np.float32)
        return cls(tuple(known), ngrams, np.ascontiguousarray(weights[:, :-1]), weights[:, -1].copy())

    def probabilities(self, text: str, vector: Any) -> Any:
        """How likely each intent is; they sum to 1."""
        places, weights = self.ngrams.weigh(text)
        meaning, letters = self.weights[:, : len(vector)], self.weights[:, len(vector) + places]
        scores = meaning @ vector + letters @ weights + self.bias
        likely = np.exp(scores - scores.max())
        return likely / likely.sum()

    def save(self, folder: Path) -> None:
        """Writes the model into the folder."""
        names = {"intents": self.intents, "ngrams": list(self.ngrams.places)}
        (folder / _NAMES).write_text(json.dumps(names, ensure_ascii=False))
        arrays = {"weights": self.weights, "bias": self.bias, "rarity": self.ngrams.rarity}
        save_file({name: np.ascontiguousarray(array) for name, array in arrays.items()}, folder / _WEIGHTS)

    @classmethod
    def load(cls, folder: Path) -> "LinearModel":
        """Reads what `save` wrote."""
        names = json.loads((folder / _NAMES).read_text())
        arrays = load_file(folder / _WEIGHTS)
        places = {ngram: place for place, ngram in enumerate(names["ngrams"])}
        ngrams = Ngrams(places, arrays["rarity"])
        return cls(tuple(names["intents"]), ngrams, arrays["weights"], arrays["bias"])


def _letters(ngrams: Ngrams, texts: Sequence[str]) -> Any:
    """The texts' n-grams as a sparse matrix, one row a text."""
    from scipy.sparse import csr_matrix

    counted = [ngrams.weigh(text) for text in texts]
    rows = np.repeat(np.arange(len(texts)), [len(places) for places, _ in counted])
    places = np.concatenate([places for places, _ in counted])
    weights = np.concatenate([weights for _, weights in counted]).astype(np.float64)
    return csr_matrix((weights, (rows, places)), shape=(len(texts), len(ngrams.places)))


def _descend(vectors: Any, letters: Any, told: Any, intents: int) -> Any:
    """The weights of least penalised log loss, the bias last. Dense and sparse part apart, which is quicker."""
    from scipy.optimize import minimize

    width, count = vectors.shape[1], len(told)
    across = letters.T.tocsr()
    shape = (intents, width + letters.shape[1] + 1)

    def loss(flat: Any) -> tuple[float, Any]:
        weights = flat.reshape(shape)
        scores = vectors @ weights[:, :width].T + letters @ weights[:, width:-1].T + weights[:, -1]
        scores -= scores.max(axis=1, keepdims=True)
        likely = np.exp(scores)
        total = likely.sum(axis=1, keepdims=True)
        missed = float((np.log(total[:, 0]) - scores[np.arange(count), told]).sum())
        wrong = likely / total
        wrong[np.arange(count), told] -= 1
        slope = np.hstack([wrong.T @ vectors, (across @ wrong).T, wrong.sum(axis=0)[:, None]])
        slope[:, :-1] += weights[:, :-1] / INVERSE_PENALTY
        return missed + float((weights[:, :-1] ** 2).sum()) / (2 * INVERSE_PENALTY), slope.ravel()

    found = minimize(loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS})
    return found.x.reshape(shape)
