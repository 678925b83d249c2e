"""What stands behind a figure: its newest rows, how each counts, and the talk it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from candor.services.outcomes.months import Months
from candor.services.tools import Tools
from candor.store.trust.outbox import Counted
from candor.trust.counting import counts_of
from candor.trust.rows import Row
from candor.trust.tally import NO_STEP

KINDS = {
    "true_resolution": Counted.ISSUE,
    "first_contact_resolution": Counted.ISSUE,
    "repeat_contact": Counted.ISSUE,
    "deflection_harm": Counted.ISSUE,
    "time_to_assessment": Counted.ISSUE,
    "containment": Counted.TALK,
    "explanation_understood": Counted.ANSWER,
    "csat": Counted.SURVEY,
    "nps": Counted.SURVEY,
    "effort": Counted.SURVEY,
    "not_right_first_time": Counted.REACTION,
    "promise_kept": Counted.PROMISE,
    "handoff_wait": Counted.HAND_OVER,
    "context_completeness": Counted.HAND_OVER,
    "dispute_clocks": Counted.CASE,
    "mystery_shopping": Counted.SHOP,
}
LOOKED_AT, SHOWN = 400, 100


@dataclass(frozen=True)
class Behind:
    """One row: `counts` is `yes`, `no`, `unknown`, `left out` or `too young`; the rest is what to read beside it."""

    at: datetime
    counts: str
    said: str
    conversation_id: str | None


def behind(tools: Tools, metric: str, months: Months) -> list[Behind]:
    """The newest rows that count for the metric; those that count against it first where `no` is what hurts."""
    kind = KINDS.get(metric)
    if kind is None:
        return []
    today = tools.clock.now().date()
    with tools.store.read() as tx:
        found = tx.examples.newest(kind, months.since, months.until, LOOKED_AT)
    rows = [one for row, talk in found if (one := _behind(row, metric, talk, today))]
    return rows[:SHOWN]


def _behind(row: Row, metric: str, talk: str | None, today: Any) -> Behind | None:
    for key, tally in counts_of(row).items():
        if key.metric == metric and key.step == NO_STEP:
            if key.ripe > today:
                counts = "too young"
            elif tally.unknown:
                counts = "unknown"
            elif tally.excluded:
                counts = "left out"
            elif metric in ("effort", "mystery_shopping"):
                counts = "value"
            else:
                counts = "yes" if tally.hits else "no"
            return Behind(_at(row), counts, _said(row), talk)
    return None


def _at(row: Row) -> datetime:
    names = ("first_at", "at", "made_at", "requested_at", "notice_at")
    return next(value for name in names if isinstance(value := getattr(row, name, None), datetime))


def _said(row: Row) -> str:
    """What the row holds beside its times, in a few words."""
    shown = (
        "wanted",
        "result",
        "resolved",
        "cause",
        "kind",
        "score",
        "path",
        "points",
        "possible",
        "upheld",
        "understood",
    )
    parts = [f"{name} {_plain(getattr(row, name))}" for name in shown if getattr(row, name, None) is not None]
    if getattr(row, "repeated_at", None):
        parts.append("came back")
    return ", ".join(parts)


def _plain(value: Any) -> str:
    return (
        {True: "yes", False: "no"}.get(value, str(value).replace("_", " "))
        if isinstance(value, bool)
        else str(value).replace("_", " ")
    )
