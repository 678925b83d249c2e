"""`candor understand`: what the model makes of single texts."""

from __future__ import annotations

import os
import subprocess

import typer

from candor.cli.terminal import Trouble
from candor.settings import ROOT
from candor.supervising.product import bot_environment, bot_python


def understand() -> None:
    """Read one text per line, print {"text", "intent", "confidence", "entities"} per line, in the order given."""
    done = subprocess.run(
        [bot_python(), "-m", "bot.understanding.reader"], cwd=ROOT, env=bot_environment(os.environ), check=False
    )
    if done.returncode == 130:
        raise typer.Exit(130)
    if done.returncode:
        raise Trouble("The model could not be read.", "Train it: candor train. What went wrong stands above.")
