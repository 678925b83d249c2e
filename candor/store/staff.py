"""The bank's own people, and the sessions they opened."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, update

from candor.conversation.staff import Role, Staff, StaffSession
from candor.store.rows import columns, record_of, row_of
from candor.store.tables.staff import staff as t
from candor.store.tables.staff import staff_sessions as s

ALL = columns(t, Staff).order_by(t.c.login)
BY_ID = columns(t, Staff).where(t.c.id == bindparam("of"))
BY_LOGIN = columns(t, Staff).where(t.c.login == bindparam("of"))
SESSION = columns(s, StaffSession).where(s.c.token_hash == bindparam("of"))


class StaffPeople:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, person: Staff) -> None:
        self._connection.execute(insert(t), row_of(person))

    def get(self, staff_id: str) -> Staff | None:
        return self._one(BY_ID, staff_id)

    def by_login(self, login: str) -> Staff | None:
        return self._one(BY_LOGIN, login)

    def all(self) -> list[Staff]:
        """Everybody, by login."""
        return [record_of(Staff, row) for row in self._connection.execute(ALL)]

    def set_password(self, staff_id: str, password: str) -> None:
        self._connection.execute(update(t).where(t.c.id == staff_id).values(password=password))

    def change(self, staff_id: str, name: str, role: Role) -> None:
        """What the identity provider says of this person now; it holds for the sessions that are open as well."""
        self._connection.execute(update(t).where(t.c.id == staff_id).values(name=name, role=role.value))

    def deactivate(self, staff_id: str) -> None:
        """From now on this person can not sign in; the row stays, because talks and the trail name it."""
        self._connection.execute(update(t).where(t.c.id == staff_id).values(active=False))

    def open_session(self, session: StaffSession) -> None:
        self._connection.execute(insert(s), row_of(session))

    def session(self, token_hash: str) -> StaffSession | None:
        row = self._connection.execute(SESSION, {"of": token_hash}).one_or_none()
        return record_of(StaffSession, row) if row else None

    def sessions_of(self, staff_id: str) -> list[StaffSession]:
        """Newest first."""
        query = columns(s, StaffSession).where(s.c.staff_id == staff_id).order_by(s.c.opened_at.desc())
        return [record_of(StaffSession, row) for row in self._connection.execute(query)]

    def use_session(self, session_id: str, at: datetime) -> None:
        self._connection.execute(update(s).where(s.c.id == session_id).values(used_at=at))

    def close_session(self, session_id: str) -> None:
        self._connection.execute(delete(s).where(s.c.id == session_id))

    def close_sessions_of(self, staff_id: str) -> None:
        self._connection.execute(delete(s).where(s.c.staff_id == staff_id))

    def sweep(self, now: datetime) -> None:
        """Forgets sessions that have expired."""
        self._connection.execute(delete(s).where(s.c.expires_at < now))

    def _one(self, query: Any, value: str) -> Staff | None:
        row = self._connection.execute(query, {"of": value}).one_or_none()
        return record_of(Staff, row) if row else None
