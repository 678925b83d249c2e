"""Ratings: one a conversation."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, select

from candor.errors import AlreadyRated
from candor.store.tables.conversation import ratings as t


class Ratings:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, conversation_id: str, score: int, comment: str, at: datetime) -> None:
        """Raises AlreadyRated when the conversation has one."""
        if self.of(conversation_id) is not None:
            raise AlreadyRated
        row = {"conversation_id": conversation_id, "score": score, "comment": comment, "at": at}
        self._connection.execute(insert(t), row)

    def of(self, conversation_id: str) -> int | None:
        return self._connection.scalar(select(t.c.score).where(t.c.conversation_id == conversation_id))
