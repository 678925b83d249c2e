"""Events of a case as they are kept: a name and plain values, and back again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from functools import lru_cache
from typing import Any, get_args, get_type_hints

from candor.disputes.events import Event
from candor.disputes.reasons import Reason

KINDS: Mapping[str, Any] = {kind.__name__: kind for kind in get_args(Event)}


def plain(event: Event) -> tuple[str, dict[str, Any]]:
    """The event's name and its values, as JSON can hold them."""
    return type(event).__name__, {field.name: _plain(getattr(event, field.name)) for field in fields(event)}


def event_of(kind: str, values: Mapping[str, Any]) -> Event:
    """The event that was kept. Raises KeyError for a name or a value that is none of ours."""
    made = KINDS[kind]
    event: Event = made(**{name: _read(hint, values[name]) for name, hint in _fields_of(made)})
    return event


@lru_cache(maxsize=len(KINDS))
def _fields_of(made: Any) -> tuple[tuple[str, Any], ...]:
    """The names of an event's fields with their types, which are worked out once."""
    hints = get_type_hints(made)
    return tuple((field.name, hints[field.name]) for field in fields(made))


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _read(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if hint is Reason:
        return Reason(value)
    if date in (hint, *get_args(hint)):
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value
