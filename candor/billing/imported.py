"""What a file from outside says of a card account, before it becomes rows of ours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from candor.billing.records import LineType


@dataclass(frozen=True)
class ImportedLine:
    """One transaction as the file has it; `amount` in cents, signed as on the bill (a charge is positive).

    `ref` is the source's own id (FITID): the same one never comes in twice. `descriptor` is kept to the letter.
    """

    ref: str
    type: LineType
    amount: int
    descriptor: str
    made_on: date
    posted_on: date
    original_amount: int | None = None
    original_currency: str | None = None
    rate: str | None = None


@dataclass(frozen=True)
class ImportedBill:
    """One closed statement as the file has it; amounts in cents, what is owed is positive."""

    open: date
    close: date
    due: date
    previous: int
    new_balance: int
    minimum_due: int


@dataclass(frozen=True)
class Unreadable:
    """A part of the file that was left out: where it stands and why."""

    where: str
    why: str


@dataclass(frozen=True)
class StatementFile:
    """A whole file, read. `source` is what its references are unique within (ofx, csv)."""

    source: str
    currency: str
    lines: tuple[ImportedLine, ...]
    bills: tuple[ImportedBill, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    last4: str | None = None
