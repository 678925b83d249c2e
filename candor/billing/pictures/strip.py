"""An interest sum as a strip of days: how long each balance was owed, and how high it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from candor.billing.days import MONTHS, spoken_count, spoken_span
from candor.billing.explanation import Span
from candor.billing.lines.days_owed import rate_of
from candor.billing.pictures.drawing import (
    EDGE,
    INNER,
    SMALL,
    Picture,
    box,
    cut,
    picture,
    rule,
    wide,
    wrapped,
    write,
)

HIGH, ROW, LINE = 96, 22, 18


@dataclass(frozen=True)
class Strip:
    """The days of a sum. `ends` closes it and `told` is all of it, in words; `today` decides which years are said."""

    title: str
    spans: Sequence[Span]
    ends: str
    told: str
    today: date


def strip(its: Strip) -> Picture:
    """One strip for each balance, with its days as rows below it. Raises ValueError without days."""
    if not its.spans:
        raise ValueError("there are no days to draw")
    body, y = list[str](), 16.0
    for line in wrapped(its.title, INNER, 16):
        y += 20
        body.append(write(EDGE, y, line, "strong", 16))
    with_rate = len({span.daily_rate for span in its.spans}) > 1
    for balance in _balances(its.spans):
        drawn, y = _balance(balance, y + 20, its.today, with_rate=with_rate)
        body += drawn
    y += 12
    for line in wrapped(its.ends, INNER):
        y += LINE
        body.append(write(EDGE, y, line))
    return picture(its.title, its.told, body, int(y) + 16)


def _balances(spans: Sequence[Span]) -> Iterator[list[Span]]:
    """The days of one balance after those of another: where they begin again, it is the next one."""
    found: list[Span] = []
    for span in spans:
        if found and span.first <= found[-1].last:
            yield found
            found = []
        found.append(span)
    yield found


def _balance(spans: list[Span], y: float, today: date, *, with_rate: bool) -> tuple[list[str], float]:
    """The shapes, and where they end."""
    first, days = spans[0].first, (spans[-1].last - spans[0].first).days + 1
    most = max(span.owed.cents for span in spans)
    foot = y + 18 + HIGH
    body = [rule(EDGE, foot, EDGE + INNER, foot)]
    for span in spans:
        x = EDGE + INNER * (span.first - first).days / days
        width, high = INNER * span.days / days, HIGH * span.owed.cents / most
        body.append(box(x, foot - high, width - (1 if width > 3 else 0), high, "less"))
        if wide(str(span.owed), SMALL) + 10 < width:
            body.append(write(x + width / 2, foot - high - 5, str(span.owed), "soft", SMALL, "middle"))
    body += _days_below(first, spans[-1].last, foot + 15)
    y = foot + 26
    for span in spans:
        y += ROW
        body += _row(span, y, today, with_rate=with_rate)
    return body, y


def _days_below(first: date, last: date, y: float) -> list[str]:
    begins = write(EDGE, y, _short(first), "soft", SMALL)
    return [begins] if first == last else [begins, write(EDGE + INNER, y, _short(last), "soft", SMALL, "end")]


def _row(span: Span, y: float, today: date, *, with_rate: bool) -> list[str]:
    """`Apr 1–10`, `10 days × $1,000.00` and its interest, in three columns; the rate where there are several."""
    when = _shortened(spoken_span(span.first, span.last, today))
    owed = f"{spoken_count(span.days)} × {span.owed}" + (f" at {rate_of(span.apr)}" if with_rate else "")
    room = INNER - 66 - wide(owed, SMALL) - 8
    return [
        write(EDGE, y, cut(when, room, SMALL), "ink", SMALL),
        write(EDGE + INNER - 66, y, owed, "ink", SMALL, "end"),
        write(EDGE + INNER, y, str(span.interest), "strong", SMALL, "end"),
    ]


def _short(day: date) -> str:
    return f"{MONTHS[day.month - 1][:3]} {day.day}"


def _shortened(when: str) -> str:
    """The same days with each month in three letters: there is little room."""
    for month in MONTHS:
        when = when.replace(month, month[:3])
    return when
