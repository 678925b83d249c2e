"""The bubbles of conversations and the buttons under them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, func, insert, or_, select, update

from candor.conversation.messages import Message, MessageView, Sender, ShownChoice
from candor.store.rows import columns, record_of, row_of
from candor.store.tables.conversation import choices as c
from candor.store.tables.conversation import conversations
from candor.store.tables.conversation import messages as t

IN_TALK = t.c.conversation_id == bindparam("talk")
ADD, ADD_CHOICES = insert(t), insert(c)
GET = columns(t, Message).where(t.c.id == bindparam("of"))
BY_CLIENT_ID = columns(t, Message).where(IN_TALK, t.c.client_id == bindparam("client_id"))
LATEST = columns(t, Message).where(IN_TALK).order_by(t.c.seq.desc()).limit(bindparam("most"))
LATEST_OF_CUSTOMER = LATEST.where(t.c.sender == Sender.CUSTOMER.value)
LATEST_OF_OTHERS = LATEST.where(t.c.sender != Sender.CUSTOMER.value)
REWRITE = update(t).where(t.c.id == bindparam("of")).values(text=bindparam("words"), changed=True)
# Each half has an index of its own: a look must not cost more as the talk grows.
NEWS = (
    columns(t, Message)
    .where(or_(and_(IN_TALK, t.c.seq > bindparam("seq")), and_(IN_TALK, t.c.changed.is_(True))))
    .order_by(t.c.seq)
    .limit(bindparam("most"))
)
UNREAD = select(func.count()).where(IN_TALK, t.c.seq > bindparam("seq"), t.c.sender != Sender.CUSTOMER.value)
CITED = (
    select(t.c.cites)
    .join(conversations)
    .where(conversations.c.customer_id == bindparam("customer"), t.c.response.in_(bindparam("named", expanding=True)))
)
CHOICE = columns(c, ShownChoice).where(c.c.id == bindparam("of"), c.c.conversation_id == bindparam("talk"))
_LAST = select(t.c.id).where(IN_TALK, t.c.sender != Sender.CUSTOMER.value).order_by(t.c.seq.desc()).limit(1)
LAST_SHOWN = columns(c, ShownChoice).where(c.c.message_id == _LAST.scalar_subquery()).order_by(c.c.position)
CHOICES = (
    columns(c, ShownChoice)
    .join(t, t.c.id == c.c.message_id)
    .where(IN_TALK, t.c.seq.between(bindparam("first"), bindparam("last")))
    .order_by(c.c.message_id, c.c.position)
)


class Messages:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, message: Message, choices: Sequence[ShownChoice] = ()) -> None:
        self.add_all([message], choices)

    def add_all(self, messages: Sequence[Message], choices: Sequence[ShownChoice]) -> None:
        """Several bubbles and the buttons under them; nothing where there are none."""
        if messages:
            self._connection.execute(ADD, [row_of(message) for message in messages])
        if choices:
            self._connection.execute(ADD_CHOICES, [row_of(choice) for choice in choices])

    def by_client_id(self, conversation_id: str, client_id: str) -> Message | None:
        return self._one(BY_CLIENT_ID, {"talk": conversation_id, "client_id": client_id})

    def get(self, message_id: str) -> Message | None:
        return self._one(GET, {"of": message_id})

    def latest_of_customer(self, conversation_id: str, limit: int) -> list[Message]:
        """The customer's newest bubbles, oldest of them first."""
        return self._all(LATEST_OF_CUSTOMER, {"talk": conversation_id, "most": limit})[::-1]

    def last_reply(self, conversation_id: str) -> Message | None:
        """The newest bubble that is not the customer's own."""
        return self._one(LATEST_OF_OTHERS, {"talk": conversation_id, "most": 1})

    def newest(self, conversation_id: str) -> Message | None:
        """The newest bubble of all."""
        return self._one(LATEST, {"talk": conversation_id, "most": 1})

    def newest_with(self, conversation_id: str, words: str) -> str:
        """The text of the newest bubble that holds these words; "" when there is none."""
        query = select(t.c.text).where(IN_TALK, t.c.text.icontains(words, autoescape=True))
        found = self._connection.scalar(query.order_by(t.c.seq.desc()).limit(1), {"talk": conversation_id})
        return str(found or "")

    def rewrite(self, message_id: str, text: str) -> None:
        """Takes words out of a bubble afterwards: a card number may come in two messages."""
        self._connection.execute(REWRITE, {"of": message_id, "words": text})

    def after(self, conversation_id: str, seq: int, limit: int = 500) -> list[MessageView]:
        """The bubbles that come after `seq`, in order, each with its buttons."""
        return self.news(conversation_id, seq, limit)[0]

    def news(self, conversation_id: str, seq: int, limit: int = 500) -> tuple[list[MessageView], list[Message]]:
        """The bubbles that come after `seq`, each with its buttons, and all bubbles that words were taken out of."""
        found = self._all(NEWS, {"talk": conversation_id, "seq": seq, "most": limit})
        fresh = [message for message in found if message.seq > seq]
        shown = self._choices(conversation_id, [message.seq for message in fresh if message.sender != Sender.CUSTOMER])
        views = [MessageView(message, tuple(shown[message.id])) for message in fresh]
        return views, [message for message in found if message.changed]

    def unread(self, conversation_id: str, read_seq: int) -> int:
        """How many bubbles that are not the customer's own come after the reading mark."""
        return int(self._connection.scalar(UNREAD, {"talk": conversation_id, "seq": read_seq}) or 0)

    def cited_in(self, customer_id: str, responses: Collection[str]) -> frozenset[str]:
        """The ids cited by all that was ever said to a customer in these responses."""
        rows = self._connection.scalars(CITED, {"customer": customer_id, "named": list(responses)})
        return frozenset(cite for cites in rows for cite in cites)

    def last_choices(self, conversation_id: str) -> list[ShownChoice]:
        """The buttons under the newest bubble that is not the customer's own, in order."""
        return [record_of(ShownChoice, row) for row in self._connection.execute(LAST_SHOWN, {"talk": conversation_id})]

    def choice(self, conversation_id: str, choice_id: str) -> ShownChoice | None:
        """A button, looked up inside its own conversation only."""
        row = self._connection.execute(CHOICE, {"of": choice_id, "talk": conversation_id}).one_or_none()
        return record_of(ShownChoice, row) if row else None

    def _choices(self, conversation_id: str, seqs: Sequence[int]) -> defaultdict[str, list[ShownChoice]]:
        """The buttons under the bubbles from the first of these numbers to the last, by bubble."""
        shown: defaultdict[str, list[ShownChoice]] = defaultdict(list)
        if seqs:
            values = {"talk": conversation_id, "first": seqs[0], "last": seqs[-1]}
            for row in self._connection.execute(CHOICES, values):
                shown[row.message_id].append(record_of(ShownChoice, row))
        return shown

    def _all(self, query: Select[Any], values: Mapping[str, Any]) -> list[Message]:
        return [_message(row) for row in self._connection.execute(query, values)]

    def _one(self, query: Select[Any], values: Mapping[str, Any]) -> Message | None:
        row = self._connection.execute(query, values).one_or_none()
        return _message(row) if row else None


def _message(row: Row[Any]) -> Message:
    message = record_of(Message, row)
    return replace(message, cites=tuple(message.cites))
