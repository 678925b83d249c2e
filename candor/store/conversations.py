"""The heads of conversations."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, update

from candor.conversation.messages import Conversation, Owner
from candor.errors import NotYours
from candor.store.rows import columns, record_of, row_of
from candor.store.tables.conversation import conversations as t


class Conversations:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, conversation: Conversation) -> None:
        self._connection.execute(insert(t), row_of(conversation))

    def get(self, conversation_id: str) -> Conversation:
        """Raises NotYours when there is none. Whose it is, the caller checks (services.access)."""
        row = self._connection.execute(columns(t, Conversation).where(t.c.id == conversation_id)).one_or_none()
        if row is None:
            raise NotYours
        return record_of(Conversation, row)

    def newest_of(self, *, customer_id: str | None, guest_session_id: str | None) -> Conversation | None:
        """The conversation this customer, or this guest's session, wrote in last."""
        whose = t.c.customer_id == customer_id if customer_id else t.c.guest_session_id == guest_session_id
        row = self._connection.execute(columns(t, Conversation).where(whose).order_by(t.c.last_at.desc()).limit(1))
        found = row.one_or_none()
        return record_of(Conversation, found) if found else None

    def next_seq(self, conversation_id: str, at: datetime) -> int:
        """The number of the next bubble. Holds the conversation's row until the transaction ends."""
        query = (
            update(t)
            .where(t.c.id == conversation_id)
            .values(last_seq=t.c.last_seq + 1, last_at=at)
            .returning(t.c.last_seq)
        )
        return int(self._connection.execute(query).scalar_one())

    def hand_to(self, conversation_id: str, owner: Owner) -> None:
        self._connection.execute(update(t).where(t.c.id == conversation_id).values(owner=owner.value))

    def mark_read(self, conversation_id: str, seq: int) -> None:
        """Moves the reading mark forward, never back."""
        self._connection.execute(
            update(t).where(t.c.id == conversation_id, t.c.read_seq < seq, t.c.last_seq >= seq).values(read_seq=seq)
        )

    def keep_tracker(self, conversation_id: str, tracker: str, version: int) -> None:
        """Keeps the bot's working memory, if it grew from the `version` that is still here.

        If not, it was forgotten meanwhile, because of what it held: the talk goes on with an empty one.
        """
        same = (t.c.id == conversation_id) & (t.c.tracker_version == version)
        self._connection.execute(update(t).where(same).values(tracker=tracker, tracker_version=version + 1))

    def forget_tracker(self, conversation_id: str) -> None:
        """Throws the bot's working memory away."""
        self._connection.execute(
            update(t).where(t.c.id == conversation_id).values(tracker=None, tracker_version=t.c.tracker_version + 1)
        )
