"""`candor trust`: its commands by name."""

from __future__ import annotations

import typer

from candor.cli.trust.page import page
from candor.cli.trust.rebuild import rebuild
from candor.cli.trust.report import report

trust = typer.Typer(
    name="trust",
    help="Say what came of it: whether people were helped, with intervals.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)
trust.command()(report)
trust.command()(rebuild)
trust.command()(page)
