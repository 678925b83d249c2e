"""What is looked at in a policy file before its values: its letters, its nesting, and what YAML reads oddly."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from candor.errors import PolicyRefused
from candor.goodwill.reader import Path as Place
from candor.goodwill.reader import Problem

LONGEST = 500_000
DEEPEST = 50
INT, DAY = "tag:yaml.org,2002:int", "tag:yaml.org,2002:timestamp"
# YAML reads 04100 as 2112 and 41:00 as 2460. Whoever writes money means the digits that stand there.
PLAIN_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")

Placed = tuple[Place, yaml.Node, bool]
"""A place in the file, what stands there, and whether its key stood there before."""


def text_of(path: Path) -> str:
    """The file's text. Raises PolicyRefused, with the line, when it can not be read or is no UTF-8."""
    try:
        given = path.read_bytes()
    except OSError as error:
        raise PolicyRefused(f"{path}:1: it can not be read: {error.strerror}") from error
    try:
        return given.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = 1 + given[: error.start].count(b"\n")
        raise PolicyRefused(f"{path}:{line}: it is not text in UTF-8: save it as UTF-8") from error


def before_reading(text: str) -> tuple[str, int] | None:
    """Why a text is not even read, and in which line: it would take minutes, or mean something else than it says."""
    if len(text) > LONGEST:
        return f"it is longer than {LONGEST:,} characters", 1
    if line := _too_deep(text):
        return f"it is nested deeper than {DEEPEST}", line
    alias = next((event for event in yaml.parse(text) if isinstance(event, yaml.AliasEvent)), None)
    if alias is not None:
        line = alias.start_mark.line + 1 if alias.start_mark else 1
        return f"*{alias.anchor} stands for another place: write it out", line
    return None


def odd_values(places: list[Placed]) -> Iterator[Problem]:
    """Numbers that YAML reads as another one than it looks like, and days that are none."""
    for place, node, _ in places:
        if not isinstance(node, yaml.ScalarNode):
            continue
        if node.tag == INT and not PLAIN_NUMBER.fullmatch(node.value):
            yield Problem(place, None, f"{node.value} is read as {yaml.safe_load(node.value)}: write its plain digits")
        if node.tag == DAY and (why := _no_day(node.value)):
            yield Problem(place, None, f"{node.value} is no day: {why}")


def places_of(node: yaml.Node | None, where: Place = ()) -> Iterator[Placed]:
    """Every place, in the order of the file."""
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            place = (*where, str(key.value))
            yield place, _at(value, key), place in seen
            seen.add(place)
            yield from places_of(value, place)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield (*where, number), value, False
            yield from places_of(value, (*where, number))


def _at(value: yaml.Node, key: yaml.Node) -> yaml.Node:
    """The value, told by its key's line: a list or mapping begins below it."""
    value.start_mark = key.start_mark
    return value


def _too_deep(text: str) -> int | None:
    """The line in which brackets are nested too deep: the reader's time grows with the square of their depth."""
    depth = 0
    for number, line in enumerate(text.splitlines(), start=1):
        for letter in line:
            depth += (letter in "[{") - (letter in "]}")
            if depth > DEEPEST:
                return number
    return None


def _no_day(text: str) -> str | None:
    try:
        yaml.safe_load(text)
    except ValueError as error:
        return str(error)
    return None
