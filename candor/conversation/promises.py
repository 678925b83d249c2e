"""By when a person answers: counted in the team's own hours, so that no promise falls into a night or a holiday."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from candor.conversation.low_trust import TrustRule

QUARTER = timedelta(minutes=15)
OTHER = "other"


@dataclass(frozen=True)
class HandOffPolicy:
    """The written rules of data/policy/handoff.yml.

    `hours`: weekday (Monday is 0) to opening and closing, local to `time_zone`. `promise`: trigger to minutes of
    those hours; `other` stands for a trigger without its own. `always`: triggers that are answered day and night.
    `teams`: whose queue a trigger waits in, if not everybody's. An agent who is silent for `alert` while a customer
    waits is reminded; after `back` the talk waits in the queue again.
    """

    version: int
    time_zone: str
    hours: Mapping[int, tuple[time, time]]
    holidays: frozenset[date]
    promise: Mapping[str, int]
    fraud_line: str
    always: frozenset[str] = frozenset()
    teams: Mapping[str, str] = field(default_factory=dict)
    alert: timedelta = timedelta(minutes=3)
    back: timedelta = timedelta(minutes=10)
    crisis_line: str = ""
    low_trust: TrustRule = field(default_factory=TrustRule)


def due(trigger: str, now: datetime, policy: HandOffPolicy) -> datetime:
    """The instant (UTC, a full quarter of an hour) by which a person answers what was handed over `now`."""
    left = timedelta(minutes=policy.promise.get(trigger, policy.promise[OTHER]))
    if trigger in policy.always:
        return _next_quarter(now + left)
    for opens, closes in _open_times(now, policy):
        if left <= closes - opens:
            return min(_next_quarter(opens + left), closes)
        left -= closes - opens
    raise AssertionError("the team's hours never end")


def is_open(now: datetime, policy: HandOffPolicy) -> bool:
    """Whether the team is there."""
    opens, _ = next(_open_times(now, policy))
    return opens == now


def next_opening(now: datetime, policy: HandOffPolicy) -> datetime:
    """When the team comes back next; while it is there, when it comes back after it has gone."""
    return next(opens for opens, _ in _open_times(now, policy) if opens > now)


def _open_times(now: datetime, policy: HandOffPolicy) -> Iterator[tuple[datetime, datetime]]:
    """The stretches from `now` on in which the team is there, the first one cut at `now`; in UTC, without end."""
    zone = ZoneInfo(policy.time_zone)
    day = now.astimezone(zone).date()
    while True:
        if day.weekday() in policy.hours and day not in policy.holidays:
            opens, closes = (
                datetime.combine(day, at, tzinfo=zone).astimezone(UTC) for at in policy.hours[day.weekday()]
            )
            if closes > now:
                yield max(opens, now.astimezone(UTC)), closes
        day += timedelta(days=1)


def _next_quarter(instant: datetime) -> datetime:
    """Rounded up, never down: a promise read as 11:15 must hold at 11:15."""
    over = (instant - datetime(1970, 1, 1, tzinfo=UTC)) % QUARTER
    return instant + (QUARTER - over if over else timedelta())
