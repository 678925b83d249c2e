"""The shoppers' scripts: data/shoppers/*.yml, read strictly, so that a mistyped wish is no wish that is always met."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from candor.cli.terminal import WRONG_USE, Trouble

NAMES = frozenset({"shopper", "customer", "goal", "temper", "trap", "lines", "end"})
ENDS = frozenset({"handed", "explained", "disputed", "credited_at_most", "owner", "says", "never", "promise"})


@dataclass(frozen=True)
class Wish:
    """How the talk must end, by the database and by what was said. What is None or empty is not looked at.

    `handed`: triggers of new hand-overs, all of them among these, and at least one unless there is none. `explained`
    and `disputed`: words of the line's descriptor. `credited_at_most`: cents that new lines may give.
    """

    handed: tuple[str, ...] | None = None
    explained: str | None = None
    disputed: str | None = None
    credited_at_most: int = 0
    owner: str | None = None
    promise: bool | None = None
    says: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shopper:
    """`lines`: what they say, each turn in as many ways as there are; attempt n takes the nth way, round and round."""

    name: str
    customer: str | None
    goal: str
    temper: str
    trap: str | None
    lines: tuple[tuple[str, ...], ...]
    end: Wish = field(default_factory=Wish)

    def said(self, attempt: int) -> list[str]:
        return [ways[attempt % len(ways)] for ways in self.lines]


def read_shoppers(folder: Path) -> list[Shopper]:
    """All of a folder, by file and place. Raises Trouble with file and shopper for what can not be meant."""
    found: list[Shopper] = []
    for path in sorted(folder.glob("*.yml")):
        for raw in yaml.safe_load(path.read_text(encoding="utf-8")) or []:
            found.append(_shopper(raw, path.name))
    names = [one.name for one in found]
    if len(set(names)) != len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise Trouble(f"Two shoppers are called {twice}.", "Give each a name of its own.", WRONG_USE)
    return found


def _shopper(raw: Mapping[str, Any], file: str) -> Shopper:
    name = str(raw.get("shopper") or "")
    end = raw.get("end") or {}
    wrong = (set(raw) - NAMES) | (set(end) - ENDS)
    lines = tuple((line,) if isinstance(line, str) else tuple(line) for line in raw.get("lines") or ())
    if wrong or not name or not lines or not raw.get("goal"):
        because = f"unknown: {', '.join(sorted(wrong))}" if wrong else "name, goal or lines are missing"
        raise Trouble(f"{file}, shopper {name or '?'}: {because}.", "See docs/reference/shoppers.md.", WRONG_USE)
    for pattern in (*end.get("says", ()), *end.get("never", ())):
        re.compile(pattern)
    handed = end.get("handed")
    return Shopper(
        name,
        raw.get("customer"),
        raw["goal"],
        raw.get("temper", "calm"),
        raw.get("trap"),
        lines,
        Wish(
            handed=None if handed is None else tuple(handed),
            explained=end.get("explained"),
            disputed=end.get("disputed"),
            credited_at_most=int(end.get("credited_at_most", 0)),
            owner=end.get("owner"),
            promise=end.get("promise"),
            says=tuple(end.get("says", ())),
            never=tuple(end.get("never", ())),
        ),
    )
