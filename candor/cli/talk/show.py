"""How a talk looks: for people, and for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from rich.console import Console
from rich.markup import escape
from rich.status import Status

from candor.cli.terminal import print_object

SPEAKERS = {"bot": "[bold cyan]Candor[/]", "agent": "[bold magenta]Our team[/]", "system": "[dim]Note[/]"}
WAITING = {"typing": "Candor is writing", "working": "Still working on it", "person": "Waiting for a person"}


class Show(Protocol):
    """Where replies go."""

    def opened(self, name: str | None) -> None: ...
    def message(self, data: Mapping[str, Any], first_choice: int) -> None: ...
    def changed(self, data: Mapping[str, Any]) -> None: ...
    def state(self, data: Mapping[str, Any]) -> None: ...
    def waiting(self) -> None: ...
    def idle(self) -> None: ...


class ForPrograms:
    """One JSON object a line."""

    def opened(self, name: str | None) -> None:
        pass

    def message(self, data: Mapping[str, Any], first_choice: int) -> None:
        keys = ("from", "text", "choices", "cites", "response", "card")
        print_object({"type": "message", **{key: data.get(key) for key in keys}})

    def changed(self, data: Mapping[str, Any]) -> None:
        print_object({"type": "changed", "seq": data.get("seq"), "text": data.get("text")})

    def state(self, data: Mapping[str, Any]) -> None:
        pass

    def waiting(self) -> None:
        pass

    def idle(self) -> None:
        print_object({"type": "idle"})


class ForPeople:
    """Names, numbered buttons, a sign that it is being worked on."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._status: Status | None = None

    def opened(self, name: str | None) -> None:
        who = f"as {escape(name)}" if name else "as a guest"
        self._console.print(f"[dim]You are here {who}. A number presses a button; Ctrl-D ends the talk.[/]\n")

    def message(self, data: Mapping[str, Any], first_choice: int) -> None:
        self.idle()
        speaker = SPEAKERS.get(str(data.get("from")), SPEAKERS["system"])
        self._console.print(f"{speaker}  {escape(str(data.get('text') or ''))}")
        for number, choice in enumerate(data.get("choices") or (), start=first_choice):
            self._console.print(f"    [bold]{number}[/] {escape(str(choice['label']))}")

    def changed(self, data: Mapping[str, Any]) -> None:
        self._console.print(f"[dim]Kept of your message: {escape(str(data.get('text') or ''))}[/]")

    def state(self, data: Mapping[str, Any]) -> None:
        if self._status is not None:
            self._status.update(WAITING.get(str(data.get("state")), WAITING["typing"]))

    def waiting(self) -> None:
        self._status = self._console.status(WAITING["typing"])
        self._status.start()

    def idle(self) -> None:
        if self._status is not None:
            self._status.stop()
            self._status = None
