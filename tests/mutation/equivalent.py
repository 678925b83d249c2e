"""Changes that no test can notice, each with its reason (equivalent.yml). They count neither for nor against."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml

from tests.mutation.places import Place

LIST = Path(__file__).with_name("equivalent.yml")
Words = tuple[str, str, str, str]


@cache
def equivalent() -> dict[Words, str]:
    """The reason for each change by its words: module, function, the lines before and after."""
    found: dict[Words, str] = {}
    for module, entries in (yaml.safe_load(LIST.read_text(encoding="utf-8")) or {}).items():
        for one in entries:
            for becomes in [one["becomes"]] if isinstance(one["becomes"], str) else one["becomes"]:
                found[module, one["function"], one["was"], becomes] = one["why"]
    return found


def without_a_place(listed: Iterable[Words], places: Iterable[Place]) -> list[Words]:
    """What stands in the list and is nobody's change any more: of modules that were looked at."""
    there = {place.words for place in places}
    modules = {words[0] for words in there}
    return [words for words in listed if words[0] in modules and words not in there]
