"""When a turn is over: our message was answered and nothing more is under way."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from candor.cli.talk.events import Event

AT_REST = ("idle", "person")


@dataclass
class Turn:
    """Follows events until the message `client_id` is answered.

    A state counts only once our own message was seen in the stream: one from before says nothing about it. When a
    person owns the talk there may be no answer at all, so silence ends the turn too, after `quiet_after` seconds.
    """

    client_id: str
    monotonic: Callable[[], float] = time.monotonic
    quiet_after: float = 3.0
    _mine: int | None = None
    _answered: bool = False
    _state: dict[str, Any] = field(default_factory=dict)
    _person: bool = False
    _heard: float = 0.0

    def hear(self, event: Event) -> None:
        self._heard = self.monotonic()
        if event.kind == "state":
            self._state = event.data
            self._person = event.data.get("state") == "person"
        elif event.kind == "message":
            self._hear_message(event)

    def _hear_message(self, event: Event) -> None:
        seq = int(event.data.get("seq") or event.seq or 0)
        if event.data.get("client_id") == self.client_id:
            self._mine = seq
            self._state = {}
        elif self._mine is not None and event.data.get("from") != "customer" and seq > self._mine:
            self._answered = True

    @property
    def over(self) -> bool:
        if self._mine is None:
            return False
        at_rest = self._state.get("state") in AT_REST and not self._state.get("pending")
        if at_rest and (self._answered or self._person):
            return True
        return self._person and self.monotonic() - self._heard > self.quiet_after
