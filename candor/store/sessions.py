"""Customers' and guests' sessions, and the host tokens that opened them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from candor.store.rows import columns, record_of, row_of
from candor.store.tables.access import sessions as t
from candor.store.tables.access import used_tokens


@dataclass(frozen=True)
class SessionRow:
    """A session as kept: the token only as a SHA-256 hash, so that reading the table opens nothing."""

    id: str
    token_hash: str
    customer_id: str | None
    opened_at: datetime
    expires_at: datetime


BY_HASH = columns(t, SessionRow).where(t.c.token_hash == bindparam("hash"))


class Sessions:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, session: SessionRow) -> None:
        self._connection.execute(insert(t), row_of(session))

    def by_hash(self, token_hash: str) -> SessionRow | None:
        row = self._connection.execute(BY_HASH, {"hash": token_hash}).one_or_none()
        return record_of(SessionRow, row) if row else None

    def end(self, session_id: str, now: datetime) -> None:
        """The session's token opens nothing from now on. A guest's row stays: their talks name it."""
        self._connection.execute(update(t).where(t.c.id == session_id).values(expires_at=now))

    def use_token(self, jti: str, expires_at: datetime) -> bool:
        """Marks a host token as used; False when it was used before."""
        try:
            with self._connection.begin_nested():
                self._connection.execute(insert(used_tokens), {"jti": jti, "expires_at": expires_at})
        except IntegrityError:
            return False
        return True

    def sweep(self, now: datetime) -> None:
        """Forgets what has expired: a token past its time is refused for that reason anyway."""
        self._connection.execute(delete(used_tokens).where(used_tokens.c.expires_at < now))
        unused = select(t.c.id).where(t.c.expires_at < now, t.c.customer_id.is_not(None))
        self._connection.execute(delete(t).where(t.c.id.in_(unused)))
