"""Rings when a conversation has something new, so that whoever watches it in this process looks at once.

Only a hint: what is new stands in the store, and watchers and the worker look there by themselves as well.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from candor.services.talk.turn import Turn

SOON = 0.06


class Bell:
    """One a process, used on its event loop."""

    def __init__(self) -> None:
        self._watchers: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self._calls: Counter[str] = Counter()
        self._begun: dict[str, Turn] = {}
        self._soon: dict[str, asyncio.TimerHandle] = {}
        self.called = asyncio.Event()
        self.taker: str | None = None
        """The turn worker of this process while it has room: a message may be taken for it where it comes in."""

    def ring(self, conversation_id: str) -> None:
        """Wakes everyone who watches this conversation."""
        if soon := self._soon.pop(conversation_id, None):
            soon.cancel()
        for watcher in self._watchers.get(conversation_id, ()):
            watcher.set()

    def ring_soon(self, conversation_id: str) -> None:
        """Rings after a moment, unless it rang before: most answers are there by then, and one look shows both."""
        if conversation_id not in self._soon:
            loop = asyncio.get_running_loop()
            self._soon[conversation_id] = loop.call_later(SOON, self.ring, conversation_id)

    def call_worker(self, conversation_id: str, turn: Turn | None = None) -> None:
        """Wakes the turn worker: a message was queued here, and its turn perhaps begun for the worker."""
        self._calls[conversation_id] += 1
        if turn:
            self._begun[conversation_id] = turn
        self.called.set()

    def begun(self, conversation_id: str) -> Turn | None:
        """The turn that was begun for the worker, told once. Its lease runs: it must be served."""
        return self._begun.pop(conversation_id, None)

    def calls(self) -> Counter[str]:
        """The conversations that the worker was called to since it last asked, in order, and how often each."""
        called, self._calls = self._calls, Counter()
        self.called.clear()
        return called

    @contextmanager
    def watching(self, *names: str) -> Iterator[asyncio.Event]:
        """An event that is set at each ring for any of these conversations (or bells of the desk: services.desk.bells);
        the watcher clears it before looking."""
        event = asyncio.Event()
        for name in names:
            self._watchers[name].add(event)
        try:
            yield event
        finally:
            for name in names:
                self._watchers[name].discard(event)
                if not self._watchers[name]:
                    del self._watchers[name]
