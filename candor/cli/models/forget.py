"""`candor models forget`: what an erased customer's words became leaves the teaching material."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from candor.bootstrap import from_environment
from candor.cli.terminal import out, print_object
from candor.services.studio.correct import forget_sentences
from candor.settings import project_of
from candor.training.nlu_files import NluFiles


def forget(
    customer: Annotated[str, typer.Argument(help="The customer's id.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Take out of data/nlu the sentences that a customer's messages became."""
    files = NluFiles(project_of(os.environ) / "data" / "nlu")
    gone = forget_sentences(from_environment().tools, files, customer)
    if as_json:
        print_object({"customer": customer, "sentences": gone})
    else:
        out().print(f"{gone} sentences left data/nlu." + (" Train anew: candor train." if gone else ""))
