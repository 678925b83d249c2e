"""`candor trust rebuild`: counts all rows anew, while the product goes on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from candor.cli.terminal import out
from candor.cli.trust.opened import opened
from candor.services.outcomes.keep_counts import rebuild as count_anew


def rebuild(
    data: Annotated[Path, typer.Option(help="The product's data folder.")] = Path("var"),
    database: Annotated[str | None, typer.Option(help="Its database; else the one in the data folder.")] = None,
) -> None:
    """Count all rows anew. The result is the same, unless segments changed or rows were written past the product."""
    with opened(data, database) as (store, clock), Progress(console=out()) as bar:
        task = bar.add_task("Counting", total=None)
        done = count_anew(store, clock, lambda so_far, of: bar.update(task, completed=so_far, total=of))
    out().print(f"{done:,} rows counted.")
