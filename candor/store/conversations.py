"""The heads of conversations.

Statements of every turn are built once, here and in the files beside: building one takes four times as long as
running it.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, update

from candor.conversation.messages import Conversation, Owner
from candor.errors import NotYours
from candor.store.rows import columns, record_of, row_of
from candor.store.tables.conversation import conversations as t

ONE = t.c.id == bindparam("of")
ADD = insert(t)
GET = columns(t, Conversation).where(ONE)
NEXT_SEQ = update(t).where(ONE).values(last_seq=t.c.last_seq + 1, last_at=bindparam("at")).returning(t.c.last_seq)
HAND_TO = update(t).where(ONE).values(owner=bindparam("to"))
MARK_READ = (
    update(t)
    .where(ONE, t.c.read_seq < bindparam("seq"), t.c.last_seq >= bindparam("seq"))
    .values(read_seq=bindparam("seq"))
)
KEEP_TRACKER = (
    update(t)
    .where(ONE, t.c.tracker_version == bindparam("grown_from"))
    .values(tracker=bindparam("events"), tracker_version=t.c.tracker_version + 1)
)
FORGET_TRACKER = update(t).where(ONE).values(tracker=None, tracker_version=t.c.tracker_version + 1)


class Conversations:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, conversation: Conversation) -> None:
        self._connection.execute(ADD, row_of(conversation))

    def get(self, conversation_id: str) -> Conversation:
        """Raises NotYours when there is none. Whose it is, the caller checks (services.access)."""
        row = self._connection.execute(GET, {"of": conversation_id}).one_or_none()
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
        return int(self._connection.execute(NEXT_SEQ, {"of": conversation_id, "at": at}).scalar_one())

    def hand_to(self, conversation_id: str, owner: Owner) -> None:
        self._connection.execute(HAND_TO, {"of": conversation_id, "to": owner.value})

    def mark_read(self, conversation_id: str, seq: int) -> None:
        """Moves the reading mark forward, never back."""
        self._connection.execute(MARK_READ, {"of": conversation_id, "seq": seq})

    def keep_tracker(self, conversation_id: str, tracker: str, version: int) -> None:
        """Keeps the bot's working memory, if it grew from the `version` that is still here.

        If not, it was forgotten meanwhile, because of what it held: the talk goes on with an empty one.
        """
        self._connection.execute(KEEP_TRACKER, {"of": conversation_id, "events": tracker, "grown_from": version})

    def forget_tracker(self, conversation_id: str) -> None:
        """Throws the bot's working memory away."""
        self._connection.execute(FORGET_TRACKER, {"of": conversation_id})
