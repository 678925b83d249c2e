"""`candor trust page`: docs/reference/metrics.md, made from the definitions that the board counts by."""

from __future__ import annotations

from collections.abc import Iterator

import typer

from candor.services.outcomes.ask_later import GOOD_FOR, NOT_AGAIN
from candor.store.promises import COMES_DUE
from candor.trust.counting import ASSESSED_WITHIN, FAIR, HARM_SHOWS_WITHIN, REPEAT_WITHIN
from candor.trust.fairness import FOUR_FIFTHS, WIDE
from candor.trust.metrics import GROUPS, METRICS, Metric

HEAD = """# Metrics of trust

This page is made by `candor trust page`: what the trust board (`/trust`) and `candor trust report` count, and
how.

All figures are for calendar months in UTC, of first contact where nothing else is said. A share has Wilson's
interval, a difference of shares Newcombe's, a mean Student's t, a promoter score its standard error; all at
95%. What nobody knows is counted beside the figure and never in it; the board also says how far the figure
could lie if it were known. What is too young to be known is left out until it is ripe, and is not a zero. Talks
of mystery shoppers are left out.
"""

COMES_DUE_MINUTES = int(COMES_DUE.total_seconds()) // 60

TAIL = f"""
## Where the figures come from

Each answer, rating, hand-over, promise and dispute writes its row in the transaction that makes it, with a note
in an outbox. The app folds the notes into counts a day every two seconds. `candor trust rebuild` counts all
rows anew with the same result, while the product goes on; after segments were changed it is needed once.

An issue is one customer's one charge in one contact. Four hours of silence, or another talk, make a new
contact. One within {REPEAT_WITHIN.days} × 24 hours repeats the issue and corrects what came of it, however
late. Whether it was resolved is what the customer answers to "did that make sense?", or what a person says who
closes the talk; silence is unknown. Harm of deflection needs {HARM_SHOWS_WITHIN.days} days; an assessment is
quick within {int(ASSESSED_WITHIN.total_seconds())} seconds.

## What is asked

One question at the end of a talk, drawn by the talk's id: satisfaction, effort or whether one would tell a friend,
each on its scale, with room for words. It can be skipped, no money hangs on it, and it is never asked after a death,
fraud, coercion or self-harm. A day later a customer whose address is verified may be asked by mail, at most once in
{NOT_AGAIN.days} days: the link works once and ends after {GOOD_FOR.days} days (`CANDOR_PUBLIC_URL`).

## Promises

Each "by when" is a row: made by the bot or by a person, kept, withdrawn by the customer, or broken when its time
has passed. {COMES_DUE_MINUTES} minutes before that the desk is told, and again when it has passed; then it
stands in the audit trail.

## Fairness

Looked at for {", ".join(METRICS[name].name for name in FAIR)}. Groups are rows of `fairness_segments`
(customer, dimension, value), read by the counting alone. An alert: a gap of {WIDE:g} points or more whose
interval leaves out 0, or a ratio below {FOUR_FIFTHS:.2f}. A gap as wide whose interval holds 0 is watched.

## From the books of the house

Churn, goodwill against revenue kept, and finance come from `trust_figures`: month, name, part, hits, n and cents.
Goodwill against its budget is read from our own grants, and from there for months before them. Without rows they are
shown as not known.
"""


def page() -> None:
    """Print docs/reference/metrics.md."""
    typer.echo(made(), nl=False)


def made() -> str:
    """The page's text."""
    return HEAD + "".join(part for group in GROUPS for part in _group(group)) + TAIL


def _group(group: str) -> Iterator[str]:
    yield f"\n## {group}\n"
    for metric in METRICS.values():
        if metric.group == group:
            yield _metric(metric)


def _metric(metric: Metric) -> str:
    better = {"more": "more is better", "less": "less is better", "neither": "no way is better by itself"}
    rows = (
        ("counted", metric.numerator),
        ("of", metric.denominator),
        ("left out", metric.exclusions),
        ("month", metric.window),
        ("shown", metric.ripe),
        ("said in", f"{metric.unit.value}; {better[metric.good.value]}"),
    )
    table = "".join(f"| {name} | {said} |\n" for name, said in rows)
    target = f"| target | {metric.target:g}% |\n" if metric.target is not None else ""
    return f"\n### {metric.name}\n\n`{metric.id}`\n\n| | |\n|---|---|\n{table}{target}"
