"""`candor models`: the models that are there."""

from __future__ import annotations

import os
from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from candor.cli.terminal import out, print_object
from candor.settings import project_of
from candor.training.manifest import Manifest

MEGABYTE = 1_000_000


def listing(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a model.")] = False,
) -> None:
    """List the models, newest first: which one is live, what each was made of, how it did."""
    if context.invoked_subcommand:
        return
    manifest = Manifest(project_of(os.environ) / "models")
    live = manifest.live
    found = manifest.models()
    if as_json:
        for model in found:
            print_object(asdict(model) | {"live": model.name == live})
        return
    table = Table("", "model", "trained", "data", "policy", "seconds", "MB", "sha256", box=None, header_style="bold")
    for model in found:
        table.add_row(
            "live" if model.name == live else "",
            model.name.removesuffix(".tar.gz"),
            model.trained_at[:16],
            model.data_version[:8],
            model.policy_version[:8],
            f"{model.seconds:.0f}" if model.seconds else "",
            f"{model.size / MEGABYTE:.1f}" if model.size else "",
            model.sha256[:8],
        )
    out().print(table)
    if live is None and found:
        out().print("None was promoted: candor up serves the newest one of its start.")
