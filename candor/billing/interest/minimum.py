"""The lowest interest that terms let a bill charge (domain 1.1)."""

from __future__ import annotations


def with_minimum(computed: int, minimum: int) -> int:
    """What is billed, in cents: interest above 0 and below the minimum becomes the minimum, 0 stays 0."""
    return minimum if 0 < computed < minimum else computed
