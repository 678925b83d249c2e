"""How long explaining a line takes, in an account of two years and in one of ten: `python -m tests.bench.explaining`.

Counted is the processor time of the explaining itself, so that a busy machine does not blur it. Every line of the last
two years is explained at full length, from a book that is open (as it is from the second turn on) and from one that
was just read. The accounts of ten years are the same ones with history behind them: once more visits to the same shops,
which a line has to be held against, and once shops that have nothing to do with any line that is explained.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from candor.billing.explanation import Detail
from candor.billing.lines import explain
from candor.billing.records import Book, Line, LineType
from candor.importing.sample.bank import make_bank
from tests.bench.numbers import percentile

TODAY = date(2026, 5, 12)
SEED = 1
LINES_OF_TEN_YEARS = 20_000
TWO_YEARS, TEN_YEARS, GROWTH = 5.0, 25.0, 3.0
console = Console()


@dataclass(frozen=True)
class Measured:
    """Milliseconds of processor time a line, or how often as much; `most` is what was aimed at."""

    name: str
    unit: str
    p50: float
    p95: float
    most: float

    @property
    def reached(self) -> bool:
        return self.p95 <= self.most


def ten_years(book: Book, *, same_shops: bool, count: int = LINES_OF_TEN_YEARS) -> Book:
    """The account with older purchases, each taken back on its day, so that no balance and no bill's total changes."""
    bought = [line for line in book.lines if line.type is LineType.PURCHASE and not line.authorisation_id]
    older: list[Line] = []
    for again in _again(bought):
        line = again if same_shops else _elsewhere(again, len(older))
        older += (line, replace(line, id=f"{line.id}-back", type=LineType.REFUND, amount=-line.amount))
        if len(older) + len(book.lines) >= count:
            break
    return replace(book, lines=tuple(sorted((*older, *book.lines), key=lambda line: (line.post_date, line.id))))


def _again(bought: list[Line]) -> Iterator[Line]:
    """The purchases year after year, two to ten years before they were made; on February 28 what was on the 29th."""
    times = 0
    while True:
        times += 1
        for line in bought:
            years = 2 + times % 8
            on = replace(line, txn_date=_before(line.txn_date, years), post_date=_before(line.post_date, years))
            yield replace(on, id=f"{line.id}-{times}", statement_id=None, order_ref=None, arn=f"{line.arn}-{times}")


def _elsewhere(line: Line, number: int) -> Line:
    """At a shop, for an amount, that no other line has."""
    return replace(line, merchant_id=None, descriptor=f"CORNER SHOP NO {number}", amount=1_000_000 + number)


def _before(day: date, years: int) -> date:
    return day.replace(year=day.year - years, day=min(day.day, 28) if day.month == 2 else day.day)


def open_book(book: Book, ids: list[str], rounds: int) -> list[float]:
    """Milliseconds for each line of a book that other lines were explained from before."""
    explain(book, ids[0], TODAY, Detail.FULL)
    return [_timed(book, line_id) for _ in range(rounds) for line_id in ids]


def new_book(book: Book, ids: list[str]) -> list[float]:
    """Milliseconds for the first line of a book, each in a copy of its own."""
    return [_timed(replace(book), line_id) for line_id in ids]


def _timed(book: Book, line_id: str) -> float:
    began = time.thread_time()
    explain(book, line_id, TODAY, Detail.FULL)
    return (time.thread_time() - began) * 1000


def measure(rounds: int) -> list[Measured]:
    """All customers of the sample bank together; the same lines in the short and in the long accounts."""
    short: list[float] = []
    long: list[float] = []
    apart: list[float] = []
    interest: list[float] = []
    first: list[float] = []
    first_long: list[float] = []
    for book in make_bank(SEED, TODAY):
        ids = [line.id for line in book.lines]
        some = ids[:: max(1, len(ids) // 5)]
        older, unrelated = ten_years(book, same_shops=True), ten_years(book, same_shops=False)
        short += open_book(book, ids, rounds)
        long += open_book(older, ids, rounds)
        apart += open_book(unrelated, ids, rounds)
        priced = [line.id for line in book.lines if line.type is LineType.INTEREST]
        interest += open_book(older, priced, rounds) if priced else []
        first += new_book(book, some)
        first_long += new_book(older, some)
    return [
        _row("a line, 24 months", short, TWO_YEARS),
        _row(f"a line, ten years, {LINES_OF_TEN_YEARS:,} lines", long, TEN_YEARS),
        _row("an interest line, ten years", interest, TEN_YEARS),
        _row("first line of a book just read, 24 months", first, TWO_YEARS),
        _row("first line of a book just read, ten years", first_long, TEN_YEARS),
        _growth("unrelated history ÷ none", apart, short),
    ]


def _growth(name: str, long: list[float], short: list[float]) -> Measured:
    p50, p95 = (percentile(long, share) / percentile(short, share) for share in (0.5, 0.95))
    return Measured(name, "×", p50, p95, GROWTH)


def _row(name: str, times: list[float], most: float) -> Measured:
    return Measured(name, "ms", percentile(times, 0.5), percentile(times, 0.95), most)


def show(rows: list[Measured]) -> None:
    table = Table("explaining (processor time)", "unit", "p50", "p95", "target", "")
    for row in rows:
        mark = "[green]reached[/]" if row.reached else "[red]missed[/]"
        table.add_row(row.name, row.unit, f"{row.p50:.2f}", f"{row.p95:.2f}", f"≤ {row.most:g}", mark)
    console.print(table)


def bench(rounds: Annotated[int, typer.Option(help="How often each line is explained.")] = 2) -> None:
    """Measure how long explaining takes."""
    show(measure(rounds))


if __name__ == "__main__":
    typer.run(bench)
