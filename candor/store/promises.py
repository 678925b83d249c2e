"""Promises: every "by when" that was said. Kept, withdrawn, or broken when its time has passed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, case, func, insert, or_, select, update

from candor.store.due_work import DueWorks
from candor.store.tables.conversation import conversations, handoffs
from candor.store.tables.conversation import promises as t
from candor.store.trust.outbox import Counted, TrustOutbox
from candor.trust.rows import Path

PROMISE_DUE = "promise_due"
"""The kind of due work that looks whether a promise was kept; its subject is the promise."""
COMES_DUE = timedelta(minutes=30)
"""So long before its time a promise that is still open is shown to those who can keep it."""


@dataclass(frozen=True)
class PromiseRow:
    """One promise, with whom it was made to. It is broken from `due_at` on, until it is kept late."""

    id: str
    conversation_id: str
    handoff_id: str | None
    customer_id: str | None
    what: str
    path: Path
    made_at: datetime
    due_at: datetime
    kept_at: datetime | None
    withdrawn_at: datetime | None

    def is_open(self) -> bool:
        return self.kept_at is None and self.withdrawn_at is None

    def is_broken(self, now: datetime) -> bool:
        return self.withdrawn_at is None and (self.kept_at or now) > self.due_at


ALL: Select[Any] = select(t, conversations.c.customer_id).join(conversations, conversations.c.id == t.c.conversation_id)
OPEN = (t.c.kept_at.is_(None), t.c.withdrawn_at.is_(None))
# What waits in the queue has its countdown there.
IN_QUEUE = (
    select(handoffs.c.id)
    .where(handoffs.c.conversation_id == t.c.conversation_id, handoffs.c.state == "waiting")
    .correlate(t)
    .exists()
)


class Promises:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._outbox = TrustOutbox(connection)

    def add(
        self,
        promise_id: str,
        conversation_id: str,
        what: str,
        made_at: datetime,
        due_at: datetime,
        *,
        handoff_id: str | None = None,
        path: Path = Path.BOT,
        kept_at: datetime | None = None,
    ) -> None:
        """`path` is who made it. When its time comes near and it is still open, the desk is told."""
        row = {
            "id": promise_id,
            "conversation_id": conversation_id,
            "handoff_id": handoff_id,
            "what": what,
            "made_at": made_at,
            "due_at": due_at,
            "path": path.value,
            "kept_at": kept_at,
        }
        self._connection.execute(insert(t), row)
        self._outbox.changed(Counted.PROMISE, promise_id)
        if kept_at is None:
            DueWorks(self._connection).add(PROMISE_DUE, promise_id, max(made_at, due_at - COMES_DUE))

    def get(self, promise_id: str) -> PromiseRow | None:
        row = self._connection.execute(ALL.where(t.c.id == promise_id)).one_or_none()
        return _promise(row) if row else None

    def of_handoff(self, handoff_id: str) -> PromiseRow | None:
        row = self._connection.execute(ALL.where(t.c.handoff_id == handoff_id)).one_or_none()
        return _promise(row) if row else None

    def keep(self, promise_id: str, at: datetime) -> bool:
        """Marks it kept, once; late or in time, `at` says. False when it was kept or withdrawn before."""
        return self._end(promise_id, "kept_at", at)

    def withdraw(self, promise_id: str, at: datetime) -> bool:
        """Marks it withdrawn: only what the customer takes back is."""
        return self._end(promise_id, "withdrawn_at", at)

    def open_of(self, customer_id: str) -> list[PromiseRow]:
        """A customer's promises that are neither kept nor withdrawn, the one due first first."""
        query = ALL.where(conversations.c.customer_id == customer_id, *OPEN).order_by(t.c.due_at)
        return [_promise(row) for row in self._connection.execute(query)]

    def told_since(self, customer_id: str, since: datetime) -> list[PromiseRow]:
        """A customer's promises that are open, or were kept after `since`; the newest first."""
        standing = or_(t.c.kept_at > since, t.c.kept_at.is_(None))
        query = ALL.where(conversations.c.customer_id == customer_id, t.c.withdrawn_at.is_(None), standing)
        return [_promise(row) for row in self._connection.execute(query.order_by(t.c.made_at.desc()))]

    def broken_of(self, customer_id: str, since: datetime, now: datetime) -> list[PromiseRow]:
        """A customer's promises whose time passed after `since` before they were kept; the newest first."""
        late = and_(t.c.due_at > since, t.c.due_at < func.coalesce(t.c.kept_at, bindparam("now", now, t.c.due_at.type)))
        query = ALL.where(conversations.c.customer_id == customer_id, t.c.withdrawn_at.is_(None), late)
        return [_promise(row) for row in self._connection.execute(query.order_by(t.c.due_at.desc(), t.c.id))]

    def open(self, limit: int = 200) -> list[PromiseRow]:
        """All that are open, the one due first first."""
        return [_promise(row) for row in self._connection.execute(ALL.where(*OPEN).order_by(t.c.due_at).limit(limit))]

    def at_stake(self, until: datetime, limit: int = 20) -> list[PromiseRow]:
        """What is open and due by then, or past its time, the longest due first; without talks of the queue."""
        query = ALL.where(*OPEN, t.c.due_at <= until, ~IN_QUEUE).order_by(t.c.due_at).limit(limit)
        return [_promise(row) for row in self._connection.execute(query)]

    def how_many(self, now: datetime, soon: datetime) -> tuple[int, int, int]:
        """How many are open, of these how many are due until `soon`, and how many are broken."""
        due = func.count(case((t.c.due_at > now, case((t.c.due_at <= soon, 1)))))
        broken = func.count(case((t.c.due_at <= now, 1)))
        row = self._connection.execute(select(func.count(), due, broken).select_from(t).where(*OPEN)).one()
        return int(row[0]), int(row[1]), int(row[2])

    def _end(self, promise_id: str, how: str, at: datetime) -> bool:
        changed = self._connection.execute(update(t).where(t.c.id == promise_id, *OPEN).values({how: at})).rowcount == 1
        if changed:
            self._outbox.changed(Counted.PROMISE, promise_id)
        return changed


def _promise(row: Row[Any]) -> PromiseRow:
    values = dict(row._mapping)
    return PromiseRow(**{**values, "path": Path(values["path"])})
