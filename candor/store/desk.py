"""What the desk keeps beside the talks: private notes, who looks and types, who is on duty, and its changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from candor.conversation.desk import Note, OnDuty, Present
from candor.store.rows import columns, record_of, row_of
from candor.store.tables.desk import desk_changes, duty, notes, presence

NOTES = (
    columns(notes, Note)
    .where(notes.c.conversation_id == bindparam("talk"), notes.c.id > bindparam("after"))
    .order_by(notes.c.id)
)
BY_CLIENT_ID = columns(notes, Note).where(notes.c.client_id == bindparam("of"))
PRESENT = (
    columns(presence, Present)
    .where(
        presence.c.conversation_id.in_(bindparam("talks", expanding=True)), presence.c.looks_until > bindparam("now")
    )
    .order_by(presence.c.conversation_id, presence.c.who)
)
PRESENT_IN_ONE = (
    columns(presence, Present)
    .where(presence.c.conversation_id == bindparam("talk"), presence.c.looks_until > bindparam("now"))
    .order_by(presence.c.who)
)
NAME_OF = select(duty.c.name).where(duty.c.agent == bindparam("of"))
LEFT_AT = select(duty.c.left_at).where(duty.c.agent == bindparam("of"))
CHANGED = update(desk_changes).values(number=desk_changes.c.number + 1).returning(desk_changes.c.number)
NUMBER = select(desk_changes.c.number)
ON_DUTY = columns(duty, OnDuty).order_by(duty.c.name)


class Desk:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def changed(self) -> int:
        """Tells all who watch the desk that the queue or a talk's owner changed; the change's number."""
        return int(self._connection.execute(CHANGED).scalar_one())

    def number(self) -> int:
        """The number of the last change."""
        return int(self._connection.scalar(NUMBER) or 0)

    def add_note(self, conversation_id: str, client_id: str, author: str, name: str, text: str, at: datetime) -> Note:
        values = {"conversation_id": conversation_id, "author": author, "name": name, "text": text, "at": at}
        made = self._connection.execute(insert(notes).returning(notes.c.id), {**values, "client_id": client_id})
        return Note(id=int(made.scalar_one()), **values)  # type: ignore[arg-type]

    def note_by_client_id(self, client_id: str) -> Note | None:
        row = self._connection.execute(BY_CLIENT_ID, {"of": client_id}).one_or_none()
        return record_of(Note, row) if row else None

    def notes(self, conversation_id: str, after: int = 0) -> list[Note]:
        """The notes on a talk whose id is higher, oldest first."""
        rows = self._connection.execute(NOTES, {"talk": conversation_id, "after": after})
        return [record_of(Note, row) for row in rows]

    def look(self, present: Present) -> None:
        """Somebody looks at a talk, and perhaps types; said anew each time."""
        self._said_anew(presence, row_of(present), ("conversation_id", "who"))

    def leave(self, conversation_id: str, who: str) -> None:
        gone = (presence.c.conversation_id == conversation_id) & (presence.c.who == who)
        self._connection.execute(delete(presence).where(gone))

    def present(self, conversation_id: str, now: datetime) -> list[Present]:
        """Who looks at a talk now."""
        rows = self._connection.execute(PRESENT_IN_ONE, {"talk": conversation_id, "now": now})
        return [record_of(Present, row) for row in rows]

    def present_in(self, conversation_ids: Sequence[str], now: datetime) -> list[Present]:
        """Who looks at any of these talks now."""
        rows = self._connection.execute(PRESENT, {"talks": list(conversation_ids), "now": now})
        return [record_of(Present, row) for row in rows]

    def seen(self, agent: str, name: str, now: datetime) -> None:
        """The agent is there."""
        self._said_anew(duty, row_of(OnDuty(agent, name, now, None)), ("agent",))

    def left(self, agent: str, now: datetime) -> None:
        self._connection.execute(update(duty).where(duty.c.agent == agent).values(left_at=now))

    def name_of(self, agent: str) -> str | None:
        """The public name of an agent whom the desk has seen."""
        name: str | None = self._connection.scalar(NAME_OF, {"of": agent})
        return name

    def has_left(self, agent: str) -> bool:
        """Whether the agent signed out and did not come back."""
        return self._connection.scalar(LEFT_AT, {"of": agent}) is not None

    def on_duty(self) -> list[OnDuty]:
        """Every agent whom the desk has ever seen, by name."""
        return [record_of(OnDuty, row) for row in self._connection.execute(ON_DUTY)]

    def _said_anew(self, table: Table, row: dict[str, Any], key: tuple[str, ...]) -> None:
        dialect = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        anew = {name: value for name, value in row.items() if name not in key}
        self._connection.execute(
            dialect.insert(table).values(**row).on_conflict_do_update(index_elements=key, set_=anew)
        )
