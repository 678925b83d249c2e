"""One place among the product's processes: who serves there, who comes after, and who is on the way out."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping

from candor.supervising.child import Child
from candor.supervising.logs import Log
from candor.supervising.process import Ended, Event, NotSucceeded, Process, Stopped, Succeeded

LOOKS_EVERY = 1.0


class Succession:
    """Must be used from one thread, as its children."""

    def __init__(
        self, process: Process, log: Log, grace: float, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self.process = process
        self._log = log
        self._grace = grace
        self._monotonic = monotonic
        self._serving = Child(process, log)
        self._next: Child | None = None
        self._leaving: list[tuple[Child, float]] = []
        self._look_at = 0.0
        self._refused: Mapping[str, str] | None = None

    @property
    def pid(self) -> int | None:
        return self._serving.pid

    def look_after(self) -> Iterator[Event]:
        """What happened, if anything did."""
        event = self._serving.look_after()
        if event is not None:
            yield event
        yield from self._see_off()
        if self._next is not None:
            yield from self._bring_in(self._next)
        elif self._wants_another():
            self._next = Child(self.process, self._log, succeeds=True)
            self._next.look_after()

    def _wants_another(self) -> bool:
        follows = self.process.follows
        if follows is None or self._serving.pid is None or self._monotonic() < self._look_at:
            return False
        self._look_at = self._monotonic() + LOOKS_EVERY
        wanted = follows.wanted()
        return wanted not in (self._serving.runs_with, self._refused)

    def _bring_in(self, child: Child) -> Iterator[Event]:
        """A successor that ends before it serves is not tried again: the old one is better than none."""
        if child.pid is not None and child.is_ready:
            self._serving.ask_to_stop()
            self._leaving.append((self._serving, self._monotonic() + self._grace))
            self._serving, self._next, self._refused = child, None, None
            yield Succeeded(self.process.name, child.pid)
        elif isinstance(child.look_after(), Ended):
            self._next, self._refused = None, child.runs_with
            assert self.process.follows
            self.process.follows.refused(child.runs_with)
            yield NotSucceeded(self.process.name)

    def _see_off(self) -> Iterator[Event]:
        for child, until in list(self._leaving):
            if child.wait(0) or self._monotonic() >= until:
                self._leaving.remove((child, until))
                stopped = child.finish()
                if stopped and stopped.killed:
                    yield stopped

    def ask_to_stop(self) -> None:
        for child in self._all():
            child.ask_to_stop()

    def wait(self, seconds: float) -> bool:
        """Whether all of them have ended within so many seconds."""
        until = self._monotonic() + seconds
        ended = [child.wait(max(until - self._monotonic(), 0)) for child in self._all()]
        return all(ended)

    def finish(self) -> Stopped | None:
        """As of a child; told once for the place."""
        told = [stopped for stopped in [child.finish() for child in self._all()] if stopped]
        return Stopped(self.process.name, any(one.killed for one in told)) if told else None

    def _all(self) -> list[Child]:
        return [self._serving, *([self._next] if self._next else []), *(child for child, _ in self._leaving)]
