"""Reads an amount that somebody of the staff typed."""

from __future__ import annotations

import re

from candor.errors import MoveRefused

DOLLARS = re.compile(r"\$?\s*(\d{1,3}(?:,\d{3})+|\d{1,6})(?:\.(\d{2}))?")


def cents_of(text: str) -> int:
    """`$12.50`, `12.50`, `1,200` or `12` as cents. MoveRefused for anything else."""
    found = DOLLARS.fullmatch(text.strip())
    if found is None:
        raise MoveRefused("write the amount in dollars, such as 12.50")
    return int(found[1].replace(",", "")) * 100 + int(found[2] or 0)
