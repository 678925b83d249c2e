"""What waits to be answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, or_, select, update

from candor.conversation.turns import Waiting
from candor.store.rows import names_of, record_of
from candor.store.tables.conversation import inbox as t
from candor.store.tables.conversation import leases

QUEUED, DONE = "queued", "done"
ONE = t.c.message_id == bindparam("of")
IN_TALK = (t.c.conversation_id == bindparam("talk")) & (t.c.state == QUEUED)
ADD = insert(t)
READY = (
    select(t.c.conversation_id)
    .outerjoin(leases, leases.c.conversation_id == t.c.conversation_id)
    .where(
        t.c.state == QUEUED,
        t.c.next_try_at <= bindparam("now"),
        or_(leases.c.conversation_id.is_(None), leases.c.expires_at <= bindparam("now")),
    )
    .group_by(t.c.conversation_id)
    .order_by(func.min(t.c.queued_at))
    .limit(bindparam("most"))
)
OLDEST = select(t.c.message_id).where(IN_TALK).order_by(t.c.seq).limit(1).scalar_subquery()
TRY_OLDEST = (
    update(t)
    .where(t.c.message_id == OLDEST, t.c.next_try_at <= bindparam("at"))
    .values(
        attempts=t.c.attempts + 1,
        first_tried_at=func.coalesce(t.c.first_tried_at, bindparam("at", type_=t.c.next_try_at.type)),
    )
    .returning(*(t.c[name] for name in names_of(Waiting)))
)
TRY_AGAIN = update(t).where(ONE).values(next_try_at=bindparam("at"))
FINISH = (
    update(t)
    .where(ONE, t.c.state == QUEUED)
    .values(state=DONE, done_at=bindparam("at"), understanding=bindparam("understood"))
)
UNDERSTOOD = (
    select(t.c.understanding)
    .where(t.c.conversation_id == bindparam("talk"), t.c.state == DONE, t.c.understanding.is_not(None))
    .order_by(t.c.seq.desc())
    .limit(bindparam("most"))
)
WITHDRAW = update(t).where(IN_TALK).values(state=DONE, done_at=bindparam("at"))
WAITING = select(func.count(), func.min(t.c.queued_at)).where(IN_TALK)


class Inbox:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, waiting: Waiting) -> None:
        row = {
            "message_id": waiting.message_id,
            "conversation_id": waiting.conversation_id,
            "seq": waiting.seq,
            "intent": waiting.intent,
            "payload": dict(waiting.payload) if waiting.payload else None,
            "state": QUEUED,
            "attempts": 0,
            "queued_at": waiting.queued_at,
            "next_try_at": waiting.queued_at,
        }
        self._connection.execute(ADD, row)

    def ready(self, now: datetime, limit: int) -> list[str]:
        """Conversations with a message whose time has come and that nobody is answering, longest waiting first."""
        return list(self._connection.scalars(READY, {"now": now, "most": limit}))

    def try_oldest(self, conversation_id: str, now: datetime) -> Waiting | None:
        """The conversation's next message, if its time has come; a later one never overtakes an earlier one.

        Counts the try before it is made, so that one which kills the process is counted too.
        """
        row = self._connection.execute(TRY_OLDEST, {"talk": conversation_id, "at": now}).one_or_none()
        return record_of(Waiting, row) if row else None

    def try_again(self, message_id: str, at: datetime) -> None:
        self._connection.execute(TRY_AGAIN, {"of": message_id, "at": at})

    def done(self, message_id: str, at: datetime, understanding: dict[str, Any] | None) -> None:
        self._connection.execute(FINISH, {"of": message_id, "at": at, "understood": understanding})

    def waiting(self, conversation_id: str) -> tuple[int, datetime | None]:
        """How many of the conversation's messages wait, and since when the oldest does."""
        count, oldest = self._connection.execute(WAITING, {"talk": conversation_id}).one()
        return int(count), oldest

    def understood(self, conversation_id: str, limit: int) -> list[dict[str, Any]]:
        """How the last answered messages were understood, oldest of them first."""
        found = self._connection.scalars(UNDERSTOOD, {"talk": conversation_id, "most": limit})
        return [one for one in found if one][::-1]

    def withdraw(self, conversation_id: str, at: datetime) -> None:
        """Nobody needs to answer what waits here any more: a person reads it."""
        self._connection.execute(WITHDRAW, {"talk": conversation_id, "at": at})
