"""Writes many rows of a past at once: what a house brings along, and the sample bank's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, insert, select

from candor.store.tables import metadata
from candor.store.tables.trust import talk_outcomes
from candor.store.trust.outbox import Counted, TrustOutbox

COUNTED = {
    "talk_outcomes": Counted.TALK,
    "issues": Counted.ISSUE,
    "outcomes": Counted.ANSWER,
    "surveys": Counted.SURVEY,
    "promises": Counted.PROMISE,
    "handoffs": Counted.HAND_OVER,
    "reactions": Counted.REACTION,
    "mystery_shops": Counted.SHOP,
}
SILENT = ("conversations", "messages", "context_looks", "fairness_segments", "trust_figures")


class TrustPast:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._outbox = TrustOutbox(connection)

    def has_outcomes(self) -> bool:
        return self._connection.scalar(select(talk_outcomes.c.id).limit(1)) is not None

    def add(self, table: str, rows: Sequence[dict[str, Any]]) -> None:
        """Writes rows of one table, and tells the outbox of those that count. ValueError for another table."""
        if table not in COUNTED and table not in SILENT:
            raise ValueError(f"{table} holds no past")
        if rows:
            self._connection.execute(insert(metadata.tables[table]), list(rows))
        if table in COUNTED:
            self._outbox.all_changed(COUNTED[table], [row["id"] for row in rows])
