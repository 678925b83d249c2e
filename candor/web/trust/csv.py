"""The board as CSV that a spreadsheet can open without running anything: no cell of text is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from candor.services.outcomes.report import Card, Report
from candor.trust.measuring import Figure

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
HEAD = ("metric", "what", "of", "value", "low", "high", "n", "unknown", "excluded", "too young")


def as_csv(told: Report) -> str:
    """One row for each metric, each month of its trend and each path."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEAD)
    for card in told.cards.values():
        writer.writerows([safe(cell) for cell in row] for row in _rows(card, told))
    for metric, gap in told.gaps:
        figures = _figure(gap.gap)
        writer.writerow([safe(cell) for cell in ("fairness_gap", f"{metric.id} {gap.group}", gap.other, *figures)])
    return out.getvalue()


def safe(cell: object) -> str:
    """A cell as text. One that a spreadsheet would take for a formula is quoted; numbers stay numbers."""
    said = "" if cell is None else str(cell)
    if isinstance(cell, int | float) or not said.startswith(FORMULA):
        return said
    return f"'{said}"


def _rows(card: Card, told: Report) -> Iterator[Iterable[object]]:
    tally, metric = card.tally, card.metric.id
    yield metric, "all", told.months.said, *_figure(card.figure), tally.unknown, tally.excluded, card.unripe
    for month, figure in card.trend:
        yield metric, "month", month, *_figure(figure)
    for path, figure in card.paths:
        yield metric, "path", path, *_figure(figure)


def _figure(figure: Figure) -> tuple[object, ...]:
    if figure.value is None:
        return "", "", "", figure.n
    ends = (figure.interval.low, figure.interval.high) if figure.interval else (None, None)
    low, high = (None if end is None else round(end, 4) for end in ends)
    return round(figure.value, 4), low, high, figure.n
