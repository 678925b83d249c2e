"""Where the time comes from. Everything that needs "now" is given a clock; nothing asks the machine by itself."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Gives the present instant, aware and in UTC."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass
class RunningClock:
    """A clock that was set to `start` when it was made and runs on from there, whatever the machine's clock does."""

    start: datetime
    _set_at: float = field(default_factory=time.monotonic)

    def now(self) -> datetime:
        return self.start + timedelta(seconds=time.monotonic() - self._set_at)


@dataclass
class FixedClock:
    """A clock that stands still until a test moves it."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    def advance(self, by: timedelta) -> None:
        self.at += by


def clock_from(setting: str | None) -> Clock:
    """The system's clock, or one that starts at an ISO instant (`2026-05-12T15:00:00+00:00`).

    `INSTANT@SECONDS` says when it was set, in seconds of the system's clock since 1970: a process that is started
    again goes on from where the clock is, not from where it began.
    """
    if not setting:
        return SystemClock()
    instant, _, set_at = setting.partition("@")
    start = datetime.fromisoformat(instant)
    start = start.astimezone(UTC) if start.tzinfo else start.replace(tzinfo=UTC)
    return RunningClock(start + timedelta(seconds=time.time() - float(set_at)) if set_at else start)


def anchored(setting: str | None, now: float) -> str | None:
    """The same setting with the moment at which it was set, if it has none yet."""
    return f"{setting}@{now}" if setting and "@" not in setting else setting


def day_in(zone: str, instant: datetime) -> date:
    """The calendar day of an instant in an account's time zone (deadlines are calendar days there)."""
    return instant.astimezone(ZoneInfo(zone)).date()
