"""One turn under way: what it carries, what it has said, and the first thing that went wrong in it.

Rasa passes no context from the channel to the tracker store, the responses and the actions, and it swallows errors on
the way (`_run_action`, `FailSafeTrackerStore`). So each of them finds the turn here and writes into it, and the channel
reads at the end whether the turn may count.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any


class TurnFailed(Exception):
    """The turn does not count. `code` is what the app is told; it never holds a customer's words."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Turn:
    """`tracker` is the one that came with the request; `kept` are the events that go back with the answer."""

    conversation: str
    message: str
    tracker: Any = None
    kept: list[dict[str, Any]] | None = None
    understanding: dict[str, Any] | None = None
    replies: list[dict[str, Any]] = field(default_factory=list)
    failure: str | None = None

    def fail(self, code: str) -> None:
        """Remembers the first failure: what follows from it would only hide the cause."""
        self.failure = self.failure or code

    def must_stand(self) -> None:
        """Raises TurnFailed once something has failed, so that nothing more is done in this turn."""
        if self.failure:
            raise TurnFailed(self.failure)


_current: ContextVar[Turn | None] = ContextVar("turn", default=None)


def current_turn() -> Turn | None:
    """The turn that the running task serves, or None outside of our channel (`rasa shell`, `rasa test`)."""
    return _current.get()


class serving:  # noqa: N801  reads as a statement: `with serving(turn):`
    """Makes a turn the current one of this task, and of those it starts, for the length of a block."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn

    def __enter__(self) -> Turn:
        self._token = _current.set(self._turn)
        return self._turn

    def __exit__(self, *_: object) -> None:
        _current.reset(self._token)
