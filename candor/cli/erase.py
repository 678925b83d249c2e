"""`candor erase`: a customer's words and name go, as far as the law lets go."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from candor.cli.settings import settings_of
from candor.cli.terminal import PROBLEMS, Trouble, out, print_object

if TYPE_CHECKING:
    from candor.services.people.erase_customer import Erased


def erase(
    customer: Annotated[str, typer.Argument(help="The customer's id.")],
    data: Annotated[Path | None, typer.Option(help="The data folder (var).")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Erase a customer: words, name, address. Money stays in the books, under a number that leads to nobody."""
    from candor.bootstrap import assemble
    from candor.services.people.erase_customer import Places, erase_customer

    settings = settings_of(data)
    if not yes and not as_json and sys.stdin.isatty():
        typer.confirm(f"Erase {customer} for good? Nothing brings it back.", abort=True)
    candor = assemble(settings)
    try:
        found = erase_customer(candor.tools, Places(settings.project, settings.data, settings.files), customer)
        is_compact = candor.store.compact()
    finally:
        candor.store.close()
    _tell(found, is_compact, as_json=as_json)
    if not is_compact:
        raise typer.Exit(PROBLEMS)


def _tell(found: Erased, is_compact: bool, *, as_json: bool) -> None:
    again = found.again.date().isoformat() if found.again else None
    if as_json:
        facts = {"rows": dict(found.rows), "files": dict(found.files), "held": list(found.held), "again": again}
        print_object(
            {
                "customer": found.customer,
                "number": found.number,
                **facts,
                "retrain": found.retrain,
                "compact": is_compact,
            }
        )
        return
    rows = ", ".join(f"{count} {name}" for name, count in sorted(found.rows.items())) or "none"
    files = ", ".join(f"{count} {name}" for name, count in found.files.items() if count) or "none"
    out().print(f"Rows: {rows}.\nFiles: {files}.", markup=False)
    if found.number != found.customer:
        out().print(f"What must stay hangs on {found.number}.", markup=False)
    if again:
        cases = f" (cases {', '.join(found.held)})" if found.held else ""
        out().print(f"Kept by law until {again} or longer{cases}; it goes by itself then.", markup=False)
    if found.retrain:
        out().print("Sentences left data/nlu: train anew (candor train), promote, and remove older models.")
    if not is_compact:
        raise Trouble(
            "The rows are gone, but the database file was too busy to be written anew.",
            f"Run it again: candor erase {found.number}",
        )
