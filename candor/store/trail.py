"""The audit trail: who did what to whose data, when. Rows are only ever added."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from candor.store.tables.access import audit as t


class Trail:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, at: datetime, *, actor: str, act: str, subject: str, **detail: Any) -> None:
        """Adds a row. `act` is in the past tense (session_opened); `detail` holds ids and counts, never words."""
        self._connection.execute(
            insert(t), {"at": at, "actor": actor, "act": act, "subject": subject, "detail": detail}
        )

    def of(self, subject: str) -> list[dict[str, Any]]:
        """The rows about a subject, oldest first."""
        rows = self._connection.execute(select(t).where(t.c.subject == subject).order_by(t.c.id))
        return [dict(row._mapping) for row in rows]

    def all(self) -> list[dict[str, Any]]:
        """Every row, oldest first."""
        return [dict(row._mapping) for row in self._connection.execute(select(t).order_by(t.c.id))]
