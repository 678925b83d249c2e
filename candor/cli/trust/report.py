"""`candor trust report`: all figures of a month, for a terminal, for a program, or to print."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from candor.cli.terminal import WRONG_USE, Trouble, out, print_object
from candor.cli.trust.opened import opened
from candor.services.outcomes.keep_counts import fold_all
from candor.services.outcomes.months import months_of
from candor.services.outcomes.report import Report, report_of
from candor.trust.measuring import Figure
from candor.trust.metrics import Unit
from candor.trust.saying import figure_of, interval_of, value_of

STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.35rem .5rem;border-bottom:1px solid #ccc}"
    "td.n{text-align:right;font-variant-numeric:tabular-nums}"
)


def report(
    month: Annotated[str | None, typer.Option(help="One month, 2026-05; else the last three.")] = None,
    last: Annotated[int, typer.Option(help="So many months with the present one, 1 to 24.")] = 3,
    data: Annotated[Path, typer.Option(help="The product's data folder.")] = Path("var"),
    database: Annotated[str | None, typer.Option(help="Its database; else the one in the data folder.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    as_html: Annotated[bool, typer.Option("--html", help="Print one page that can be printed.")] = False,
) -> None:
    """Say whether people were helped: every metric with its interval, its n, and what is not known."""
    with opened(data, database) as (store, clock):
        try:
            months = months_of(clock.now(), month, last)
        except ValueError as error:
            raise Trouble(f"{error}.", "Give a month as 2026-05, or --last 1 to 24.", WRONG_USE) from None
        fold_all(store, clock)
        told = report_of(store, clock, months)
    if as_json:
        print_object(plain(told))
    elif as_html:
        typer.echo(html(told))
    else:
        _show(told)


def plain(told: Report) -> dict[str, Any]:
    """The report as JSON: what is not known is null, never 0."""
    return {
        "months": [month.isoformat()[:7] for month in told.months.chosen],
        "metrics": {
            card.metric.id: {
                **_figure(card.figure),
                "unit": card.metric.unit.value,
                "unknown": card.tally.unknown,
                "excluded": card.tally.excluded,
                "too_young": card.unripe,
                "paths": {path: _figure(figure) for path, figure in card.paths},
                "trend": {month: _figure(figure) for month, figure in card.trend},
                **({"median_s": card.median, "p90_s": card.ninety} if card.metric.waits else {}),
            }
            for card in told.cards.values()
        },
        "fairness": [
            {
                "metric": metric.id,
                "group": gap.group,
                "other": gap.other,
                **_figure(gap.gap),
                "ratio": gap.ratio,
                "verdict": gap.verdict.value,
            }
            for metric, gap in told.gaps
        ],
    }


def html(told: Report) -> str:
    """One page with nothing to fetch."""
    rows = "".join(
        f"<tr><th scope=row>{escape(card.metric.name)}</th><td class=n>{value_of(card.figure, card.metric.unit)}</td>"
        f"<td class=n>{interval_of(card.figure.interval, card.metric.unit) or '–'}</td>"
        f"<td class=n>{card.figure.n:,}</td><td class=n>{card.tally.unknown:,}</td>"
        f"<td class=n>{card.unripe:,}</td></tr>"
        for card in told.cards.values()
        if card.metric.id != "fairness_gap"
    )
    gaps = "".join(
        f"<tr><th scope=row>{escape(metric.name)}</th><td>{escape(gap.group)} beside {escape(gap.other)}</td>"
        f"<td class=n>{value_of(gap.gap, Unit.POINTS)}</td><td>{gap.verdict.value}</td></tr>"
        for metric, gap in told.gaps
    )
    head = "".join(f"<th scope=col>{name}</th>" for name in ("Metric", "Figure", "95%", "n", "Unknown", "Too young"))
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>Trust, {told.months.said}</title>"
        f"<style>{STYLE}</style>"
        f"<h1>Trust, {told.months.said}</h1><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        f"<h2>Fairness gaps</h2><table><tbody>{gaps}</tbody></table></html>"
    )


def _figure(figure: Figure) -> dict[str, Any]:
    ends = figure.interval
    return {
        "value": figure.value,
        "low": ends.low if ends else None,
        "high": ends.high if ends else None,
        "n": figure.n,
    }


def _show(told: Report) -> None:
    table = Table("", "figure", "unknown", "left out", "too young", title=f"Trust, {told.months.said}")
    for card in told.cards.values():
        if card.metric.id != "fairness_gap":
            counts = (card.tally.unknown, card.tally.excluded, card.unripe)
            table.add_row(card.metric.name, figure_of(card.metric, card.figure), *(f"{count:,}" for count in counts))
    out().print(table)
    for metric, gap in told.gaps:
        said = f"{metric.name}: {gap.group} beside {gap.other}, {value_of(gap.gap, Unit.POINTS)}"
        out().print(f"{said}: {gap.verdict.value}")
