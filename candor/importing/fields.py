"""Reading a JSON object strictly: every field by its kind, none twice, none that nobody asked for.

Each refusal is a CaseRefused that names the field by its path (`entries[2].day`) and says what to write there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any, NoReturn, TypeVar

from candor.billing.tariff import percent
from candor.errors import CaseRefused

MOST_CENTS, MOST_PERCENT = 10**15, 1_000
PERCENT = re.compile(r"\d{1,4}(\.\d{1,12})?")
MISSING = object()

Choice = TypeVar("Choice", bound=StrEnum)


class Fields:
    """One object of the file. `path` is where it stands in it."""

    def __init__(self, values: Mapping[str, Any], path: str = "") -> None:
        self._values, self._path = values, path
        self._asked: dict[str, None] = {}

    @classmethod
    def parsed(cls, text: str) -> Fields:
        """The object of a JSON text, numbers exact. Raises CaseRefused for text that is not one object."""
        try:
            values = json.loads(text, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_once)
        except json.JSONDecodeError as error:
            where = f"line {error.lineno}, column {error.colno}"
            raise CaseRefused(f"This is not JSON: {error.msg} at {where}.", "Put that place right.") from None
        except (ValueError, RecursionError):
            raise CaseRefused("This is not JSON that can be read.", "Use plain numbers and a few levels.") from None
        if not isinstance(values, dict):
            raise CaseRefused("The case is not an object.", "Begin with { and name the fields.")
        return cls(values)

    def refuse(self, name: str, problem: str, next_step: str) -> NoReturn:
        raise CaseRefused(f"{self._at(name)} {problem}.", next_step)

    def check(self, fine: bool, name: str, problem: str, next_step: str) -> None:
        if not fine:
            self.refuse(name, problem, next_step)

    def has(self, name: str) -> bool:
        self._asked[name] = None
        return self._values.get(name) is not None

    def take(self, name: str, default: Any = MISSING) -> Any:
        """The field's value; its default when it is left out or null. Refuses a field that is needed and not there."""
        if self.has(name):
            return self._values[name]
        if default is MISSING:
            self.refuse(name, "is missing", "Add it.")
        return default

    def day(self, name: str) -> date:
        found = self.take(name)
        try:
            return date.fromisoformat(found)
        except (TypeError, ValueError):
            self.refuse(name, f"is {_shown(found)}, no day", "Write a day as 2025-04-01.")

    def cents(self, name: str, default: Any = MISSING, *, least: int = 0) -> int:
        found = self.take(name, default)
        if not isinstance(found, int) or isinstance(found, bool):
            self.refuse(name, f"is {_shown(found)}, no whole number of cents", "Write $12.50 as 1250.")
        self.check(least <= found <= MOST_CENTS, name, "is out of range", f"Write {least} to {MOST_CENTS} cents.")
        return found

    def count(self, name: str, most: int) -> int | None:
        """A small whole number, None when it is left out."""
        found = self.take(name, None)
        if found is None:
            return None
        fine = isinstance(found, int) and not isinstance(found, bool) and 0 <= found <= most
        self.check(fine, name, f"is {_shown(found)}", f"Write a whole number from 0 to {most}, or null.")
        return int(found)

    def flag(self, name: str) -> bool:
        found = self.take(name)
        if not isinstance(found, bool):
            self.refuse(name, f"is {_shown(found)}", "Write true or false.")
        return found

    def text(self, name: str, default: Any = MISSING) -> str:
        found = self.take(name, default)
        if not isinstance(found, str):
            self.refuse(name, f"is {_shown(found)}, no text", "Put it in quotes.")
        return found

    def choice(self, name: str, kind: type[Choice], default: Choice | None = None) -> Choice:
        found = self.take(name, MISSING if default is None else default)
        known = [str(member) for member in kind]
        if isinstance(found, bool) or str(found) not in known:
            self.refuse(name, f"is {_shown(found)}", f"Write one of: {', '.join(known)}.")
        return kind(str(found))

    def percent(self, name: str) -> Fraction:
        """A rate of percent as a share of one; a number or a text, `24.99` or `"24.99"`."""
        found = self.take(name)
        written = str(found) if isinstance(found, str | int | Decimal) and not isinstance(found, bool) else ""
        if not PERCENT.fullmatch(written) or Decimal(written) > MOST_PERCENT:
            self.refuse(name, f"is {_shown(found)}, no rate", f'Write percent from 0 to {MOST_PERCENT}, as "24.99".')
        return percent(written)

    def child(self, name: str) -> Fields:
        found = self.take(name)
        if not isinstance(found, dict):
            self.refuse(name, "is not an object", "Write it with { and }.")
        return Fields(found, self._at(name))

    def child_or_empty(self, name: str) -> Fields:
        return self.child(name) if self.has(name) else Fields({}, self._at(name))

    def children(self, name: str) -> list[Fields]:
        """The objects of a list; none when it is left out."""
        found = self.take(name, [])
        if not isinstance(found, list):
            self.refuse(name, "is not a list", "Write it with [ and ].")
        for number, one in enumerate(found):
            if not isinstance(one, dict):
                self.refuse(f"{name}[{number}]", "is not an object", "Write it with { and }.")
        return [Fields(one, f"{self._at(name)}[{number}]") for number, one in enumerate(found)]

    def is_list(self, name: str) -> bool:
        return isinstance(self.take(name, None), list)

    def done(self) -> None:
        """Refuses fields that nobody asked for."""
        for name in self._values:
            if name not in self._asked:
                self.refuse(name, "is not a field that is known here", f"There are: {', '.join(self._asked)}.")

    def _at(self, name: str) -> str:
        return f"{self._path}.{name}" if self._path else name


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise CaseRefused(f"{name} stands there twice in one object.", "Leave one of them out.")
        found[name] = value
    return found


def _shown(value: Any) -> str:
    """A value as short as fits in a sentence."""
    text = str(value) if isinstance(value, Decimal) else json.dumps(value, default=str, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:37]}..."
