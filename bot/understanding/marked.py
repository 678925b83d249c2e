"""Reads the examples in data/nlu with their marks, without Rasa, for measuring."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.understanding.places import NLU_DATA

_MARK = re.compile(r"\[([^\]]+)\]\(([a-z_]+)\)")


@dataclass(frozen=True)
class MarkedText:
    """A sentence and its marks: first letter, letter after the last, label."""

    text: str
    marks: tuple[tuple[int, int, str], ...]

    @classmethod
    def of(cls, line: str) -> MarkedText:
        """From a line with marks such as `what is [Oakline](merchant)`."""
        text, marks, last = "", [], 0
        for match in _MARK.finditer(line):
            text += line[last : match.start()]
            marks.append((len(text), len(text) + len(match[1]), match[2]))
            text += match[1]
            last = match.end()
        return cls(text + line[last:], tuple(marks))


def read_marked(folder: Path = NLU_DATA) -> list[MarkedText]:
    """All examples of the folder's files, in the order of file names."""
    return [MarkedText.of(line) for block in _blocks(folder) if "intent" in block for line in _lines(block)]


def read_lookup(name: str, folder: Path = NLU_DATA) -> list[str]:
    """The entries of the lookup tables of that name."""
    return [line for block in _blocks(folder) if block.get("lookup") == name for line in _lines(block)]


def _blocks(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.yml")):
        yield from YAML(typ="safe").load(path)["nlu"]


def _lines(block: dict[str, Any]) -> list[str]:
    return [line.removeprefix("- ") for line in block["examples"].splitlines()]
