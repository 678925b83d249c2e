"""The commands by name, and what happens when one of them fails."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import NoReturn

import typer

from candor.cli.terminal import FINE, PROBLEMS, WRONG_USE, Trouble, say_wrong
from candor.errors import CandorError, SettingRefused

HELP = "Answers customers who have a question about a card bill, plainly and with their own numbers."
EPILOG = "Ends with 0 when all is fine, 1 when it found problems, 2 when it was used wrongly."
RUN, LOOK, TEACH = "Run the product", "Look at data", "Teach it"


@dataclass(frozen=True)
class Command:
    """Where a command is found; with `parts`, one that has others below it.

    Its module is imported when it is asked for: to import all of them takes seconds.
    """

    module: str
    attribute: str
    panel: str | None = None
    parts: Mapping[str, Command] = field(default_factory=dict)

    def join(self, app: typer.Typer, words: Sequence[str]) -> None:
        """Makes it a command of `app`, under the first of the words; the next one may name a part."""
        name, *after = words
        found = getattr(import_module(f"candor.cli.{self.module}"), self.attribute)
        if self.parts:
            group = typer.Typer(invoke_without_command=True)
            group.callback()(found)
            _join(group, self.parts, after)
            found = group
        if isinstance(found, typer.Typer):
            app.add_typer(found, name=name, rich_help_panel=self.panel)
        else:
            app.command(name, rich_help_panel=self.panel)(found)


def _join(app: typer.Typer, commands: Mapping[str, Command], words: Sequence[str]) -> None:
    """The one that the first word names; with any other word, or none, all of them."""
    if words and words[0] in commands:
        commands[words[0]].join(app, words)
    else:
        for name, command in commands.items():
            command.join(app, [name])


MODELS = {
    "compare": Command("models.compare", "compare"),
    "hold": Command("models.hold", "hold"),
    "shadow": Command("models.shadow", "shadow"),
    "forget": Command("models.forget", "forget"),
}
COMMANDS: Mapping[str, Command] = {
    "up": Command("up", "up", RUN),
    "talk": Command("talk.command", "talk", RUN),
    "verify": Command("verify", "verify", RUN),
    "erase": Command("erase", "erase", RUN),
    "shop": Command("shop.command", "shop", RUN),
    "staff": Command("staff", "staff", RUN),
    "explain": Command("explain", "explain", LOOK),
    "interest": Command("interest.command", "interest", LOOK),
    "import": Command("importing", "import_file", LOOK),
    "policy": Command("policy.app", "policy", LOOK),
    "dispute": Command("dispute", "dispute", LOOK),
    "trust": Command("trust.app", "trust", LOOK),
    "understand": Command("understand", "understand", TEACH),
    "evaluate": Command("evaluate", "evaluate", TEACH),
    "train": Command("train", "train", TEACH),
    "models": Command("models.listing", "listing", TEACH, MODELS),
    "promote": Command("models.promote", "promote", TEACH),
}


def app(argv: Sequence[str], prog_name: str) -> None:
    """Runs the command that the words name; without a known name all of them are there to choose from."""
    made = typer.Typer(
        help=HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
        rich_markup_mode="rich", context_settings={"help_option_names": ["-h", "--help"]}, epilog=EPILOG,
    )  # fmt: skip
    # Without it a lone command would take the words after its name for its own.
    made.callback()(lambda: None)
    _join(made, COMMANDS, argv)
    made(list(argv), prog_name=prog_name)


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Runs one command and leaves with its exit code: 0 fine, 1 problems found, 2 wrong use."""
    sys.exit(_code_of(argv))


def _code_of(argv: Sequence[str] | None) -> int:
    try:
        app(sys.argv[1:] if argv is None else argv, prog_name="candor")
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
