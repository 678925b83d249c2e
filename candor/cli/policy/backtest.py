"""`candor policy backtest`: past requests under another policy, and who gains and loses by it."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn, track

from candor.billing.records import Book
from candor.cli.policy.files import whole
from candor.cli.policy.picture import picture
from candor.cli.policy.report import plain, show, text
from candor.cli.settings import settings_of
from candor.cli.terminal import WRONG_USE, Trouble, err, out, print_object
from candor.cli.verify import database
from candor.errors import FactsRefused
from candor.goodwill.comparison import Comparison
from candor.goodwill.history import months_before
from candor.services.goodwill.backtest import NO_SEGMENT, Pair, replay_books, replay_lines
from candor.services.goodwill.goodwill_policy import PolicyFile

# Below it a second process takes longer to begin than it saves.
WORTH_PROCESSES = 50_000


def backtest(
    policy: Annotated[Path | None, typer.Option(help="The other policy; without it, the one in force.")] = None,
    months: Annotated[int, typer.Option(min=1, max=120, help="How many months back the ledger is read.")] = 12,
    facts: Annotated[Path | None, typer.Option(help="A history to replay: one JSON object a line.")] = None,
    segments: Annotated[Path | None, typer.Option(help="A CSV file with customer,segment: told apart by it.")] = None,
    picture_file: Annotated[
        Path | None, typer.Option("--picture", help="Write an SVG picture, and a text beside it.")
    ] = None,
    cores: Annotated[int, typer.Option(min=1, max=64, help="Processes that work at once.")] = 2,
    data: Annotated[Path | None, typer.Option(help="The data folder to read (var).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Replay the past under another policy: what changes, what it costs, who gains and who loses."""
    before, after = whole(None), whole(policy)
    if facts is not None and segments is not None:
        raise Trouble("--segments is for the ledger.", "A history carries a segment in each line.", WRONG_USE)
    if facts is not None:
        found = _of_history(facts, before, after, cores)
    else:
        found = _of_ledger(before, after, months, data, _segments(segments) if segments else {})
    if picture_file is not None:
        _write(picture_file, found, before, after)
    if as_json:
        print_object(plain(found, before, after))
    else:
        show(found, before, after, out())


def _of_history(path: Path, before: PolicyFile, after: PolicyFile, cores: int) -> Comparison:
    try:
        with path.open(encoding="utf-8") as lines:
            total = sum(1 for _ in lines)
            lines.seek(0)
            used = cores if total >= WORTH_PROCESSES else 1
            with _progress() as progress:
                task = progress.add_task("Replaying", total=total)
                return replay_lines(
                    lines, Pair(before.plain, after.plain), used, lambda done: progress.advance(task, done)
                )
    except OSError as error:
        raise Trouble(f"{path} can not be read: {error.strerror}.", "Name a file of requests.", WRONG_USE) from None
    except UnicodeDecodeError:
        raise Trouble(f"{path} is not text in UTF-8.", "Save it as UTF-8.", WRONG_USE) from None
    except FactsRefused as refused:
        raise Trouble(f"{path}, {refused}.", "See docs/reference/goodwill.md.", WRONG_USE) from None


def _progress() -> Progress:
    screen = err()
    parts = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*parts, console=screen, disable=not screen.is_terminal, transient=True)


def _of_ledger(
    before: PolicyFile, after: PolicyFile, months: int, data: Path | None, segments: dict[str, str]
) -> Comparison:
    from candor.bootstrap import assemble
    from candor.clock import day_in

    assert before.policy is not None
    assert after.policy is not None
    settings = settings_of(data)
    ready = database(settings.database_url)
    if not ready.fine:
        raise Trouble(f"The database can not be read: {ready.seen}.", ready.next_step)
    candor = assemble(settings)

    def books(today: date) -> Iterator[tuple[Book, str]]:
        with candor.store.read() as seen:
            customers = [customer.id for customer in seen.ledger.customers()]
        screen = err()
        for customer in track(customers, "Replaying", console=screen, disable=not screen.is_terminal, transient=True):
            with candor.store.read() as seen:
                yield seen.ledger.book(customer), segments.get(customer, NO_SEGMENT)

    try:
        today = day_in("UTC", candor.clock.now())
        return replay_books(books(today), months_before(today, months), today, before.policy, after.policy)
    finally:
        candor.store.close()


def _segments(path: Path) -> dict[str, str]:
    """The segment of each customer. It stands apart from the ledger, and no decision reads it."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error):
        raise Trouble(f"{path} can not be read.", "Name a CSV file with customer,segment.", WRONG_USE) from None
    if not rows or not {"customer", "segment"} <= rows[0].keys():
        raise Trouble(f"{path} has no columns customer and segment.", "Name them in its first line.", WRONG_USE)
    return {row["customer"]: row["segment"] for row in rows}


def _write(path: Path, found: Comparison, before: PolicyFile, after: PolicyFile) -> None:
    """The picture, and beside it the same in words for whoever can not see it."""
    try:
        path.write_text(picture(found, before, after), encoding="utf-8")
        path.with_suffix(".txt").write_text(text(found, before, after) + os.linesep, encoding="utf-8")
    except OSError as error:
        raise Trouble(f"{path} can not be written: {error.strerror}.", "Name another file.", WRONG_USE) from None
