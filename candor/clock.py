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
    """The system's clock, or one that starts at an ISO instant (`2026-05-12T15:00:00+00:00`)."""
    if not setting:
        return SystemClock()
    start = datetime.fromisoformat(setting)
    return RunningClock(start.astimezone(UTC) if start.tzinfo else start.replace(tzinfo=UTC))


def day_in(zone: str, instant: datetime) -> date:
    """The calendar day of an instant in an account's time zone (deadlines are calendar days there)."""
    return instant.astimezone(ZoneInfo(zone)).date()
