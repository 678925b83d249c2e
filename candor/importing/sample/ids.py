"""Ids that tell nothing: the same for the same seed, never in order."""

from __future__ import annotations

from collections import Counter
from hashlib import blake2s

LETTERS = str.maketrans("0123456789", "ghjkmnprst")
"""Hexadecimal without figures: an id can not be taken for a card number."""


def opaque(prefix: str, *parts: object) -> str:
    """`prefix` and 18 letters that stand for `parts`."""
    digest = blake2s("/".join(map(str, parts)).encode(), digest_size=9).hexdigest()
    return prefix + digest.translate(LETTERS)


class Ids:
    """Gives one customer's rows their ids, row after row."""

    def __init__(self, seed: int, customer: str) -> None:
        self._seed, self._customer = seed, customer
        self._given: Counter[str] = Counter()

    def new(self, prefix: str) -> str:
        self._given[prefix] += 1
        return opaque(prefix, self._seed, self._customer, prefix, self._given[prefix])
