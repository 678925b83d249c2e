"""What a line that was typed means: a text, or a press of a button shown."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from candor.cli.terminal import WRONG_USE, Trouble

Choice = dict[str, Any]


def content_of(line: str, shown: Sequence[Choice], *, by_number: bool) -> dict[str, str]:
    """The message to post: {"text"} or {"choice"}.

    A label typed in full presses its button. `by_number`: a bare number does too (people); otherwise a line
    {"press": number or label} does (programs). Raises Trouble for a press of what is not shown.
    """
    asked = _asked(line)
    if asked is not None:
        return {"choice": _pressed(asked, shown)}
    if by_number and line.isascii() and line.isdigit() and 1 <= int(line) <= len(shown):
        return {"choice": _pressed(int(line), shown)}
    same = [choice for choice in shown if _same(choice["label"], line)]
    return {"choice": str(same[0]["id"])} if same else {"text": line}


def _asked(line: str) -> int | str | None:
    if not line.startswith("{"):
        return None
    try:
        found = json.loads(line)
    except ValueError:
        return None
    press = found.get("press") if isinstance(found, dict) and set(found) == {"press"} else None
    return press if isinstance(press, int | str) else None


def _pressed(asked: int | str, shown: Sequence[Choice]) -> str:
    for number, choice in enumerate(shown, start=1):
        if asked == number or (isinstance(asked, str) and _same(choice["label"], asked)):
            return str(choice["id"])
    labels = ", ".join(str(choice["label"]) for choice in shown) or "none"
    raise Trouble(f"There is no button {asked!r} to press.", f"The buttons shown are: {labels}.", WRONG_USE)


def _same(label: str, typed: str) -> bool:
    return label.strip().casefold() == typed.strip().casefold()
