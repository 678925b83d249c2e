"""Hand-overs to a person, each with the promise that was made with it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Row, Select, bindparam, insert, select

from candor.conversation.handing_over import HandOff
from candor.store.tables.conversation import handoffs as t
from candor.store.tables.conversation import promises

ALL: Select[tuple[object, ...]] = select(t, promises.c.due_at).join(promises).order_by(t.c.requested_at.desc())
ASKED_BY = ALL.where(t.c.message_id == bindparam("of"))


class HandOffs:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, handoff: HandOff, promise_id: str, what: str) -> None:
        """Writes the hand-over and its promise together: none is ever without the other."""
        self._connection.execute(
            insert(t),
            {
                "id": handoff.id,
                "conversation_id": handoff.conversation_id,
                "message_id": handoff.message_id,
                "customer_id": handoff.customer_id,
                "trigger": handoff.trigger,
                "urgency": handoff.urgency,
                "requested_at": handoff.requested_at,
                "context": dict(handoff.context),
            },
        )
        self._connection.execute(
            insert(promises),
            {
                "id": promise_id,
                "conversation_id": handoff.conversation_id,
                "handoff_id": handoff.id,
                "what": what,
                "made_at": handoff.requested_at,
                "due_at": handoff.due,
            },
        )

    def asked_by(self, message_id: str) -> HandOff | None:
        """The hand-over that this message led to, if it did already."""
        row = self._connection.execute(ASKED_BY, {"of": message_id}).one_or_none()
        return _handoff(row) if row else None

    def open_in(self, conversation_id: str) -> HandOff | None:
        """The newest hand-over of a conversation that nobody has joined yet."""
        return self._first(ALL.where(t.c.conversation_id == conversation_id, t.c.joined_at.is_(None)))

    def of_customer(self, customer_id: str, trigger: str | None = None) -> list[HandOff]:
        """A customer's hand-overs, newest first."""
        query = ALL.where(t.c.customer_id == customer_id)
        query = query.where(t.c.trigger == trigger) if trigger else query
        return [_handoff(row) for row in self._connection.execute(query)]

    def all(self, since: datetime) -> list[HandOff]:
        return [_handoff(row) for row in self._connection.execute(ALL.where(t.c.requested_at >= since))]

    def _first(self, query: Select[tuple[object, ...]]) -> HandOff | None:
        row = self._connection.execute(query.limit(1)).one_or_none()
        return _handoff(row) if row else None


def _handoff(row: Row[tuple[object, ...]]) -> HandOff:
    values = dict(row._mapping)
    return HandOff(due=values.pop("due_at"), **values)
