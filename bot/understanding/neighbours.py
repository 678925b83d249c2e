"""The taught sentences' vectors, and how near the nearest of each intent is to a message."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

# How much the nearest example speaks for its intent beside the linear model's scores (docs/decisions/0003-encoder.md).
WEIGHT = 8.0


@dataclass(frozen=True)
class Neighbours:
    """The vectors, those of one intent together, and the row at which each intent's begin."""

    vectors: Any
    starts: Any

    @classmethod
    def of(cls, vectors: Any, told: Sequence[int]) -> "Neighbours":
        """Of vectors and the number of each one's intent; each number from 0 on has a vector."""
        numbers = np.asarray(told)
        order = np.argsort(numbers, kind="stable")
        return cls(np.ascontiguousarray(vectors[order]), np.searchsorted(numbers[order], np.arange(numbers.max() + 1)))

    def likeness(self, vector: Any) -> Any:
        """The cosine between the vector and the nearest one of each intent."""
        return np.maximum.reduceat(self.vectors @ vector, self.starts)
