"""Multinomial logistic regression over the sentence vector and letter n-grams: the weights, how they come and go.

The vector carries meaning, the n-grams carry the field's own words and survive typos (docs/decisions/0003-encoder.md
has what each adds). Only learning needs scikit-learn; the weights are kept as safetensors and JSON, so that loading a
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
        from scipy.sparse import csr_matrix, hstack
        from sklearn.linear_model import LogisticRegression

        ngrams = Ngrams.learn(texts)
        counted = [ngrams.weigh(text) for text in texts]
        rows = np.repeat(np.arange(len(texts)), [len(places) for places, _ in counted])
        places = np.concatenate([places for places, _ in counted])
        weights = np.concatenate([weights for _, weights in counted])
        letters = csr_matrix((weights, (rows, places)), shape=(len(texts), len(ngrams.places)))
        model = LogisticRegression(C=INVERSE_PENALTY, max_iter=ROUNDS)
        model.fit(hstack([csr_matrix(vectors), letters], format="csr"), intents)
        return cls(
            tuple(str(intent) for intent in model.classes_),
            ngrams,
            model.coef_.astype(np.float32),
            model.intercept_.astype(np.float32),
        )

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
