"""The daily ledger of one balance type over a span of days (domain 1.1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Entry:
    """A change of a balance on the day it counts, in cents: positive raises the debt. `paid`: the customer's money."""

    day: date
    amount: int
    paid: bool = False


@dataclass(frozen=True)
class Run:
    """Days in a row with one end-of-day balance, in cents; below zero it is a credit."""

    first: date
    last: date
    balance: int

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Daily:
    """What a balance began `first` with and every entry until `last`, both days included. Raises ValueError for an
    entry on another day: what came before is in the opening, so no earlier cycle can be reached (12 CFR 1026.54)."""

    first: date
    last: date
    opening: int = 0
    entries: tuple[Entry, ...] = ()

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self.first} to {self.last} is no span of days")
        for entry in self.entries:
            if not self.first <= entry.day <= self.last:
                raise ValueError(f"{entry.day} is not within {self.first} to {self.last}")

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def closing(self) -> int:
        """What is owed at the end of the last day, in cents."""
        return self.opening + sum(entry.amount for entry in self.entries)

    def runs(self, cuts: Collection[date] = ()) -> Iterator[Run]:
        """The end-of-day balances as runs, oldest first; a new one also begins on each of `cuts`."""
        moved: defaultdict[date, int] = defaultdict(int)
        for entry in self.entries:
            moved[entry.day] += entry.amount
        starts = sorted({self.first, *(day for day, amount in moved.items() if amount), *cuts})
        balance = self.opening
        for start, after in zip(starts, [*starts[1:], self.last + DAY], strict=True):
            balance += moved[start]
            yield Run(start, after - DAY, balance)

    def until(self, last: date) -> Daily:
        """The same ledger, ending sooner."""
        return replace(self, last=last, entries=tuple(entry for entry in self.entries if entry.day <= last))

    def since(self, first: date) -> Daily:
        """The same ledger, beginning later with what was owed then."""
        before = sum(entry.amount for entry in self.entries if entry.day < first)
        left = tuple(entry for entry in self.entries if entry.day >= first)
        return Daily(first, self.last, self.opening + before, left)

    def paid_from_day_one(self, due: date) -> Daily:
        """As if all that was paid by `due` had been paid on the first day."""
        moved = (replace(e, day=self.first) if e.paid and e.day <= due else e for e in self.entries)
        return replace(self, entries=tuple(moved))
