"""Which column of a CSV file holds what: the documented names, or a mapping file for a bank's own."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import yaml

from candor.errors import FileRefused

ISO_DAY = "%Y-%m-%d"


@dataclass(frozen=True)
class Columns:
    """The names of a file's columns and how it writes days and amounts (docs/how-to/import-statements.md).

    Either `amount`, or `debit` and `credit`. `charges`: whether a charge is a positive or a negative number; positive
    when it is not said, unless the file looks otherwise.
    """

    date: str = "date"
    description: str = "description"
    amount: str = "amount"
    debit: str = ""
    credit: str = ""
    posted: str = "posted"
    id: str = "id"
    type: str = "type"
    card: str = "card"
    date_formats: tuple[str, ...] = (ISO_DAY,)
    charges: str = ""
    decimal_mark: str = "."
    delimiter: str = ","
    encoding: str = "utf-8-sig"
    currency: str = "USD"

    def needed(self) -> tuple[str, ...]:
        amounts = (self.debit, self.credit) if self.debit else (self.amount,)
        return (self.date, self.description, *amounts)

    def known(self, name: str) -> str:
        """The column of ours that this heading means, whatever its capitals; else the heading itself."""
        ours = (*self.needed(), self.posted, self.id, self.type, self.card)
        return next((own for own in ours if own.casefold() == name.casefold()), name)


def columns_from(path: Path | None) -> Columns:
    """The documented columns, or those of a mapping file. Raises FileRefused, naming the key, when it is wrong."""
    if path is None:
        return Columns()
    try:
        given = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise FileRefused(f"the mapping file can not be read ({type(error).__name__})") from error
    known = {field.name for field in fields(Columns)}
    if not isinstance(given, dict) or not given.keys() <= known:
        wrong = ", ".join(sorted(given.keys() - known)) if isinstance(given, dict) else "no keys"
        raise FileRefused(f"the mapping file has {wrong}; it may have {', '.join(sorted(known))}")
    return _checked(Columns(**{name: _value(name, value) for name, value in given.items()}))


def _value(name: str, value: Any) -> Any:
    if name == "date_formats":
        return tuple(map(str, value)) if isinstance(value, list) else (str(value),)
    return str(value)


def _checked(columns: Columns) -> Columns:
    if columns.charges not in ("", "positive", "negative"):
        raise FileRefused("charges is positive or negative")
    if columns.decimal_mark not in (".", ",") or len(columns.delimiter) != 1:
        raise FileRefused("decimal_mark is . or , and delimiter is one character")
    return columns
