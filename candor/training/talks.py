"""The sentences that the talks of tests/conversations begin with: nobody teaches them, so they measure a model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from candor.training.compared import Opening

# A talk names rows of the sample bank; for what is meant by a sentence, any amount and day will do.
STAND_INS = {"amount": "$24.50", "at": "May 3", "txn_date": "May 3", "post_date": "May 5", "expires_at": "May 20"}
NAMED = re.compile(r"\{\{[^}]*?\.(\w+)\}\}")


def openings(folder: Path) -> list[Opening]:
    """The first sentence of each talk and its rewordings, in the order of file names; empty without such a folder."""
    return [opening for path in sorted(folder.glob("*.yml")) for opening in _of_file(path)]


def _of_file(path: Path) -> Iterator[Opening]:
    talk = yaml.safe_load(path.read_text(encoding="utf-8"))
    first = talk["steps"][0].get("say")
    for text in ([first] if first else []) + list(talk.get("rewordings") or ()):
        yield Opening(path.stem, " ".join(filled(text).split()))


def filled(text: str) -> str:
    """The sentence with something in the place of each name of a row."""
    return NAMED.sub(lambda found: STAND_INS.get(found[1], "4471"), text)
