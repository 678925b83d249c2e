"""A metric's months as a line within the band of its interval: drawn on the server, with a table as its twin.

No script, no style of its own: colours come from the page's stylesheet, so that a strict policy allows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from candor.trust.measuring import Figure

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 320, 110, 38, 8, 8, 20
Months = Sequence[tuple[str, Figure]]


def trend(title: str, months: Months, *, least: float | None = None, most: float | None = None) -> str:
    """The SVG. The line is broken where a month has no figure: nothing is drawn that is not known."""
    low, high = _range(months, least, most)
    points = [(_x(place, len(months)), figure) for place, (_, figure) in enumerate(months)]
    runs = [list(run) for known, run in groupby(points, key=lambda point: point[1].value is not None) if known]
    body = [*_grid(low, high), *_labels(months)]
    for run in runs:
        body += _run(run, low, high)
    told = escape(f"{title}, by month. The table beside it holds the same figures.")
    return (
        f'<svg class="trend" role="img" viewBox="0 0 {WIDTH} {HEIGHT}" aria-label={quoteattr(title)}>'
        f"<desc>{told}</desc>{''.join(body)}</svg>"
    )


def _run(run: list[tuple[float, Figure]], low: float, high: float) -> list[str]:
    """A stretch of months that are all known: band, line, and a dot on the last."""
    line = [(x, _y(figure.value or 0.0, low, high)) for x, figure in run]
    tops = [(x, _y(figure.interval.high if figure.interval else figure.value or 0.0, low, high)) for x, figure in run]
    ends = [(x, _y(figure.interval.low if figure.interval else figure.value or 0.0, low, high)) for x, figure in run]
    x, y = line[-1]
    drawn = [f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="3"/>']
    if len(run) > 1:
        drawn.insert(0, f'<polyline class="line" points="{_points(line)}"/>')
        drawn.insert(0, f'<polygon class="band" points="{_points([*tops, *ends[::-1]])}"/>')
    else:
        drawn.insert(0, f'<line class="reach" x1="{x:.1f}" x2="{x:.1f}" y1="{tops[0][1]:.1f}" y2="{ends[0][1]:.1f}"/>')
    return drawn


def _range(months: Months, least: float | None, most: float | None) -> tuple[float, float]:
    values = [value for _, figure in months if figure.value is not None for value in _reach(figure)]
    low, high = min(values, default=0.0), max(values, default=1.0)
    room = max((high - low) * 0.08, 0.5 if high > 2 else 0.05)
    low, high = low - room, high + room
    return (max(low, least) if least is not None else low), (min(high, most) if most is not None else high)


def _reach(figure: Figure) -> tuple[float, float]:
    value = figure.value or 0.0
    return (figure.interval.low, figure.interval.high) if figure.interval else (value, value)


def _grid(low: float, high: float) -> list[str]:
    drawn = []
    for value in (low, (low + high) / 2, high):
        y = _y(value, low, high)
        digits = 0 if high - low > 4 else 1 if high - low > 0.4 else 2
        drawn.append(f'<line class="rule" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
        drawn.append(
            f'<text class="scale" x="{LEFT - 5}" y="{y + 3.5:.1f}" text-anchor="end">{value:,.{digits}f}</text>'
        )
    return drawn


def _labels(months: Months) -> list[str]:
    last = len(months) - 1
    places = sorted({0, last // 2, last}) if months else []
    anchors = {0: "start", last: "end"}
    return [
        f'<text class="scale" x="{_x(place, len(months)):.1f}" y="{HEIGHT - 5}"'
        f' text-anchor="{anchors.get(place, "middle")}">{escape(months[place][0])}</text>'
        for place in places
    ]


def _x(place: int, count: int) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * (place / (count - 1) if count > 1 else 0.5)


def _y(value: float, low: float, high: float) -> float:
    share = (value - low) / (high - low) if high > low else 0.5
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * min(1.0, max(0.0, share))


def _points(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
