"""Figures as people read them: `76.0%`, `30.0 points`, `5.84`, each with its interval and its n."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from candor.trust.intervals import Interval
from candor.trust.measuring import Figure
from candor.trust.metrics import Metric, Unit

UNKNOWN = "not known"
DIGITS = {Unit.PERCENT: 1, Unit.POINTS: 1, Unit.MEAN: 2, Unit.RATIO: 2, Unit.MONEY: 0}
AFTER = {Unit.PERCENT: "%", Unit.POINTS: " points", Unit.MEAN: "", Unit.RATIO: "", Unit.MONEY: ""}


def printed(value: float, digits: int = 1) -> str:
    """Rounded half up, as people round, with thousands apart."""
    exact = Decimal(repr(round(value, 9))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    said = f"{exact:,}"
    return said.replace("-", "−") if exact else said.replace("-", "")


def value_of(figure: Figure, unit: Unit) -> str:
    return UNKNOWN if figure.value is None else printed(figure.value, DIGITS[unit]) + AFTER[unit]


def interval_of(interval: Interval | None, unit: Unit) -> str:
    """`72.9 to 78.8`; "" where there is none."""
    if interval is None:
        return ""
    return f"{printed(interval.low, DIGITS[unit])} to {printed(interval.high, DIGITS[unit])}"


def figure_of(metric: Metric, figure: Figure) -> str:
    """`76.0% (72.9 to 78.8), n = 800`."""
    if figure.value is None:
        return UNKNOWN
    between = interval_of(figure.interval, metric.unit)
    return f"{value_of(figure, metric.unit)}{f' ({between})' if between else ''}, n = {figure.n:,}"


def wait_of(seconds: int | None) -> str:
    """`45 s`, `12 min`, `3 h 30 min`."""
    if seconds is None:
        return UNKNOWN
    if seconds < 120:
        return f"{seconds} s"
    if seconds < 7200:
        return f"{seconds // 60} min" + (f" {seconds % 60} s" if seconds % 60 else "")
    hours, minutes = seconds // 3600, seconds % 3600 // 60
    return f"{hours} h" + (f" {minutes} min" if minutes else "")
