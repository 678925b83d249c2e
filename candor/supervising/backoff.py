"""How long to wait before a process that ended is started again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Backoff:
    """Seconds, doubling from `first` to `longest`; back to `first` once a process ran `healthy_after` seconds."""

    first: float = 0.2
    longest: float = 10.0
    healthy_after: float = 30.0
    _next: float | None = None

    def after(self, ran_for: float) -> float:
        """The wait after a process that ran for so many seconds."""
        if self._next is None or ran_for >= self.healthy_after:
            self._next = self.first
        wait = self._next
        self._next = min(wait * 2, self.longest)
        return wait
