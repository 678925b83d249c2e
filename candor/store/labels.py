"""Labels: what a bot turn should have been. One person's newest word on a turn stands."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from candor.conversation.labels import Label
from candor.store.rows import columns, record_of, row_of
from candor.store.tables.studio import labels as t

ONE_WORD = (t.c.message_id, t.c.kind, t.c.by)
SAID_ANEW = ("intent", "reason", "at")


class Labels:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, label: Label) -> None:
        """Writes it; the same person's earlier label of this kind on this message is said anew."""
        dialect = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        row = row_of(label)
        anew = {name: row[name] for name in SAID_ANEW}
        self._connection.execute(
            dialect.insert(t).values(**row).on_conflict_do_update(index_elements=ONE_WORD, set_=anew)
        )

    def of(self, message_id: str) -> list[Label]:
        """What is said of a customer's message, oldest first."""
        rows = self._connection.execute(columns(t, Label).where(t.c.message_id == message_id).order_by(t.c.at, t.c.id))
        return [record_of(Label, row) for row in rows]

    def since(self, at: datetime, limit: int = 1000) -> list[Label]:
        """Labels said or said anew since then, oldest first."""
        rows = self._connection.execute(columns(t, Label).where(t.c.at >= at).order_by(t.c.at, t.c.id).limit(limit))
        return [record_of(Label, row) for row in rows]
