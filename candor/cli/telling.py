"""How far a long command is: to people a bar with the time that is left, to programs a JSON object each second."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from candor.cli.terminal import print_object

SECONDS_BETWEEN = 1.0


@dataclass
class Bar:
    """How much of one thing is done; may be moved from several threads. `show` is told each move."""

    show: Callable[[Bar], None]
    of: int | None = None
    done: int = 0
    monotonic: Callable[[], float] = time.monotonic
    _first_at: float | None = None
    _lock: Lock = field(default_factory=Lock)

    def advance(self) -> None:
        with self._lock:
            self._move(self.done + 1)

    def move(self, done: int, of: int | None) -> None:
        with self._lock:
            self.of = of
            self._move(done)

    def _move(self, done: int) -> None:
        self.done = done
        # The first one waits for a program to start; the others tell how long one takes.
        if done and self._first_at is None:
            self._first_at = self.monotonic()
        self.show(self)

    @property
    def left(self) -> int | None:
        """Seconds until all is done, at the pace so far; None while nothing can be said."""
        if self._first_at is None or self.of is None or self.done < 2:
            return None
        pace = (self.monotonic() - self._first_at) / (self.done - 1)
        return round(pace * max(self.of - self.done, 0))


@dataclass(frozen=True)
class Telling:
    """Where a command says how far it is. `took` is what it did so far, each with its seconds."""

    console: Console
    as_json: bool = False
    took: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, doing: str, about: str, expected: float = 0.0) -> Iterator[None]:
        """Shown as long as the block runs, of which nothing can be told but what such a thing takes (`about`)."""
        with self._timed(doing):
            if self.as_json:
                print_object({"doing": doing, "about": about, "expected": expected})
                yield
            else:
                with self.console.status(f"{doing} ({about})"):
                    yield

    @contextmanager
    def bar(self, doing: str, of: int | None = None) -> Iterator[Bar]:
        """Shown as long as the block runs."""
        with self._timed(doing), self._bar(doing, of) as bar:
            yield bar

    @contextmanager
    def _timed(self, doing: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        self.took[doing] = round(time.monotonic() - began, 1)

    @contextmanager
    def _bar(self, doing: str, of: int | None) -> Iterator[Bar]:
        if self.as_json:
            yield self._told_in_json(doing, of)
            return
        columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
        with Progress(TextColumn("{task.description}"), *columns, console=self.console, transient=True) as progress:
            task = progress.add_task(doing, total=of)
            yield Bar(lambda bar: progress.update(task, completed=bar.done, total=bar.of), of)

    def _told_in_json(self, doing: str, of: int | None) -> Bar:
        said_at: list[float] = []

        def show(bar: Bar) -> None:
            now = time.monotonic()
            if not said_at or now - said_at[-1] >= SECONDS_BETWEEN:
                said_at.append(now)
                print_object({"doing": doing, "done": bar.done, "of": bar.of, "left": bar.left})

        bar = Bar(show, of)
        show(bar)
        return bar
