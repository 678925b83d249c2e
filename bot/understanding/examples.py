"""Reads the examples in data/nlu without Rasa, for measuring."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML

from bot.understanding.places import NLU_DATA

_MARKED = re.compile(r"\[([^\]]+)\]\([a-z_]+\)")


@dataclass(frozen=True)
class LabelledText:
    """A sentence and the intent it was written for."""

    text: str
    intent: str


def read_examples(folder: Path = NLU_DATA) -> list[LabelledText]:
    """All examples of the folder's files, in the order of file names, entity marks taken off."""
    return [example for path in sorted(folder.glob("*.yml")) for example in _of_file(path)]


def _of_file(path: Path) -> Iterator[LabelledText]:
    for block in YAML(typ="safe").load(path)["nlu"]:
        for line in block["examples"].splitlines() if "intent" in block else ():
            yield LabelledText(_MARKED.sub(r"\1", line.removeprefix("- ")), block["intent"])
