"""The bubbles of conversations and the buttons under them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, Select, func, insert, select, update

from candor.conversation.messages import Message, MessageView, Sender, ShownChoice
from candor.store.rows import columns, record_of, row_of
from candor.store.tables.conversation import choices as choice_table
from candor.store.tables.conversation import messages as t


class Messages:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, message: Message, choices: Sequence[ShownChoice] = ()) -> None:
        self._connection.execute(insert(t), row_of(message))
        if choices:
            self._connection.execute(insert(choice_table), [row_of(choice) for choice in choices])

    def by_client_id(self, conversation_id: str, client_id: str) -> Message | None:
        return self._one(self._all(conversation_id).where(t.c.client_id == client_id))

    def get(self, message_id: str) -> Message | None:
        return self._one(columns(t, Message).where(t.c.id == message_id))

    def latest_of_customer(self, conversation_id: str, limit: int) -> list[Message]:
        """The customer's newest bubbles, oldest of them first."""
        query = self._all(conversation_id).where(t.c.sender == Sender.CUSTOMER.value).order_by(t.c.seq.desc())
        return [_message(row) for row in self._connection.execute(query.limit(limit))][::-1]

    def last_reply(self, conversation_id: str) -> Message | None:
        """The newest bubble that is not the customer's own."""
        query = self._all(conversation_id).where(t.c.sender != Sender.CUSTOMER.value)
        return self._one(query.order_by(t.c.seq.desc()).limit(1))

    def rewrite(self, message_id: str, text: str) -> None:
        """Takes words out of a bubble afterwards: a card number may come in two messages."""
        self._connection.execute(update(t).where(t.c.id == message_id).values(text=text, changed=True))

    def after(self, conversation_id: str, seq: int, limit: int = 500) -> list[MessageView]:
        """The bubbles that come after `seq`, in order, each with its buttons."""
        query = self._all(conversation_id).where(t.c.seq > seq).order_by(t.c.seq).limit(limit)
        found = [_message(row) for row in self._connection.execute(query)]
        shown = self._choices([message.id for message in found])
        return [MessageView(message, tuple(shown[message.id])) for message in found]

    def changed(self, conversation_id: str) -> list[Message]:
        """The bubbles that words were taken out of."""
        query = self._all(conversation_id).where(t.c.changed.is_(True)).order_by(t.c.seq)
        return [_message(row) for row in self._connection.execute(query)]

    def unread(self, conversation_id: str, read_seq: int) -> int:
        """How many bubbles that are not the customer's own come after the reading mark."""
        query = select(func.count()).where(
            t.c.conversation_id == conversation_id, t.c.seq > read_seq, t.c.sender != Sender.CUSTOMER.value
        )
        return int(self._connection.scalar(query) or 0)

    def choices_of(self, message_id: str) -> list[ShownChoice]:
        """The buttons under one bubble, in order."""
        return self._choices([message_id])[message_id]

    def choice(self, conversation_id: str, choice_id: str) -> ShownChoice | None:
        """A button, looked up inside its own conversation only."""
        query = columns(choice_table, ShownChoice).where(
            choice_table.c.id == choice_id, choice_table.c.conversation_id == conversation_id
        )
        row = self._connection.execute(query).one_or_none()
        return record_of(ShownChoice, row) if row else None

    def _choices(self, message_ids: list[str]) -> defaultdict[str, list[ShownChoice]]:
        shown: defaultdict[str, list[ShownChoice]] = defaultdict(list)
        if message_ids:
            query = columns(choice_table, ShownChoice).where(choice_table.c.message_id.in_(message_ids))
            for row in self._connection.execute(query.order_by(choice_table.c.message_id, choice_table.c.position)):
                shown[row.message_id].append(record_of(ShownChoice, row))
        return shown

    def _all(self, conversation_id: str) -> Select[tuple[object, ...]]:
        return columns(t, Message).where(t.c.conversation_id == conversation_id)

    def _one(self, query: Select[tuple[object, ...]]) -> Message | None:
        row = self._connection.execute(query).one_or_none()
        return _message(row) if row else None


def _message(row: object) -> Message:
    message = record_of(Message, row)  # type: ignore[arg-type]
    return replace(message, cites=tuple(message.cites))
