"""Rings when a conversation has something new, so that whoever watches it in this process looks at once.

Only a hint: what is new stands in the store, and watchers look there by themselves every second as well.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager


class Bell:
    """One a process, used on its event loop."""

    def __init__(self) -> None:
        self._watchers: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self._busy: set[str] = set()
        self.work = asyncio.Event()

    def ring(self, conversation_id: str) -> None:
        """Wakes everyone who watches this conversation."""
        for watcher in self._watchers.get(conversation_id, ()):
            watcher.set()

    def call_worker(self) -> None:
        """Wakes the turn worker: a message was queued."""
        self.work.set()

    @contextmanager
    def typing(self, conversation_id: str) -> Iterator[None]:
        """Tells watchers that a reply is being made, while the block lasts."""
        self._busy.add(conversation_id)
        self.ring(conversation_id)
        try:
            yield
        finally:
            self._busy.discard(conversation_id)
            self.ring(conversation_id)

    def is_typing(self, conversation_id: str) -> bool:
        return conversation_id in self._busy

    @contextmanager
    def watching(self, conversation_id: str) -> Iterator[asyncio.Event]:
        """An event that is set at each ring; the watcher clears it before looking."""
        event = asyncio.Event()
        self._watchers[conversation_id].add(event)
        try:
            yield event
        finally:
            self._watchers[conversation_id].discard(event)
            if not self._watchers[conversation_id]:
                del self._watchers[conversation_id]
