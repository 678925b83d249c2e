"""The outbox of the counts: which rows were written or changed. Put in by the transaction that changed them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from sqlalchemy import Connection, delete, func, insert, select

from candor.store.tables.trust import trust_outbox as t

ADD = insert(t)


class Counted(StrEnum):
    """The kinds of rows that count for something."""

    TALK = "talk"
    ISSUE = "issue"
    ANSWER = "answer"
    SURVEY = "survey"
    PROMISE = "promise"
    HAND_OVER = "hand_over"
    REACTION = "reaction"
    CASE = "case"
    SHOP = "shop"


class TrustOutbox:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def changed(self, kind: Counted, row_id: str) -> None:
        """To be called with each change of a row that counts; the counts follow within a moment."""
        self._connection.execute(ADD, {"kind": kind.value, "row_id": row_id})

    def all_changed(self, kind: Counted, row_ids: Sequence[str]) -> None:
        self.all_of([(kind, row_id) for row_id in row_ids])

    def all_of(self, rows: Sequence[tuple[Counted, str]]) -> None:
        """As `changed`, of several rows in one statement; none where there are none."""
        if rows:
            self._connection.execute(ADD, [{"kind": kind.value, "row_id": row_id} for kind, row_id in rows])

    def oldest(self, limit: int) -> list[tuple[int, Counted, str]]:
        """What waits longest: number, kind and id."""
        rows = self._connection.execute(select(t).order_by(t.c.seq).limit(limit))
        return [(row.seq, Counted(row.kind), row.row_id) for row in rows]

    def done(self, seqs: Iterable[int]) -> None:
        self._connection.execute(delete(t).where(t.c.seq.in_(list(seqs))))

    def waiting(self) -> int:
        return int(self._connection.scalar(select(func.count()).select_from(t)) or 0)
