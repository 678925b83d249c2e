"""What makes a file doubtful although each of its lines can be read: better asked than taken for granted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from candor.billing.imported import ImportedLine, StatementFile, Unreadable
from candor.errors import FileRefused
from candor.importing.kinds import PAYMENT_NAMES

ENOUGH_TO_TELL = 4
"""With fewer lines than these that are no payments, refunds alone are believed."""


def require_usual_signs(lines: Sequence[ImportedLine]) -> None:
    """Raises FileRefused when most of what is no payment would be a refund: such a file writes charges as negative."""
    bought = [line.amount for line in lines if not PAYMENT_NAMES.search(line.descriptor)]
    negative = sum(amount < 0 for amount in bought)
    if len(bought) >= ENOUGH_TO_TELL and negative * 2 > len(bought):
        raise FileRefused(
            f"{negative} of {len(bought)} amounts would be refunds; if the file writes charges as negative numbers, "
            "say charges: negative in a mapping file, else charges: positive"
        )


def once_each(file: StatementFile) -> StatementFile:
    """The file without lines whose reference an earlier and different line has: they are told as left out."""
    first: dict[str, ImportedLine] = {}
    lines: list[ImportedLine] = []
    doubtful: list[Unreadable] = []
    for line in file.lines:
        if first.setdefault(line.ref, line) == line:
            lines.append(line)
        else:
            where = f"transaction {line.ref[:40]} ({line.descriptor[:40]}, {line.posted_on})"
            doubtful.append(Unreadable(where, "an earlier and different line of the file has this id"))
    return replace(file, lines=tuple(lines), unreadable=(*file.unreadable, *doubtful))
