"""The example facts of docs/reference/responses.md, with which every response is read."""

from __future__ import annotations

import re

from candor.conversation.wording import Wording
from candor.settings import ROOT
from tests import ours

ROW = re.compile(r"^\| `(?P<fact>\w+)` \| (?P<meaning>.+?) \| (?P<example>.+?) \|$", re.MULTILINE)

WORDING: Wording = ours.wording()
FACTS = {row["fact"]: row["example"] for row in ROW.finditer((ROOT / "docs/reference/responses.md").read_text())}


def variations() -> list[tuple[str, str, list[str]]]:
    """Each variation of each response: its name, its text with facts filled in, the titles of its buttons."""
    found = []
    for name, listed in WORDING.responses.items():
        for variation in listed:
            one = Wording({name: [variation]}).render(name, FACTS)
            found.append((name, one.text, [choice.label for choice in one.choices]))
    return found
