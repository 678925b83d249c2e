"""Rows and frozen records have the same names, so one pair of functions carries them over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar, cast, get_type_hints

from sqlalchemy import Row, Select, Table, select

T = TypeVar("T")


@lru_cache(maxsize=64)
def names_of(kind: Any) -> tuple[str, ...]:
    """The names of a record's fields, in order."""
    return tuple(field.name for field in fields(kind))


def row_of(record: Any) -> dict[str, Any]:
    """A record as column values; enums by value, sets as sorted lists, mappings as plain dicts."""
    return {name: _plain(getattr(record, name)) for name in names_of(record.__class__)}


def columns(table: Table, kind: type) -> Select[Any]:
    """Selects a record's fields from its table, in the record's own order."""
    return select(*(table.c[name] for name in names_of(kind)))


def record_of(kind: type[T], row: Row[Any] | tuple[Any, ...]) -> T:
    """The record of a row selected by `columns`; enums are enums again, so that `is` holds for them."""
    values, of = list(row), cast(Any, kind)
    for index, enum in _enums_of(of):
        values[index] = enum(values[index])
    return kind(*values)


@lru_cache(maxsize=64)
def _enums_of(kind: Any) -> tuple[tuple[int, type[Enum]], ...]:
    """The places of the fields whose type is an enum."""
    hints = get_type_hints(kind)
    typed = ((index, hints[name]) for index, name in enumerate(names_of(kind)))
    return tuple((index, hint) for index, hint in typed if isinstance(hint, type) and issubclass(hint, Enum))


def _plain(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case frozenset() | set():
            return sorted(value)
        case tuple():
            return list(value)
        case Mapping():
            return dict(value)
        case _:
            return value
