"""`candor explain`: one line of a bill, in as many words as wanted."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import Annotated

import typer
from rich.markup import escape

from candor.cli.terminal import out, print_object


class Detail(StrEnum):
    """How much is said."""

    one_line = "one-line"
    short = "short"
    full = "full"


def explain(
    customer: Annotated[str, typer.Option(help="The customer whose bill it is, c01 for example.")],
    line: Annotated[str, typer.Option(help="The id of the line on the bill.")],
    detail: Annotated[Detail, typer.Option(help="How much to say.")] = Detail.short,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Explain one line of a customer's bill."""
    from candor import bootstrap

    found = bootstrap.explain_line(os.environ, customer, line, detail.value)
    if as_json:
        print_object(found)
    else:
        out().print(escape(str(found["text"])))
