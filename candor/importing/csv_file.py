"""Reads CSV files: one line a transaction, in the documented columns or in those of a mapping file."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from io import StringIO

from candor.billing.imported import ImportedLine, StatementFile, Unreadable
from candor.errors import FileRefused
from candor.importing.amounts import cents, day
from candor.importing.columns import Columns
from candor.importing.doubts import require_usual_signs
from candor.importing.kinds import kind_of

Progress = Callable[[int, int], None]
Row = dict[str, str]
TOO_MANY = "\0"
"""No heading holds it: a row has this key when it has more fields than there are headings."""


def read_csv(data: bytes, columns: Columns, progress: Progress) -> StatementFile:
    """The transactions of the file. Raises FileRefused when it is no text in this encoding or lacks a column."""
    rows = _rows(_text(data, columns), columns)
    lines: list[ImportedLine] = []
    unreadable: list[Unreadable] = []
    twins: Counter[str] = Counter()
    last4 = None
    for number, row in enumerate(rows, 2):
        try:
            lines.append(_line(row, columns, twins))
            last4 = last4 or (row.get(columns.card) or "").strip()[-4:] or None
        except ValueError as error:
            unreadable.append(Unreadable(f"line {number}", str(error)))
        progress(number - 1, len(rows))
    if not columns.charges and not columns.debit:
        require_usual_signs(lines)
    return StatementFile("csv", columns.currency, tuple(lines), unreadable=tuple(unreadable), last4=last4)


def _text(data: bytes, columns: Columns) -> str:
    try:
        text = data.decode(columns.encoding)
    except (UnicodeDecodeError, LookupError) as error:
        named = columns.encoding.upper().removesuffix("-SIG")
        raise FileRefused(
            f"the file is not {named} text; name its encoding in a mapping file (cp1252, for example)"
        ) from error
    if "\0" in text:
        raise FileRefused("the file is not text")
    return text


def _rows(text: str, columns: Columns) -> list[Row]:
    reader = csv.DictReader(StringIO(text, newline=""), delimiter=columns.delimiter, strict=True)
    try:
        reader.fieldnames = _headings(reader.fieldnames or (), columns)
        return [_plain(row) for row in reader]
    except csv.Error as error:
        raise FileRefused(f"the file is broken near line {reader.line_num}: {error}") from error


def _headings(given: Sequence[str], columns: Columns) -> list[str]:
    names = [columns.known(name.strip()) for name in given]
    missing = [name for name in columns.needed() if name not in names]
    if missing:
        raise FileRefused(
            f"the file has no column {', '.join(missing)}; it has {', '.join(names)[:200] or 'none'}; "
            "name its columns and its delimiter in a mapping file"
        )
    twice = [name for name, times in Counter(names).items() if name and times > 1]
    if twice:
        raise FileRefused(f"the file has the column {', '.join(twice)} more than once")
    return names


def _plain(row: dict[str | None, str | list[str] | None]) -> Row:
    plain = {name: value for name, value in row.items() if name is not None and isinstance(value, str)}
    return {**plain, TOO_MANY: "yes"} if None in row else plain


def _line(row: Row, columns: Columns, twins: Counter[str]) -> ImportedLine:
    if TOO_MANY in row:
        raise ValueError("it has more fields than the header names")
    made = day(_field(row, columns.date), columns.date_formats)
    posted = (row.get(columns.posted) or "").strip()
    name = _field(row, columns.description)
    amount = _amount(row, columns)
    return ImportedLine(
        ref=(row.get(columns.id) or "").strip() or _ref((made.isoformat(), str(amount), name), twins),
        type=kind_of((row.get(columns.type) or "").strip(), amount, name),
        amount=amount,
        descriptor=name,
        made_on=made,
        posted_on=day(posted, columns.date_formats) if posted else made,
    )


def _field(row: Row, name: str) -> str:
    value = (row.get(name) or "").strip()
    if not value:
        raise ValueError(f"{name} is empty")
    return value


def _amount(row: Row, columns: Columns) -> int:
    if columns.debit:
        debit, credit = (row.get(name, "").strip() for name in (columns.debit, columns.credit))
        if bool(debit) == bool(credit):
            raise ValueError(f"exactly one of {columns.debit} and {columns.credit} must be filled")
        return abs(cents(debit or credit, columns.decimal_mark)) * (1 if debit else -1)
    amount = cents(_field(row, columns.amount), columns.decimal_mark)
    return -amount if columns.charges == "negative" else amount


def _ref(parts: Iterable[str], twins: Counter[str]) -> str:
    """A reference for a line without an id: its own words and which of its twins in the file it is.

    So the same file, or a longer one that holds the same days whole, brings nothing in twice.
    """
    key = "\x1f".join(parts)
    twins[key] += 1
    return hashlib.sha256(f"{key}\x1f{twins[key]}".encode()).hexdigest()[:32]
