"""`candor import`: brings a statement that people download from their bank into a customer's account."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from candor.cli.settings import settings_of
from candor.cli.terminal import FINE, PROBLEMS, err, out, print_object

if TYPE_CHECKING:
    from candor.services.import_statement import ImportReport

SHOWN = 20


def import_file(
    file: Annotated[Path, typer.Argument(help="An OFX, QFX or CSV file.")],
    customer: Annotated[str, typer.Option(help="Whose account it is; one that is new is made.")],
    mapping: Annotated[
        Path | None, typer.Option(help="For a CSV of other columns: a YAML file that names them.")
    ] = None,
    data: Annotated[Path | None, typer.Option(help="The data folder to write to (var).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Import a card statement: what is new comes in, what is here already stays as it is."""
    # Here, not above: they cost a second, which every other command would pay too.
    from candor.bootstrap import assemble, prepare_data
    from candor.importing.columns import columns_from
    from candor.importing.reading import read_statement_file
    from candor.services.import_statement import import_statement

    settings = settings_of(data)
    columns = columns_from(mapping)
    bar = Progress(TextColumn("Reading {task.description}"), BarColumn(), MofNCompleteColumn(), console=err())
    with bar:
        task = bar.add_task(file.name, total=None)
        read = read_statement_file(file, columns, lambda done, of: bar.update(task, completed=done, total=of))
    prepare_data(settings)
    candor = assemble(settings)
    try:
        report = import_statement(candor.store, candor.clock, customer, read)
    finally:
        candor.store.close()
    _print(report, as_json=as_json)
    raise typer.Exit(PROBLEMS if report.unreadable else FINE)


def _print(report: ImportReport, *, as_json: bool) -> None:
    if as_json:
        print_object(_plain(report))
        return
    days = f", posted {report.first} to {report.last}" if report.first else ""
    out().print(
        f"{report.added} new transactions for {report.customer_id}{days}; "
        f"{report.known} were here already; {report.bills} new bills."
    )
    if report.unreadable:
        table = Table("Left out", "Why", box=None)
        for part in report.unreadable[:SHOWN]:
            table.add_row(part.where, part.why)
        out().print(table)
        if len(report.unreadable) > SHOWN:
            out().print(f"... and {len(report.unreadable) - SHOWN} more; --json shows all.")


def _plain(report: ImportReport) -> dict[str, Any]:
    return {
        "customer": report.customer_id,
        "added": report.added,
        "known": report.known,
        "bills": report.bills,
        "first": report.first.isoformat() if report.first else None,
        "last": report.last.isoformat() if report.last else None,
        "unreadable": [{"where": part.where, "why": part.why} for part in report.unreadable],
    }
