"""What waits to be answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, func, insert, or_, select, update

from candor.conversation.turns import Waiting
from candor.store.rows import columns, record_of
from candor.store.tables.conversation import inbox as t
from candor.store.tables.conversation import leases

QUEUED, DONE = "queued", "done"


class Inbox:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, waiting: Waiting) -> None:
        self._connection.execute(
            insert(t),
            {
                "message_id": waiting.message_id,
                "conversation_id": waiting.conversation_id,
                "seq": waiting.seq,
                "intent": waiting.intent,
                "payload": waiting.payload,
                "state": QUEUED,
                "attempts": 0,
                "queued_at": waiting.queued_at,
                "next_try_at": waiting.queued_at,
            },
        )

    def ready(self, now: datetime, limit: int) -> list[str]:
        """Conversations with a message whose time has come and that nobody is answering, longest waiting first."""
        free = or_(leases.c.conversation_id.is_(None), leases.c.expires_at <= now)
        query = (
            select(t.c.conversation_id)
            .outerjoin(leases, leases.c.conversation_id == t.c.conversation_id)
            .where(t.c.state == QUEUED, t.c.next_try_at <= now, free)
            .group_by(t.c.conversation_id)
            .order_by(func.min(t.c.queued_at))
            .limit(limit)
        )
        return list(self._connection.scalars(query))

    def oldest(self, conversation_id: str, now: datetime) -> Waiting | None:
        """The conversation's next message, if its time has come. A later one never overtakes an earlier one."""
        query = (
            columns(t, Waiting)
            .add_columns(t.c.next_try_at)
            .where(t.c.conversation_id == conversation_id, t.c.state == QUEUED)
            .order_by(t.c.seq)
            .limit(1)
        )
        row = self._connection.execute(query).one_or_none()
        if row is None or row.next_try_at > now:
            return None
        return record_of(Waiting, row[:-1])  # type: ignore[arg-type]

    def tried(self, message_id: str, at: datetime) -> None:
        """Counts a try before it is made, so that one which kills the process is counted too."""
        self._connection.execute(
            update(t)
            .where(t.c.message_id == message_id)
            .values(attempts=t.c.attempts + 1, first_tried_at=func.coalesce(t.c.first_tried_at, at))
        )

    def try_again(self, message_id: str, at: datetime) -> None:
        self._connection.execute(update(t).where(t.c.message_id == message_id).values(next_try_at=at))

    def done(self, message_id: str, at: datetime, understanding: dict[str, Any] | None) -> None:
        self._connection.execute(
            update(t)
            .where(and_(t.c.message_id == message_id, t.c.state == QUEUED))
            .values(state=DONE, done_at=at, understanding=understanding)
        )

    def waiting(self, conversation_id: str) -> tuple[int, datetime | None]:
        """How many of the conversation's messages wait, and since when the oldest does."""
        query = select(func.count(), func.min(t.c.queued_at)).where(
            t.c.conversation_id == conversation_id, t.c.state == QUEUED
        )
        count, oldest = self._connection.execute(query).one()
        return int(count), oldest
