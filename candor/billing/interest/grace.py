"""The time without interest on purchases: the two-condition table of domain 1.1.

Two facts decide a cycle: was the bill that was due in it paid in full by its due day, and was the one before? Only the
days of this one cycle ever count: no balance of an earlier cycle is reached back for (12 CFR 1026.54(a)(1)(i)).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from candor.billing.interest.daily import Daily


class Row(StrEnum):
    """A row of the grace table."""

    KEPT = "kept"
    LOST = "lost"
    TRAILING = "trailing"
    NONE = "none"


ROWS = {
    (True, True): Row.KEPT,
    (True, False): Row.LOST,
    (False, True): Row.TRAILING,
    (False, False): Row.NONE,
}


@dataclass(frozen=True)
class Grace:
    """What is known of the bill that was due in this cycle, and of the one before it; `due` is its due day."""

    previous_in_full: bool
    this_in_full: bool
    due: date

    @property
    def row(self) -> Row:
        return ROWS[self.previous_in_full, self.this_in_full]

    def bearing(self, daily: Daily) -> Daily | None:
        """The ledger that bears interest; None when nothing does.

        Where grace is lost, what was paid by the due day bears none, not even for the days before it was paid
        (12 CFR 1026.54(a)(1)(ii)): it counts as paid on day one.
        """
        if self.row is Row.KEPT:
            return None
        return daily.paid_from_day_one(self.due) if self.row is Row.LOST else daily


def had_grace(in_full: Sequence[bool], needed: int = 1) -> bool:
    """Whether purchases had grace after these bills, oldest first, each paid in full by its due day or not.

    `needed` full payments in a row bring it back (`cfg`: one or two). A new account has it.
    """
    return all(in_full[-needed:])
