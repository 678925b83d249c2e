"""Multinomial logistic regression over the sentence vector and letter n-grams: the weights, how they come and go.

The vector carries meaning, the n-grams carry the field's own words and survive typos (docs/decisions/0003-encoder.md
has what each adds). The weights are kept as safetensors and JSON, so that loading a model runs no code.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import load_file, save_file

from bot.understanding.learning import balanced, descend, letters
from bot.understanding.ngrams import Ngrams

_WEIGHTS = "intents.safetensors"
_NAMES = "intents.json"


@dataclass(frozen=True)
class LinearModel:
    """Trained weights: one row an intent (`intents` has their order), one column a feature, the vector's first.

    `temperature` divides the scores, so that what is told with 0.8 is right in 8 of 10 cases.
    """

    intents: tuple[str, ...]
    ngrams: Ngrams
    weights: Any
    bias: Any
    temperature: float = 1.0

    @classmethod
    def fit(cls, texts: Sequence[str], vectors: Any, intents: Sequence[str], counts: Any = None) -> "LinearModel":
        """Learns from texts, their sentence vectors and their intents (at least three different ones).

        `counts` says how much each of them counts; 1 where it is not given.
        """
        ngrams, known = Ngrams.learn(texts), sorted(set(intents))
        told = np.array([known.index(intent) for intent in intents])
        counted = balanced(told) * (1.0 if counts is None else np.asarray(counts))
        weights = descend(vectors, letters(ngrams, texts), told, counted, len(known))
        return cls(tuple(known), ngrams, np.ascontiguousarray(weights[:, :-1]), weights[:, -1].copy())

    def probabilities(self, text: str, vector: Any, beside: Any = 0.0) -> Any:
        """How likely each intent is, with what else speaks for each; they sum to 1."""
        scores = (self.scores(text, vector) + beside) / self.temperature
        likely = np.exp(scores - scores.max())
        return likely / likely.sum()

    def scores(self, text: str, vector: Any) -> Any:
        """What speaks for each intent, before it is made a probability."""
        places, weights = self.ngrams.weigh(text)
        meaning, spelling = self.weights[:, : len(vector)], self.weights[:, len(vector) + places]
        return meaning @ vector + spelling @ weights + self.bias

    def at(self, temperature: float) -> "LinearModel":
        """The same model at another temperature."""
        return replace(self, temperature=temperature)

    def save(self, folder: Path) -> None:
        """Writes the model into the folder."""
        names = {"intents": self.intents, "temperature": self.temperature, "ngrams": list(self.ngrams.places)}
        (folder / _NAMES).write_text(json.dumps(names, ensure_ascii=False))
        arrays = {"weights": self.weights, "bias": self.bias, "rarity": self.ngrams.rarity}
        save_file({name: np.ascontiguousarray(array) for name, array in arrays.items()}, folder / _WEIGHTS)

    @classmethod
    def load(cls, folder: Path) -> "LinearModel":
        """Reads what `save` wrote."""
        names = json.loads((folder / _NAMES).read_text())
        arrays = load_file(folder / _WEIGHTS)
        ngrams = Ngrams({ngram: place for place, ngram in enumerate(names["ngrams"])}, arrays["rarity"])
        intents, temperature = tuple(names["intents"]), float(names["temperature"])
        return cls(intents, ngrams, arrays["weights"], arrays["bias"], temperature)
