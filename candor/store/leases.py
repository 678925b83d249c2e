"""Leases: one worker at a time answers a conversation, and a fence number tells a late one that it is too late."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, update
from sqlalchemy.dialects import postgresql, sqlite

from candor.conversation.turns import Lease
from candor.errors import LeaseLost
from candor.store.rows import columns, record_of, row_of
from candor.store.tables.conversation import leases as t

TAKE = (
    update(t)
    .where(t.c.conversation_id == bindparam("talk"), t.c.expires_at <= bindparam("now"))
    .values(holder=bindparam("by"), fence=t.c.fence + 1, expires_at=bindparam("until"))
    .returning(t.c.fence)
)
CURRENT = columns(t, Lease).where(t.c.conversation_id == bindparam("talk"))
HELD = CURRENT.with_for_update(read=True)
CHANGE = (
    update(t)
    .where(t.c.conversation_id == bindparam("talk"), t.c.fence == bindparam("fenced"))
    .values(expires_at=bindparam("until"))
)
REVOKE = (
    update(t).where(t.c.conversation_id == bindparam("talk")).values(fence=t.c.fence + 1, expires_at=bindparam("now"))
)


class Leases:
    def __init__(self, connection: Connection, *, holding: bool) -> None:
        """`holding`: in a transaction that writes, a lease that was looked at stays as it is until the end."""
        self._connection = connection
        self._holding = holding

    def take(self, conversation_id: str, holder: str, now: datetime, lasting: timedelta) -> Lease | None:
        """The lease, or None while another holder's is still good. The row decides, so two takers can not both win."""
        expires = now + lasting
        values = {"talk": conversation_id, "by": holder, "until": expires, "now": now}
        fence = self._connection.execute(TAKE, values).scalar_one_or_none()
        # A plain look: to wait here for whoever gives the lease back, while we hold the talk, could be for ever.
        if fence is None and self._connection.execute(CURRENT, {"talk": conversation_id}).one_or_none() is None:
            fence = self._first(Lease(conversation_id, holder, 1, expires))
        return None if fence is None else Lease(conversation_id, holder, fence, expires)

    def _first(self, lease: Lease) -> int | None:
        """A conversation's first lease; None when somebody else was quicker."""
        dialect = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        row = dialect.insert(t).values(**row_of(lease)).on_conflict_do_nothing()
        return self._connection.execute(row.returning(t.c.fence)).scalar_one_or_none()

    def extend(self, lease: Lease, until: datetime) -> None:
        """Raises LeaseLost when somebody else has taken it."""
        self._change(lease, until)

    def release(self, lease: Lease, now: datetime) -> None:
        """Gives it back; the fence stays, so the next holder's is higher. Raises LeaseLost when it is not ours."""
        self._change(lease, now)

    def revoke(self, conversation_id: str, now: datetime) -> None:
        """Ends whoever's lease: what that one is still working on can no longer be kept."""
        self._connection.execute(REVOKE, {"talk": conversation_id, "now": now})

    def current(self, conversation_id: str) -> Lease | None:
        """The conversation's lease as it stands."""
        query = HELD if self._holding else CURRENT
        row = self._connection.execute(query, {"talk": conversation_id}).one_or_none()
        return record_of(Lease, row) if row else None

    def _change(self, lease: Lease, expires_at: datetime) -> None:
        mine = {"talk": lease.conversation_id, "fenced": lease.fence, "until": expires_at}
        changed = self._connection.execute(CHANGE, mine)
        if changed.rowcount != 1:
            raise LeaseLost
