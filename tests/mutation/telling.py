"""What was noticed and what was not: kept a module in build/mutation, told as a table and in results/mutation.json."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.mutation.equivalent import Words, equivalent
from tests.mutation.places import Place
from tests.mutation.trying import KILLED, NOT_RUN, SLOW, SURVIVED

GOAL = 0.9
MISSED = (SURVIVED, NOT_RUN)
KEPT = Path("build", "mutation")
RESULTS = Path("results", "mutation.json")
SECONDS = 5.0

State = tuple[Place, str | None]


@dataclass
class Found:
    """What came of each place, kept every few seconds: who stops early has what there was, and can go on from there."""

    root: Path
    places: Sequence[Place]
    states: dict[Place, str] = field(default_factory=dict)
    written: float = 0.0

    def read(self) -> None:
        """What earlier runs found of these places. One whose words are others now was not tried."""
        for module in {place.module for place in self.places}:
            file = self._file(module)
            known = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
            for place in self.places:
                if place.module == module and (state := known.get(_name(place))):
                    self.states[place] = state

    def told(self, place: Place, state: str) -> None:
        self.states[place] = state
        if time.monotonic() - self.written > SECONDS:
            self.write()

    def write(self) -> None:
        for module in {place.module for place in self.places}:
            states = {_name(place): state for place, state in self.states.items() if place.module == module}
            self._file(module).parent.mkdir(parents=True, exist_ok=True)
            self._file(module).write_text(json.dumps(states, indent=0), encoding="utf-8")
        self.written = time.monotonic()

    def _file(self, module: str) -> Path:
        return self.root / KEPT / f"{module}.json"


def tell(root: Path, states: Iterable[State], wanted: list[str], gone: list[Words], console: Console) -> int:
    """Shows what was not noticed in the wanted modules, and the table; 1 when a module or the sum is below the goal."""
    figures, listed = _figures(states, equivalent()), len(gone)
    (root / RESULTS).parent.mkdir(exist_ok=True)
    (root / RESULTS).write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    for module, one in figures.items():
        for missed in one.get("not_noticed", ()) if not wanted or module in wanted else ():
            console.print(f"{missed['how']}: {module}.{missed['function']}", style="bold", highlight=False)
            console.print(
                f"  - {missed['was']}\n  + {missed['becomes']}", highlight=False, markup=False, soft_wrap=True
            )
    for module, function, was, becomes in gone:
        console.print(f"no change of {module}.{function} any more: {was} -> {becomes}", markup=False, soft_wrap=True)
    console.print(_table(figures))
    return int(listed > 0 or any(one["noticed"] < GOAL * one["tried"] for one in figures.values()))


def _figures(states: Iterable[State], listed: dict[Words, str]) -> dict[str, Any]:
    found: dict[str, dict[str, Any]] = {}
    for place, state in states:
        one = found.setdefault(place.module, {**dict.fromkeys(("changes", *COUNTS), 0), "not_noticed": []})
        one["changes"] += 1
        if place.words in listed:
            one["equivalent"] += 1
        elif state is not None:
            one["tried"] += 1
            one["noticed"] += state in (KILLED, SLOW)
            one["of_these_too_slow"] += state == SLOW
            if state in MISSED:
                one["not_noticed"].append(
                    {"function": place.function, "was": place.was, "becomes": place.becomes, "how": state}
                )
    total: Counter[str] = Counter()
    for one in found.values():
        total.update({name: one[name] for name in ("changes", *COUNTS)})
    return {**found, "all": dict(total)}


COUNTS = ("equivalent", "tried", "noticed", "of_these_too_slow")


def _table(figures: dict[str, Any]) -> Table:
    table = Table("module", "changes", "equivalent", "tried", "noticed", "%")
    for module, one in figures.items():
        share = f"{100 * one['noticed'] / one['tried']:.1f}" if one["tried"] else ""
        row = (one["changes"], one["equivalent"], one["tried"], one["noticed"])
        table.add_row(module, *map(str, row), share, style="bold" if module == "all" else None)
    return table


def _name(place: Place) -> str:
    return f"{place.function}: {place.was} -> {place.becomes} #{place.nth}"
