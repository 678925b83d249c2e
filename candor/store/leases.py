"""Leases: one worker at a time answers a conversation, and a fence number tells a late one that it is too late."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, update
from sqlalchemy.dialects import postgresql, sqlite

from candor.conversation.turns import Lease
from candor.errors import LeaseLost
from candor.store.rows import columns, record_of
from candor.store.tables.conversation import leases as t


class Leases:
    def __init__(self, connection: Connection, *, holding: bool) -> None:
        """`holding`: in a transaction that writes, a lease that was looked at stays as it is until the end."""
        self._connection = connection
        self._holding = holding

    def take(self, conversation_id: str, holder: str, now: datetime, lasting: timedelta) -> Lease | None:
        """The lease, or None while another holder's is still good. One statement, so two takers can not both win."""
        dialect = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        expires = now + lasting
        query = (
            dialect.insert(t)
            .values(conversation_id=conversation_id, holder=holder, fence=1, expires_at=expires)
            .on_conflict_do_update(
                index_elements=[t.c.conversation_id],
                set_={"holder": holder, "fence": t.c.fence + 1, "expires_at": expires},
                where=t.c.expires_at <= now,
            )
            .returning(t.c.fence)
        )
        fence = self._connection.execute(query).scalar_one_or_none()
        return None if fence is None else Lease(conversation_id, holder, fence, expires)

    def extend(self, lease: Lease, until: datetime) -> None:
        """Raises LeaseLost when somebody else has taken it."""
        self._change(lease, until)

    def release(self, lease: Lease, now: datetime) -> None:
        """Gives it back; the fence stays, so the next holder's is higher. Raises LeaseLost when it is not ours."""
        self._change(lease, now)

    def current(self, conversation_id: str) -> Lease | None:
        """The conversation's lease as it stands."""
        query = columns(t, Lease).where(t.c.conversation_id == conversation_id)
        query = query.with_for_update(read=True) if self._holding else query
        row = self._connection.execute(query).one_or_none()
        return record_of(Lease, row) if row else None

    def _change(self, lease: Lease, expires_at: datetime) -> None:
        mine = (t.c.conversation_id == lease.conversation_id) & (t.c.fence == lease.fence)
        changed = self._connection.execute(update(t).where(mine).values(expires_at=expires_at))
        if changed.rowcount != 1:
            raise LeaseLost
