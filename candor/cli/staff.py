"""`candor staff`: who of the bank may sign in to desk, studio and trust board."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from candor.cli.settings import settings_of
from candor.cli.terminal import WRONG_USE, Trouble, out, print_object
from candor.conversation.staff import Role

if TYPE_CHECKING:
    from candor.store import Store

staff = typer.Typer(help="Say who of the bank may sign in.", no_args_is_help=True)
Data = Annotated[Path | None, typer.Option(help="The data folder (var).")]


@staff.command()
def add(
    login: Annotated[str, typer.Argument(help="What this person signs in with: letters, digits, . _ @ -")],
    name: Annotated[str, typer.Option(help="The name that customers read.")],
    role: Annotated[Role, typer.Option(help="What this person is there for.")],
    data: Data = None,
) -> None:
    """Add somebody. The password is asked, or read from standard input; it never stands in the command."""
    from candor.clock import SystemClock
    from candor.services.staff.people import add_staff

    with _store(data) as store:
        person = add_staff(store, SystemClock(), login=login, name=name, role=role, password=_password())
    out().print(f"Added {person.name}: signs in as {person.login}, role {person.role}.")


@staff.command("list")
def show(data: Data = None, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """List everybody, with role and whether they may come in."""
    from candor.services.staff.people import list_staff

    with _store(data) as store:
        people = list_staff(store)
    table = Table("login", "name", "role", "may sign in")
    for one in people:
        if as_json:
            facts = {"login": one.login, "name": one.name, "role": one.role, "active": one.active, "sample": one.sample}
            print_object(facts)
        table.add_row(one.login, one.name, one.role, "yes" if one.active else "no")
    if not as_json:
        out().print(table if people else "Nobody yet. Add somebody: candor staff add LOGIN --name NAME --role agent")


@staff.command()
def deactivate(login: Annotated[str, typer.Argument(help="Who may no longer sign in.")], data: Data = None) -> None:
    """End somebody's sessions now and let them open no other. What they did stays."""
    from candor.clock import SystemClock
    from candor.services.staff.people import deactivate_staff

    with _store(data) as store:
        person = deactivate_staff(store, SystemClock(), login)
    out().print(f"{person.name} is signed out and can not sign in any more.")


@contextmanager
def _store(data: Path | None) -> Iterator[Store]:
    from candor.store import Store
    from candor.store.migrate import migrate

    settings = settings_of(data)
    migrate(settings.database_url)
    store = Store(settings.database_url)
    try:
        yield store
    finally:
        store.close()


def _password() -> str:
    """Asked twice where somebody types it; one line where a program gives it."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = str(typer.prompt("Password", hide_input=True))
    if first != typer.prompt("Once more", hide_input=True):
        raise Trouble("The two are not alike.", "Try again.", WRONG_USE)
    return first
