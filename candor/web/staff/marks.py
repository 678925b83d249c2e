"""How pages say moments, stretches of time and sums."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from candor.billing.money import Money

MINUTE, HOUR, DAY = 60, 3600, 86400


def filters(time_zone: str) -> Mapping[str, Callable[..., Any]]:
    """The templates' filters. Moments are shown in the team's own zone."""
    zone = ZoneInfo(time_zone)

    def moment(at: datetime) -> str:
        """`May 12, 3:04 PM`."""
        local = at.astimezone(zone)
        return f"{local:%b} {local.day}, {local.hour % 12 or 12}:{local:%M %p}"

    def clock_time(at: datetime) -> str:
        """`3:04 PM`."""
        local = at.astimezone(zone)
        return f"{local.hour % 12 or 12}:{local:%M %p}"

    def day(at: datetime) -> str:
        """`Tue, May 12`."""
        local = at.astimezone(zone)
        return f"{local:%a, %b} {local.day}"

    marks = {"moment": moment, "clock_time": clock_time, "day": day}
    return {**marks, "date": calendar_day, "iso": iso, "stretch": stretch, "money": money}


def calendar_day(day: date) -> str:
    """`May 12, 2026`, of a day that is no moment: it is the same in every zone."""
    return f"{day:%b} {day.day}, {day.year}"


def iso(at: datetime) -> str:
    """For the datetime attribute of <time>."""
    return at.isoformat(timespec="seconds")


def stretch(length: timedelta) -> str:
    """About how long: `40 s`, `12 min`, `3 h 05 min`, `2 days`. The sign is the caller's word (`late`, `left`)."""
    seconds = int(abs(length.total_seconds()))
    if seconds < MINUTE:
        return f"{seconds} s"
    if seconds < HOUR:
        return f"{seconds // MINUTE} min"
    if seconds < DAY:
        return f"{seconds // HOUR} h {seconds % HOUR // MINUTE:02} min"
    return "1 day" if seconds < 2 * DAY else f"{seconds // DAY} days"


def money(cents: int, currency: str = "USD") -> str:
    return str(Money(cents, currency))
