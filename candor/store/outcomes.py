"""Outcomes: what came of a talk, one row for each answer of the customer."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from candor.conversation.outcomes import Outcome
from candor.store.rows import columns, record_of, row_of
from candor.store.tables.conversation import outcomes as t
from candor.store.trust.outbox import Counted, TrustOutbox


class Outcomes:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, outcome: Outcome) -> None:
        """Adds it, unless the same message has been counted: a turn that is tried again counts once."""
        counted = select(t.c.id).where(t.c.message_id == outcome.message_id)
        if self._connection.scalar(counted) is None:
            self._connection.execute(insert(t), row_of(outcome))
            TrustOutbox(self._connection).changed(Counted.ANSWER, outcome.id)

    def of(self, conversation_id: str) -> list[Outcome]:
        """A talk's outcomes, oldest first."""
        query = columns(t, Outcome).where(t.c.conversation_id == conversation_id).order_by(t.c.at, t.c.id)
        return [record_of(Outcome, row) for row in self._connection.execute(query)]
