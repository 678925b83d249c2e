"""What another policy would have decided: past requests under both, and what became different for whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from candor.goodwill.decision import Decision, decide
from candor.goodwill.facts import Facts, Unclear
from candor.goodwill.policy import Kind, Policy

GOODWILL = frozenset({Kind.GRANT, Kind.GRANT_ON_PAYMENT})
UNCLEAR = "unclear"


class Cell(NamedTuple):
    """Requests that are counted together: same segment and kind of charge, same answers, before and after."""

    segment: str
    kind: str
    reason_before: str
    decision_before: Kind
    reason_after: str
    decision_after: Kind


@dataclass(slots=True)
class Count:
    """How many, the cents they got before and after, and how many of them are changed, get more, get less."""

    requests: int = 0
    before: int = 0
    after: int = 0
    changed: int = 0
    gain: int = 0
    lose: int = 0

    def add(self, other: Count) -> None:
        self.requests += other.requests
        self.before += other.before
        self.after += other.after
        self.changed += other.changed
        self.gain += other.gain
        self.lose += other.lose


@dataclass
class Comparison:
    """Counts over requests; two of them add up.

    Corrections are no goodwill: they are in no sum but their own. The segment of a request is only counted by:
    `decide` is never given it.
    """

    cells: dict[Cell, Count] = field(default_factory=dict)

    def add(self, facts: Facts | Unclear, segment: str, before: Policy, after: Policy) -> None:
        """Decides one request under both policies."""
        first = decide(facts, before)
        second = first if after is before else decide(facts, after)
        self.count(facts.kind if isinstance(facts, Facts) else UNCLEAR, segment, first, second)

    def count(self, kind: str, segment: str, first: Decision, second: Decision) -> None:
        """Counts one request by its decisions before and after."""
        old, new = first.rule, second.rule
        key = Cell(segment, kind, old.id, old.decides, new.id, new.decides)
        count = self.cells.get(key)
        if count is None:
            count = self.cells[key] = Count()
        count.requests += 1
        count.before += first.amount
        count.after += second.amount
        count.changed += first.amount != second.amount or old.id != new.id or old.decides is not new.decides
        count.gain += second.amount > first.amount
        count.lose += second.amount < first.amount

    def merge(self, other: Comparison) -> None:
        """Adds the counts of other requests."""
        for key, count in other.cells.items():
            self.cells.setdefault(key, Count()).add(count)

    @property
    def total(self) -> Count:
        return self._by(lambda cell: "").get("", Count())

    @property
    def segments(self) -> dict[str, Count]:
        return self._by(lambda cell: cell.segment)

    @property
    def kinds(self) -> dict[str, Count]:
        return self._by(lambda cell: cell.kind)

    @property
    def unclear(self) -> int:
        return sum(count.requests for cell, count in self.cells.items() if cell.kind == UNCLEAR)

    @property
    def decisions_before(self) -> Counter[str]:
        return _counted((str(cell.decision_before), count.requests) for cell, count in self.cells.items())

    @property
    def decisions_after(self) -> Counter[str]:
        return _counted((str(cell.decision_after), count.requests) for cell, count in self.cells.items())

    @property
    def corrections(self) -> tuple[int, int]:
        """Cents of corrections before and after."""
        cells = self.cells.items()
        return (
            sum(count.before for cell, count in cells if cell.decision_before is Kind.CORRECT),
            sum(count.after for cell, count in cells if cell.decision_after is Kind.CORRECT),
        )

    @property
    def moves(self) -> list[tuple[tuple[str, str], Count]]:
        """The changed requests by reasons before and after, the most first."""
        found: dict[tuple[str, str], Count] = {}
        for cell, count in self.cells.items():
            if count.changed:
                found.setdefault((cell.reason_before, cell.reason_after), Count()).add(count)
        return sorted(found.items(), key=lambda move: (-move[1].changed, move[0]))

    def _by(self, name: Callable[[Cell], str]) -> dict[str, Count]:
        """The sums of goodwill by a name of the cells."""
        found: dict[str, Count] = {}
        for cell, count in self.cells.items():
            before = count.before if cell.decision_before in GOODWILL else 0
            after = count.after if cell.decision_after in GOODWILL else 0
            goodwill = Count(count.requests, before, after, count.changed, count.gain, count.lose)
            found.setdefault(name(cell), Count()).add(goodwill)
        return dict(sorted(found.items()))


def _counted(pairs: Iterable[tuple[str, int]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for name, times in pairs:
        found[name] += times
    return found
