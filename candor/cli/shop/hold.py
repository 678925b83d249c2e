"""Holds one shopper's talk over the customer API and keeps what was said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from candor.cli.talk.client import Client
from candor.cli.talk.conversation import Talk
from candor.trust.standards import Bubble


@dataclass
class Keeper:
    """A `Show` that shows nothing and keeps everything."""

    said: list[Bubble] = field(default_factory=list)
    transcript: list[tuple[str, str]] = field(default_factory=list)
    turn: int = 0

    def opened(self, name: str | None) -> None: ...

    def message(self, data: Mapping[str, Any], first_choice: int) -> None:
        text = str(data.get("text") or "")
        self.said.append(Bubble(self.turn, text, data.get("response"), tuple(data.get("cites") or ())))
        self.transcript.append((str(data.get("from")), text))

    def changed(self, data: Mapping[str, Any]) -> None: ...

    def state(self, data: Mapping[str, Any]) -> None: ...

    def waiting(self) -> None: ...

    def idle(self) -> None: ...


@dataclass(frozen=True)
class Held:
    """A talk that was held: its conversation, our bubbles, and both sides in order."""

    conversation: str
    said: Sequence[Bubble]
    transcript: Sequence[tuple[str, str]]


def hold(url: str, customer: str | None, lines: Sequence[str]) -> Held:
    """The talk, to its end. Raises Trouble when the product is not there or does not answer."""
    keeper = Keeper()
    with Client(url, customer) as client:
        client.open()
        Talk(client, keeper, by_number=False).hold(_told(keeper, lines))
        return Held(client.conversation, tuple(keeper.said), tuple(keeper.transcript))


def _told(keeper: Keeper, lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        keeper.turn += 1
        keeper.transcript.append(("shopper", line))
        yield line
