"""Server-sent events as the API sends them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Event:
    """One event: its kind, its data, and its place in the log when it has one."""

    kind: str
    data: dict[str, Any]
    seq: int | None


def parse(lines: Iterable[str]) -> Iterator[Event]:
    """Events of a stream of lines (WHATWG HTML, 9.2.6); one whose data is not a JSON object is left out."""
    kind, data, seq = "message", list[str](), None
    for line in lines:
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "event":
            kind = value
        elif field == "data":
            data.append(value)
        elif field == "id" and value.isascii() and value.isdigit():
            seq = int(value)
        elif not line:
            event = _event(kind, "\n".join(data), seq)
            if event is not None:
                yield event
            kind, data, seq = "message", [], None


def _event(kind: str, data: str, seq: int | None) -> Event | None:
    try:
        content = json.loads(data)
    except ValueError:
        return None
    return Event(kind, content, seq) if isinstance(content, dict) else None
