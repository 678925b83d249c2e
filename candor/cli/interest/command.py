"""`candor interest`: a case of interest from a file, worked out with every step."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from candor.cli.terminal import WRONG_USE, Trouble, print_object
from candor.errors import CaseRefused

MOST = 5_000_000


def interest(
    file: Annotated[Path, typer.Argument(help="A JSON file that describes the case; - reads standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Work out the interest of a case, with all its steps."""
    from candor.billing.interest.case import solve
    from candor.cli.interest.plain import plain
    from candor.cli.interest.show import show
    from candor.importing.interest_case import case_from

    try:
        case = case_from(_read(file))
    except CaseRefused as refused:
        raise Trouble(str(refused), f"{refused.next_step} See docs/reference/interest.md.", WRONG_USE) from None
    solved = solve(case)
    if as_json:
        print_object(plain(case, solved))
    else:
        show(case, solved)


def _read(file: Path) -> str:
    try:
        text = _text(file)
    except OSError as error:
        raise Trouble(f"{file} can not be read: {error.strerror}.", "Name a file with a case.", WRONG_USE) from None
    except UnicodeDecodeError:
        raise Trouble(f"{file} is not text in UTF-8.", "Save it as UTF-8.", WRONG_USE) from None
    if len(text) > MOST:
        raise Trouble(f"{file} is longer than {MOST:,} characters.", "Describe one cycle in a file.", WRONG_USE)
    return text


def _text(file: Path) -> str:
    if str(file) == "-":
        return sys.stdin.read(MOST + 1)
    with file.open(encoding="utf-8-sig") as opened:
        return opened.read(MOST + 1)
