"""The talk itself: lines in, turns out."""

from __future__ import annotations

import queue
import time
from collections.abc import Iterable
from threading import Thread
from typing import Any
from uuid import uuid4

from candor.cli.talk.choices import Choice, content_of
from candor.cli.talk.client import Client
from candor.cli.talk.events import Event
from candor.cli.talk.show import Show
from candor.cli.talk.turn import Turn
from candor.cli.terminal import Trouble, say_wrong

LONGEST = 90.0  # seconds; the product itself promises a person after its own budget of 30
WELCOME = 5.0
SETTLE = 0.05


class Talk:
    """Reads events in a thread of its own and keeps the buttons shown last."""

    def __init__(self, client: Client, show: Show, *, by_number: bool, longest: float = LONGEST) -> None:
        self._client = client
        self._show = show
        self._by_number = by_number
        self._longest = longest
        self._events: queue.Queue[Event | Exception] = queue.Queue()
        self._choices: list[Choice] = []

    def hold(self, lines: Iterable[str]) -> bool:
        """Takes every line as a turn until the lines end. False when some line could not be taken."""
        Thread(target=self._listen, name="events", daemon=True).start()
        self._welcome()
        fine = True
        for line in lines:
            if line.strip():
                fine = self._take(line.strip()) and fine
        return fine

    def _take(self, line: str) -> bool:
        try:
            content = content_of(line, self._choices, by_number=self._by_number)
        except Trouble as trouble:
            say_wrong(str(trouble), trouble.next_step)
            self._show.idle()
            return False
        self._turn(content)
        return True

    def _turn(self, content: dict[str, Any]) -> None:
        self._choices = []
        turn = Turn(str(uuid4()))
        self._show.waiting()
        try:
            self._client.say(turn.client_id, content)
            self._follow(turn)
        finally:
            self._show.idle()

    def _follow(self, turn: Turn) -> None:
        until = time.monotonic() + self._longest
        while not turn.over:
            event = self._next(0.2)
            if event is not None:
                turn.hear(event)
                self._show_event(event)
            elif time.monotonic() > until:
                raise Trouble(
                    f"No answer within {self._longest:.0f} s.", "The logs in the data folder say what the bot is doing."
                )
        # Replies of one turn are committed together but may come one by one behind the state.
        while (event := self._next(SETTLE)) is not None:
            self._show_event(event)

    def _welcome(self) -> None:
        """Shows what the product says first, until it rests."""
        until = time.monotonic() + WELCOME
        greeted = False
        while time.monotonic() < until:
            event = self._next(0.1)
            if event is not None:
                greeted = greeted or event.kind == "message"
                self._show_event(event)
            elif greeted:
                return

    def _show_event(self, event: Event) -> None:
        if event.kind == "state":
            self._show.state(event.data)
        elif event.kind == "changed":
            self._show.changed(event.data)
        elif event.kind == "message" and event.data.get("from") != "customer":
            self._show.message(event.data, len(self._choices) + 1)
            self._choices.extend(event.data.get("choices") or ())

    def _next(self, seconds: float) -> Event | None:
        try:
            found = self._events.get(timeout=seconds)
        except queue.Empty:
            return None
        if isinstance(found, Exception):
            raise found
        return found

    def _listen(self) -> None:
        try:
            for event in self._client.events():
                self._events.put(event)
        except Exception as error:  # noqa: BLE001  handed to the thread that holds the talk, which tells it
            self._events.put(error)
