"""Multinomial logistic regression over the sentence vector and letter n-grams: the weights, how they come and go.

The vector carries meaning, the n-grams carry the field's own words and survive typos (docs/decisions/0003-encoder.md
has what each adds). Trained with scikit-learn; kept as safetensors and JSON, so that loading a model runs no code.
"""

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load_file, save_file
from scipy.sparse import csr_matrix, hstack
from scipy.special import softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

# Both measured by cross-validation: higher only makes it surer of itself, lower blurs near intents.
INVERSE_PENALTY = 20.0
ROUNDS = 500

_WEIGHTS = "intents.safetensors"
_NAMES = "intents.json"


def _ngrams(vocabulary: Sequence[str] | None = None) -> Any:
    return TfidfVectorizer(
        analyzer="char_wb",
        ngram_range=(2, 4),
        min_df=2 if vocabulary is None else 1,
        sublinear_tf=True,
        vocabulary=vocabulary,
        dtype=np.float32,
        preprocessor=_plain,
    )


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


@dataclass(frozen=True)
class LinearModel:
    """Trained weights. `intents` are in the order of the probabilities."""

    intents: tuple[str, ...]
    ngrams: Any
    weights: Any
    bias: Any

    @classmethod
    def fit(cls, texts: Sequence[str], vectors: Any, intents: Sequence[str]) -> "LinearModel":
        """Learns from texts, their sentence vectors and their intents (at least two different ones)."""
        ngrams = _ngrams()
        features = hstack([csr_matrix(vectors), ngrams.fit_transform(texts)], format="csr")
        model = LogisticRegression(C=INVERSE_PENALTY, max_iter=ROUNDS)
        model.fit(features, intents)
        weights, bias = model.coef_.astype(np.float32), model.intercept_.astype(np.float32)
        if len(model.classes_) == 2:
            # scikit-learn keeps one row for two intents; the softmax below wants one for each.
            weights, bias = np.vstack([-weights, weights]) / 2, np.concatenate([-bias, bias]) / 2
        return cls(tuple(str(intent) for intent in model.classes_), ngrams, weights, bias)

    def probabilities(self, texts: Sequence[str], vectors: Any) -> Any:
        """One row a text, one column an intent; each row sums to 1."""
        features = hstack([csr_matrix(vectors), self.ngrams.transform(texts)], format="csr")
        return softmax(features @ self.weights.T + self.bias, axis=1)

    def save(self, folder: Path) -> None:
        """Writes the model into the folder."""
        names = sorted(self.ngrams.vocabulary_, key=self.ngrams.vocabulary_.__getitem__)
        (folder / _NAMES).write_text(json.dumps({"intents": self.intents, "ngrams": names}, ensure_ascii=False))
        arrays = {"weights": self.weights, "bias": self.bias, "rarity": self.ngrams.idf_}
        save_file({name: np.ascontiguousarray(array) for name, array in arrays.items()}, folder / _WEIGHTS)

    @classmethod
    def load(cls, folder: Path) -> "LinearModel":
        """Reads what `save` wrote."""
        names = json.loads((folder / _NAMES).read_text())
        arrays = load_file(folder / _WEIGHTS)
        ngrams = _ngrams(names["ngrams"])
        ngrams.idf_ = arrays["rarity"]
        return cls(tuple(names["intents"]), ngrams, arrays["weights"], arrays["bias"])
