"""`candor understand`: what the model makes of single texts."""

from __future__ import annotations

import os
import subprocess

from candor.cli.terminal import Trouble
from candor.settings import ROOT
from candor.supervising.product import bot_environment, bot_python


def understand() -> None:
    """Read one text per line, print {"text", "intent", "confidence", "entities"} per line, in the order given."""
    done = subprocess.run(
        [bot_python(), "-m", "bot.understanding.reader"],
        cwd=ROOT,
        env=bot_environment(os.environ),
        stderr=subprocess.PIPE,  # Rasa's libraries warn about themselves at every start; told only when it failed
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        last = "\n".join(done.stderr.splitlines()[-5:])
        raise Trouble("The model could not be read.", f"{last}\nTrain one: candor train.".lstrip())
