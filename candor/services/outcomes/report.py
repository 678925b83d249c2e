"""The trust report of some months: each metric with its interval, its trend, its paths, and what is not known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from candor.clock import Clock
from candor.goodwill.granted import Spent
from candor.services.outcomes.months import Months, label_of
from candor.services.tools import Tools
from candor.store import Store, Transaction
from candor.store.disputes import KeptCase
from candor.store.promises import PromiseRow
from candor.trust.fairness import Gap, gaps
from candor.trust.intervals import Interval
from candor.trust.measuring import (
    NOTHING_KNOWN,
    Figure,
    difference,
    if_unknown_were_known,
    part_of_budget,
    retained,
    share,
)
from candor.trust.metrics import METRICS, Metric
from candor.trust.rows import Path
from candor.trust.tally import NOTHING, Tally, tallied
from candor.trust.waits import quantile_of

Figures = list[tuple[date, str, str, int, int, int]]
CONTACT, CONTROL = "contact", "control"
BUDGET = "goodwill_budget"
SHOWN = 12
"""Promises and disputes that the board lists."""


@dataclass(frozen=True)
class Card:
    """One metric over the report's months. `trend` has each month of the past, `paths` who served.

    `hidden` is how far the figure could lie if what is unknown were known; `unripe` how many are too young to count.
    """

    metric: Metric
    figure: Figure
    tally: Tally
    hidden: Interval | None
    unripe: int
    trend: tuple[tuple[str, Figure], ...]
    paths: tuple[tuple[str, Figure], ...]
    median: int | None = None
    ninety: int | None = None
    beside: Figure | None = None


@dataclass(frozen=True)
class Promised:
    """How many promises are open now, how many of them come due within a day, and how many are past their time."""

    open: int
    soon: int
    broken: int


@dataclass(frozen=True)
class Report:
    """`goodwill` is each chosen month whose budget is ours to know; `clocks` the open disputes that run out first."""

    months: Months
    cards: Mapping[str, Card]
    gaps: tuple[tuple[Metric, Gap], ...]
    promises: tuple[PromiseRow, ...]
    promised: Promised
    goodwill: tuple[Spent, ...]
    clocks: tuple[KeptCase, ...]
    now: datetime
    rebuilt_at: datetime | None
    waiting: int

    @property
    def is_empty(self) -> bool:
        return all(card.figure.value is None and not card.unripe for card in self.cards.values())


def report(tools: Tools, months: Months) -> Report:
    """Reads the counts, never the rows behind them."""
    return report_of(tools.store, tools.clock, months)


def report_of(store: Store, clock: Clock, months: Months) -> Report:
    """As `report`, for who has no more than a store and a clock."""
    now = clock.now()
    with store.read() as tx:
        return Report(
            months=months,
            cards=_cards(tx, months, now.date()),
            gaps=_gaps(tx, months, now.date()),
            promises=tuple(tx.promises.open(SHOWN)),
            promised=Promised(*tx.promises.how_many(now, now + timedelta(days=1))),
            goodwill=tuple(tx.goodwill.spent(months.since, months.chosen[-1])),
            clocks=tuple(tx.disputes.running(SHOWN)),
            now=now,
            rebuilt_at=tx.folding.rebuilt_at(),
            waiting=tx.counted.waiting(),
        )


def _cards(tx: Transaction, months: Months, today: date) -> dict[str, Card]:
    by_month: defaultdict[str, defaultdict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
    by_path: defaultdict[str, defaultdict[str, Tally]] = defaultdict(lambda: defaultdict(Tally))
    chosen = {label_of(month) for month in months.chosen}
    for name, path, month, tally in tx.counts.by_month(months.first_of_trend, months.until, today):
        by_month[name][month] = by_month[name][month].plus(tally)
        if month in chosen:
            by_path[name][path] = by_path[name][path].plus(tally)
    unripe = tx.counts.unripe(months.since, months.until, today)
    waits = tx.counts.waits(months.since, months.until)
    books = _books(tx, months)
    cards = {}
    for metric in METRICS.values():
        if metric.counted is None:
            cards[metric.id] = _from_books(metric, books, months)
            continue
        tallies = by_month[metric.id]
        tally = tallied(tallies[month] for month in chosen)
        steps = waits.get(metric.id, {}) if metric.waits else {}
        cards[metric.id] = Card(
            metric=metric,
            figure=metric.figure(tally),
            tally=tally,
            hidden=if_unknown_were_known(tally) if metric.counted is share and tally.unknown else None,
            unripe=unripe.get(metric.id, 0),
            trend=tuple((label_of(m), metric.figure(tallies[label_of(m)])) for m in months.trend),
            paths=tuple((path.value, metric.figure(by_path[metric.id][path.value])) for path in Path),
            median=quantile_of(steps, 0.5),
            ninety=quantile_of(steps, 0.9),
        )
    return cards


def _books(tx: Transaction, months: Months) -> Figures:
    """What the books of the house say; of goodwill our own rows, for the months that have some."""
    own = {date.fromisoformat(f"{one.month}-01"): one for one in tx.goodwill.spent(months.first_of_trend, months.until)}
    books = tx.counts.figures(months.first_of_trend, months.until)
    kept = [row for row in books if row[1] != BUDGET or row[0] not in own]
    for month, spent in own.items():
        kept += [(month, BUDGET, "budget", 0, 0, spent.budget), (month, BUDGET, "spent", 0, 0, spent.total)]
    return kept


def _from_books(metric: Metric, books: Figures, months: Months) -> Card:
    """A card whose figures come from the books of the house; unknown where nobody has brought them in."""
    chosen = [row for row in books if row[0] in months.chosen and row[1] == metric.id]
    figure, beside = _of_books(metric.id, chosen)
    trend = tuple(
        (label_of(month), _of_books(metric.id, [row for row in books if row[0] == month and row[1] == metric.id])[0])
        for month in months.trend
    )
    return Card(metric, figure, NOTHING, None, 0, trend, (), beside=beside)


def _of_books(metric: str, rows: Figures) -> tuple[Figure, Figure | None]:
    parts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for _, _, part, hits, n, cents in rows:
        for place, value in enumerate((hits, n, cents)):
            parts[part][place] += value
    contact, control = (Tally(parts[name][1], parts[name][0]) for name in (CONTACT, CONTROL))
    match metric:
        case "churn" if contact.n:
            return share(contact), difference(contact, control)
        case _ if metric == BUDGET and parts["budget"][2]:
            return part_of_budget(parts["spent"][2] - parts["taken_back"][2], parts["budget"][2]), None
        case "goodwill_retained" if contact.n and control.n:
            yearly = parts["yearly_revenue"][2] // max(1, parts["yearly_revenue"][1])
            return retained(contact, control, yearly, parts["spent"][2]), difference(contact, control)
        case "finance" if parts["ebitda"][1]:
            return Figure(parts["ebitda"][2] / 100, None, parts["ebitda"][1]), Figure(
                parts["revenue"][2] / 100, None, parts["revenue"][1]
            )
    return NOTHING_KNOWN, None


def _gaps(tx: Transaction, months: Months, today: date) -> tuple[tuple[Metric, Gap], ...]:
    found = tx.counts.by_segment(months.since, months.until, today)
    return tuple((METRICS[name], gap) for name in METRICS if name in found for gap in gaps(found[name]))
