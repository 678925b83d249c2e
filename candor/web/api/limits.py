"""How much one caller may ask for: bytes a body, requests a minute, streams at once."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import ip_address, ip_network
from math import ceil

from candor.clock import Clock
from candor.errors import TooManyRequests

BODY_BYTES = 16 * 1024
STREAMS_PER_SESSION = 10


class TryLater(TooManyRequests):
    """More than one person asks for in a minute."""

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self.seconds = seconds


@dataclass
class Rate:
    """A token bucket for each caller: `per_minute` at once, then one each 60/per_minute seconds.

    Keeps the `remembered` callers that asked last. One that fell out had to be the longest silent, and after a
    minute of silence its bucket is full anyway.
    """

    clock: Clock
    per_minute: int
    remembered: int = 20_000
    _buckets: OrderedDict[str, tuple[float, datetime]] = field(default_factory=OrderedDict)

    def take(self, caller: str) -> None:
        """Counts one request; raises TryLater with the whole seconds until the next one is free."""
        now = self.clock.now()
        tokens = self._tokens(caller, now)
        if tokens < 1:
            raise TryLater(max(1, ceil((1 - tokens) * 60 / self.per_minute)))
        self._buckets[caller] = (tokens - 1, now)
        self._buckets.move_to_end(caller)
        while len(self._buckets) > self.remembered:
            self._buckets.popitem(last=False)

    def _tokens(self, caller: str, now: datetime) -> float:
        tokens, since = self._buckets.get(caller, (float(self.per_minute), now))
        # A clock that was set back must not lock anybody out, nor give anything away.
        elapsed = max(0.0, (now - since).total_seconds())
        return min(float(self.per_minute), tokens + elapsed * self.per_minute / 60)


@dataclass
class Streams:
    """How many event streams each session holds open at this moment."""

    most: int = STREAMS_PER_SESSION
    _open: dict[str, int] = field(default_factory=dict)

    def enter(self, session: str) -> None:
        """Raises TryLater when the session has `most` open already."""
        if self._open.get(session, 0) >= self.most:
            raise TryLater(5)
        self._open[session] = self._open.get(session, 0) + 1

    def leave(self, session: str) -> None:
        left = self._open.pop(session, 1) - 1
        if left > 0:
            self._open[session] = left

    @property
    def count(self) -> int:
        return sum(self._open.values())


def caller_of(address: str) -> str:
    """The address that a rate counts by: an IPv4 address, or the /64 that one IPv6 subscriber has to themselves."""
    try:
        ip = ip_address(address)
    except ValueError:
        return "unknown"
    return str(ip) if ip.version == 4 else str(ip_network((ip, 64), strict=False))
