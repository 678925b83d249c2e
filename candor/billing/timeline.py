"""Rows in the order of their days: those of a span of days, and what came before it, by bisection."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from itertools import accumulate
from operator import attrgetter

from candor.billing.records import Line

DAY = attrgetter("post_date")


class Timeline:
    """Lines by the day they became final, oldest first; lines of one day in the order given."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.lines = tuple(sorted(lines, key=DAY))
        self._days: list[date] = list(map(DAY, self.lines))

    def within(self, first: date, last: date) -> tuple[Line, ...]:
        """Those of a span of days, both days counted."""
        return self.lines[bisect_left(self._days, first) : bisect_right(self._days, last)]

    def after(self, day: date | None, last: date) -> tuple[Line, ...]:
        """Those after a day (None: from the first on), up to and with `last`."""
        return self.lines[bisect_right(self._days, day) if day else 0 : bisect_right(self._days, last)]

    def before(self, day: date) -> int:
        """What all lines before a day come to, in cents."""
        return self._sums[bisect_left(self._days, day)]

    @cached_property
    def _sums(self) -> list[int]:
        return list(accumulate(map(attrgetter("amount"), self.lines), initial=0))
