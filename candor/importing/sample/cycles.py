"""The billing cycles of an account: 24 that are billed and the open one that today lies in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

BILLED = 24
LAST_CLOSE_DAY = 28
DAYS_TO_TRANSMIT = 2
DAYS_TO_PAY = 23


@dataclass(frozen=True)
class Cycle:
    """One statement month. `due` is the day by which its bill is to be paid; it lies in the next cycle."""

    number: int
    open: date
    close: date
    due: date

    @property
    def transmitted(self) -> date:
        return self.close + timedelta(days=DAYS_TO_TRANSMIT)


def cycles(today: date, since_close: int) -> list[Cycle]:
    """24 billed cycles and the open one, oldest first; the last bill closed `since_close` days before today.

    Close and due days are the same day each month and at most the 28th, so that every month has them; a close that
    would fall on the 29th to 31st moves back to the 28th.
    """
    last = today - timedelta(days=since_close)
    last = last.replace(day=min(last.day, LAST_CLOSE_DAY))
    closes = [months_later(last, n) for n in range(-BILLED, 2)]
    return [Cycle(n, closes[n - 1] + timedelta(days=1), closes[n], due_after(closes[n])) for n in range(1, len(closes))]


def due_after(close: date) -> date:
    """The due day of a bill: five days before the next close, or 23 days after an early one.

    Both leave at least 21 days after the bill was sent (12 CFR 1026.5(b)(2)(ii)) and five before the next close.
    """
    if close.day + DAYS_TO_PAY <= LAST_CLOSE_DAY:
        return close + timedelta(days=DAYS_TO_PAY)
    return months_later(close, 1).replace(day=close.day - 5)


def cycle_of(day: date, all_cycles: Sequence[Cycle]) -> Cycle:
    """The cycle a day lies in. Raises ValueError for a day outside of all of them."""
    for cycle in reversed(all_cycles):
        if cycle.open <= day <= cycle.close:
            return cycle
    raise ValueError(f"{day} lies in no cycle of this account")


def months_later(day: date, months: int) -> date:
    """The same day so many months later (before, if negative), the 28th at the latest."""
    years, month = divmod(day.month - 1 + months, 12)
    return day.replace(year=day.year + years, month=month + 1, day=min(day.day, LAST_CLOSE_DAY))
