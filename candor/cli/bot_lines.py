"""Runs a program of the bot's environment that prints one JSON object a line, and shows how far it is."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from candor.cli.terminal import Trouble
from candor.settings import ROOT
from candor.supervising.product import bot_environment, bot_python


def bot_lines(
    arguments: Sequence[str], stdin: int, total: int | None, doing: str, console: Console, env: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """The objects that a program of the bot's environment prints, with a bar while it runs. Raises Trouble."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said,
        Progress(*columns, console=console, transient=True) as progress,
        subprocess.Popen(
            [bot_python(), *arguments], cwd=ROOT, env={**bot_environment(os.environ), **env}, stdin=stdin,
            stdout=subprocess.PIPE, stderr=said, text=True, errors="replace",
        ) as running,
    ):  # fmt: skip
        task = progress.add_task(doing, total=total)
        for line in running.stdout or ():
            found = json.loads(line)
            if "done" in found:
                progress.update(task, completed=found["done"], total=found["of"])
            elif total is not None:
                progress.advance(task)
            yield found
        if running.wait():
            said.seek(0)
            last = "\n".join(said.read().splitlines()[-5:])
            raise Trouble("The model could not be read.", f"{last}\nTrain one: candor train.".lstrip())
