"""Reads plain values with care: what is wrong is collected with its place, so that one run names it all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Path = tuple[str | int, ...]

MOST_CENTS = 10**9
RULE_ID = re.compile(r"G-[A-Z0-9]{2,8}")
WORD = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where in the file (keys and places in lists), in which rule, and why."""

    where: Path
    rule: str | None
    reason: str


@dataclass
class Reader:
    """Collects problems while it reads, so that one run names them all."""

    problems: list[Problem] = field(default_factory=list)
    missing: set[Path] = field(default_factory=set)

    def wrong(self, where: Path, reason: str, rule: str | None = None) -> None:
        """Keeps it; of what is missing nothing more is said."""
        if where not in self.missing:
            self.problems.append(Problem(where, rule, reason))

    def part(self, given: Any, where: Path, needed: tuple[str, ...], optional: tuple[str, ...] = ()) -> dict[str, Any]:
        """A mapping with these keys; every other key is named."""
        if not isinstance(given, Mapping):
            self.wrong(where, "a mapping is needed here")
            return {}
        for key in given:
            if key not in needed and key not in optional:
                self.wrong((*where, key), f"{key} is not known here; known are {', '.join((*needed, *optional))}")
        for key in needed:
            if key not in given:
                self.wrong(where, f"{key} is missing")
                self.missing.add((*where, key))
        return dict(given)

    def number(self, given: Any, where: Path, least: int = 0, most: int = MOST_CENTS) -> int:
        if given.__class__ is int and least <= given <= most:
            return int(given)
        if given.__class__ is int and given < 0 <= least:
            self.wrong(where, f"{given} is negative")
        else:
            self.wrong(where, f"{given!r} is not a whole number from {least} to {most}")
        return least

    def text(self, given: Any, where: Path, form: re.Pattern[str], what: str) -> str:
        if isinstance(given, str) and form.fullmatch(given):
            return given
        self.wrong(where, f"{given!r} is no {what}")
        return ""

    def choice(self, given: Any, where: Path, among: Any) -> str:
        if isinstance(given, str) and given in among:
            return str(given)
        self.wrong(where, f"{given!r} is not one of {', '.join(map(str, among))}")
        return ""
