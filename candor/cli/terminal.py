"""What all commands share: where they print, and how they say that something is wrong."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.markup import escape

from candor.errors import CandorError

FINE, PROBLEMS, WRONG_USE = 0, 1, 2


class Trouble(CandorError):
    """A command can not do what it was asked; `exit_code` 1 for a problem found, 2 for wrong use."""

    code = "trouble"

    def __init__(self, detail: str, next_step: str, exit_code: int = PROBLEMS) -> None:
        super().__init__(detail)
        self.next_step = next_step  # type: ignore[misc]  # a class word for most errors, the case's own here
        self.exit_code = exit_code


def out() -> Console:
    """Standard output as it is now: tests and pipes exchange it."""
    return Console(file=sys.stdout, highlight=False, soft_wrap=not sys.stdout.isatty())


def err() -> Console:
    return Console(file=sys.stderr, highlight=False, soft_wrap=True)


def say_wrong(sentence: str, next_step: str) -> None:
    """One sentence and what to do next, on standard error."""
    err().print(f"[bold red]{escape(sentence)}[/]\n{escape(next_step)}")


def print_object(found: Mapping[str, Any]) -> None:
    """One JSON object a line, written out at once: a program may be waiting for it."""
    sys.stdout.write(json.dumps(dict(found), ensure_ascii=False) + "\n")
    sys.stdout.flush()
