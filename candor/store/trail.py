"""The audit trail: who did what to whose data, when. Rows are only ever added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from candor.store.tables.access import audit as t

ADD = insert(t)


class Trail:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, at: datetime, *, actor: str, act: str, subject: str, **detail: Any) -> None:
        """Adds a row. `act` is in the past tense (session_opened); `detail` holds ids and counts, never words."""
        row = {"at": at, "actor": actor, "act": act, "subject": subject, "detail": detail}
        self._connection.execute(ADD, row)

    def add_all(self, at: datetime, act: str, subject: str, acts: Iterable[Mapping[str, Any]]) -> None:
        """As `add`, for acts of one kind about one subject: each with its `actor`, and the rest as detail."""
        rows = [
            {"at": at, "actor": one["actor"], "act": act, "subject": subject,
             "detail": {name: value for name, value in one.items() if name != "actor"}}
            for one in acts
        ]  # fmt: skip
        self._connection.execute(ADD, rows)

    def of(self, subject: str) -> list[dict[str, Any]]:
        """The rows about a subject, oldest first."""
        rows = self._connection.execute(select(t).where(t.c.subject == subject).order_by(t.c.id))
        return [dict(row._mapping) for row in rows]

    def all(self) -> list[dict[str, Any]]:
        """Every row, oldest first."""
        return [dict(row._mapping) for row in self._connection.execute(select(t).order_by(t.c.id))]
