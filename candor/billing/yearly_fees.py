"""What was paid in fees over some time, by kind, less what was given back; interest is told beside it, not in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from candor.billing.records import Book, Line, LineType

GIVEN_BACK = frozenset({"goodwill", "correction"})


@dataclass(frozen=True)
class FeesOfKind:
    """`kind` is that of the fee's row, `other` for a fee line without one. `amount` in cents."""

    kind: str
    count: int
    amount: int
    cites: tuple[str, ...]


@dataclass(frozen=True)
class FeesPaid:
    """From `start` to `end`, both counted. `net` is the fees less `given_back`; `interest` is on top of it, in cents.

    `seen_from` is set when our rows begin only after `start` although the account is older.
    """

    start: date
    end: date
    kinds: tuple[FeesOfKind, ...]
    given_back: int
    back_cites: tuple[str, ...]
    interest: int
    interest_cites: tuple[str, ...]
    seen_from: date | None

    @property
    def charged(self) -> int:
        return sum(kind.amount for kind in self.kinds)

    @property
    def net(self) -> int:
        return self.charged - self.given_back

    @property
    def cites(self) -> tuple[str, ...]:
        return (*(id_ for kind in self.kinds for id_ in kind.cites), *self.back_cites)


def fees_between(book: Book, start: date, end: date) -> FeesPaid:
    """The fees and interest that became final in these days. What was given back counts with its fee, whenever."""
    fees = [line for line in book.lines if line.type is LineType.FEE and start <= line.post_date <= end]
    interest = [line for line in book.lines if line.type is LineType.INTEREST and start <= line.post_date <= end]
    back = _given_back(book, fees, end)
    return FeesPaid(
        start=start,
        end=end,
        kinds=_by_kind(book, fees),
        given_back=-sum(line.amount for line in back),
        back_cites=tuple(line.id for line in back),
        interest=sum(line.amount for line in interest),
        interest_cites=tuple(line.id for line in interest),
        seen_from=seen_only_from(book, start),
    )


def _by_kind(book: Book, fees: Iterable[Line]) -> tuple[FeesOfKind, ...]:
    kinds = {fee.line_id: fee.kind for fee in book.fees}
    listed: dict[str, list[Line]] = {}
    for line in fees:
        listed.setdefault(kinds.get(line.id, "other"), []).append(line)
    summed = (
        FeesOfKind(kind, len(lines), sum(line.amount for line in lines), tuple(line.id for line in lines))
        for kind, lines in listed.items()
    )
    return tuple(sorted(summed, key=lambda kind: (-kind.amount, kind.kind)))


def _given_back(book: Book, fees: Iterable[Line], end: date) -> list[Line]:
    """The credits that took one of these fees off again, by the end of the time asked for; temporary ones do not."""
    lines = {line.id for line in fees}
    targets = lines | {fee.id for fee in book.fees if fee.line_id in lines}
    ids = {row.line_id for row in book.corrections if row.kind in GIVEN_BACK and row.target_id in targets}
    temporary = {row.line_id for row in book.corrections if row.kind == "temporary"}
    return [
        line
        for line in book.lines
        if line.type is LineType.CREDIT
        and (line.id in ids or line.reversal_of in lines)
        and line.id not in temporary
        and line.post_date <= end
    ]


def seen_only_from(book: Book, start: date) -> date | None:
    """The day our rows begin, when that is after `start` and after the account was opened."""
    days = [*(line.post_date for line in book.lines), *(bill.open for bill in book.statements)]
    first = min(days, default=None)
    return first if first and first > max(start, book.account.opened) else None
