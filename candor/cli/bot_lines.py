"""Runs a program of the bot's environment that prints one JSON object a line."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from candor.cli.terminal import Trouble
from candor.settings import ROOT
from candor.supervising.product import bot_environment, bot_python

READER = ("-m", "bot.understanding.reader")


def bot_lines(arguments: Sequence[str], stdin: int, env: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The objects that a program of the bot's environment prints, as they come. Raises Trouble when it fails."""
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said,
        subprocess.Popen(
            [bot_python(), *arguments], cwd=ROOT, env={**bot_environment(os.environ), **env}, stdin=stdin,
            stdout=subprocess.PIPE, stderr=said, text=True, errors="replace",
        ) as running,
    ):  # fmt: skip
        yield from map(json.loads, running.stdout or ())
        if running.wait():
            said.seek(0)
            last = "\n".join(said.read().splitlines()[-5:])
            raise Trouble("The model could not be read.", f"{last}\nTrain one: candor train.".lstrip())


def read_texts(
    arguments: Sequence[str], texts: Sequence[str], env: Mapping[str, str] | None = None
) -> Iterator[dict[str, Any]]:
    """The same for a program that reads these texts, a line each, and answers each."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as file:
        file.writelines(" ".join(text.split()) + "\n" for text in texts)
        file.seek(0)
        yield from bot_lines(arguments, file.fileno(), env or {})
