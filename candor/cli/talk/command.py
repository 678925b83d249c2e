"""`candor talk`: options in, a talk out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from candor.cli.talk.client import Client
from candor.cli.talk.conversation import Talk
from candor.cli.talk.show import ForPeople, ForPrograms
from candor.cli.terminal import PROBLEMS, out
from candor.supervising.folder import DataFolder


def talk(
    customer: Annotated[
        str | None, typer.Option(help="The sample customer to be, c01 for example; else a guest.")
    ] = None,
    url: Annotated[str | None, typer.Option(help="Where the product runs; else the one of the data folder.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """Talk to the running product as a customer does in the widget.

    With --json every line read is a message; a line {"press": 1} or {"press": "label"} presses a button shown, and
    so does a button's label as it is. {"type": "idle"} follows each turn.
    """
    people = not as_json and sys.stdin.isatty()
    with Client(url or running_url(os.environ.get("CANDOR_DATA") or "var"), customer) as client:
        client.open()
        show = ForPrograms() if as_json else ForPeople(out())
        show.opened(client.name)
        held = Talk(client, show, by_number=not as_json).hold(prompted() if people else sys.stdin)
    if not held:
        raise typer.Exit(PROBLEMS)


def running_url(data: str) -> str:
    """The address of the product that runs on this data folder, or the usual one."""
    ports = DataFolder(Path(data)).read_ports() or {}
    return str(ports.get("url") or f"http://127.0.0.1:{os.environ.get('CANDOR_PORT') or 8000}")


def prompted() -> Iterator[str]:
    """Lines typed at a prompt, until Ctrl-D."""
    while True:
        try:
            yield out().input("[bold]You[/]     ")
        except EOFError:
            return
