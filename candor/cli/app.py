"""The commands by name, and what happens when one of them fails."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

import typer

from candor.cli.dispute import dispute
from candor.cli.erase import erase
from candor.cli.evaluate import evaluate
from candor.cli.explain import explain
from candor.cli.importing import import_file
from candor.cli.interest.command import interest
from candor.cli.models.listing import models
from candor.cli.models.promote import promote
from candor.cli.policy.app import policy
from candor.cli.shop.command import shop
from candor.cli.staff import staff
from candor.cli.talk.command import talk
from candor.cli.terminal import FINE, PROBLEMS, WRONG_USE, Trouble, say_wrong
from candor.cli.train import train
from candor.cli.trust.app import trust
from candor.cli.understand import understand
from candor.cli.up import up
from candor.cli.verify import verify
from candor.errors import CandorError, SettingRefused

app = typer.Typer(
    name="candor",
    help="Answers customers who have a question about a card bill, plainly and with their own numbers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Ends with 0 when all is fine, 1 when it found problems, 2 when it was used wrongly.",
)

RUN, LOOK, TEACH = "Run the product", "Look at data", "Teach it"
app.command(rich_help_panel=RUN)(up)
app.command(rich_help_panel=RUN)(talk)
app.command(rich_help_panel=RUN)(verify)
app.command(rich_help_panel=RUN)(erase)
app.command(rich_help_panel=RUN)(shop)
app.add_typer(staff, name="staff", rich_help_panel=RUN)
app.command(rich_help_panel=LOOK)(explain)
app.command(rich_help_panel=LOOK)(interest)
app.command("import", rich_help_panel=LOOK)(import_file)
app.add_typer(policy, rich_help_panel=LOOK)
app.add_typer(dispute, name="dispute", rich_help_panel=LOOK)
app.add_typer(trust, rich_help_panel=LOOK)
app.command(rich_help_panel=TEACH)(understand)
app.command(rich_help_panel=TEACH)(evaluate)
app.command(rich_help_panel=TEACH)(train)
app.add_typer(models, name="models", rich_help_panel=TEACH)
app.command(rich_help_panel=TEACH)(promote)


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Runs one command and leaves with its exit code: 0 fine, 1 problems found, 2 wrong use."""
    sys.exit(_code_of(argv))


def _code_of(argv: Sequence[str] | None) -> int:
    try:
        app(list(argv) if argv is not None else None, prog_name="candor")
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else FINE
    except BrokenPipeError:
        # Who read our output has enough: not worth a word, and closing it again would only raise once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PROBLEMS
    except Exception as error:
        if os.environ.get("CANDOR_DEBUG") == "1":
            raise
        return _told(error)
    return FINE


def _told(error: Exception) -> int:
    """One sentence and the next step, and the exit code: nobody meets a stack trace unasked."""
    if not isinstance(error, CandorError):
        say_wrong(f"Something went wrong inside Candor ({type(error).__name__}).", "CANDOR_DEBUG=1 shows where.")
        return PROBLEMS
    say_wrong(str(error), error.next_step)
    if isinstance(error, Trouble):
        return error.exit_code
    return WRONG_USE if isinstance(error, SettingRefused) else PROBLEMS
