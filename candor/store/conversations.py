"""The heads of conversations.

Statements of every turn are built once, here and in the files beside: building one takes four times as long as
running it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, or_, select, update

from candor.conversation.messages import Conversation, Owner
from candor.conversation.ownership import Answering, Ownership
from candor.errors import NotYours
from candor.store.rows import columns, record_of, row_of
from candor.store.tables.conversation import conversations as t
from candor.store.tables.conversation import messages
from candor.store.tables.ledger import customers

ONE = t.c.id == bindparam("of")
ADD = insert(t)
GET = columns(t, Conversation).where(ONE)
NEXT_SEQ = (
    update(t)
    .where(ONE)
    .values(last_seq=t.c.last_seq + bindparam("more"), last_at=bindparam("at"))
    .returning(t.c.last_seq)
)
HELD = GET.with_for_update()
HOLD = select(t.c.id).where(ONE).with_for_update()
OWN = (
    update(t)
    .where(ONE)
    .values(owner=bindparam("to"), agent=bindparam("by"), team=bindparam("for_team"), closed_at=bindparam("closed"))
)
WAITS = update(t).where(ONE).values(waits_since=bindparam("since"))
OF_AGENT = columns(t, Conversation).where(t.c.agent == bindparam("whose")).order_by(t.c.last_at, t.c.id)
WHO_WAITS = select(t.c.id, t.c.waits_since).where(t.c.agent == bindparam("whose")).order_by(t.c.id)
AGENTS_OF = select(t.c.agent).where(t.c.customer_id == bindparam("whose"), t.c.agent.is_not(None)).distinct()
TAKEN = columns(t, Conversation).where(t.c.agent.is_not(None)).order_by(t.c.agent, t.c.last_at)
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
    def __init__(self, connection: Connection, *, holding: bool = True) -> None:
        """`holding`: in a transaction that writes, where a head can be held."""
        self._connection = connection
        self._holding = holding

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

    def next_seq(self, conversation_id: str, at: datetime, count: int = 1) -> int:
        """The number of the next bubble, or of the first of the next `count`. Holds the head as `hold` does."""
        values = {"of": conversation_id, "at": at, "more": count}
        return int(self._connection.execute(NEXT_SEQ, values).scalar_one()) - count + 1

    def last_said(self, conversation_ids: Sequence[str]) -> dict[str, datetime]:
        """When something was last said in each of these."""
        query = select(t.c.id, t.c.last_at).where(t.c.id.in_(conversation_ids))
        return {row.id: row.last_at for row in self._connection.execute(query)} if conversation_ids else {}

    def hold(self, conversation_id: str) -> None:
        """Nobody else changes the talk's head until this transaction ends.

        Whoever changes more of a talk than its head holds that first, and its lease after it: of two who hold them in
        different orders one would fail. SQLite lets one writer in at a time anyway.
        """
        if self._holding and self._connection.dialect.name == "postgresql":
            self._connection.execute(HOLD, {"of": conversation_id})

    def held(self, conversation_id: str) -> Conversation:
        """As `get`, of a head that is held (`hold`): for a move that hangs on what is there."""
        row = self._connection.execute(HELD, {"of": conversation_id}).one_or_none()
        if row is None:
            raise NotYours
        return record_of(Conversation, row)

    def own(self, conversation_id: str, standing: Ownership, at: datetime) -> None:
        """Writes who answers from now on."""
        closed = at if standing.answers is Answering.CLOSED else None
        values = {"to": standing.owner.value, "by": standing.agent, "for_team": standing.team, "closed": closed}
        self._connection.execute(OWN, {"of": conversation_id, **values})

    def waits(self, conversation_id: str, since: datetime | None) -> None:
        """Since when the customer waits for a person's word."""
        self._connection.execute(WAITS, {"of": conversation_id, "since": since})

    def search(
        self, words: str, customer: str, agent: str | None, only_open: bool, limit: int, offset: int
    ) -> list[Conversation]:
        """The talks that fit all that is not empty, the one last written in first."""
        query = columns(t, Conversation)
        if words:
            said = select(messages.c.conversation_id).where(messages.c.text.icontains(words, autoescape=True))
            query = query.where(t.c.id.in_(said))
        if customer:
            named = select(customers.c.id).where(customers.c.name.icontains(customer, autoescape=True))
            query = query.where(or_(t.c.customer_id == customer, t.c.customer_id.in_(named)))
        query = query.where(t.c.agent == agent) if agent else query
        query = query.where(t.c.owner == Owner.PERSON.value) if only_open else query
        page = query.order_by(t.c.last_at.desc(), t.c.id).limit(limit).offset(offset)
        return [record_of(Conversation, row) for row in self._connection.execute(page)]

    def of_agent(self, agent: str) -> list[Conversation]:
        """The talks that an agent has, the one that was silent longest first."""
        return [record_of(Conversation, row) for row in self._connection.execute(OF_AGENT, {"whose": agent})]

    def who_waits(self, agent: str) -> list[tuple[str, datetime | None]]:
        """The talks that an agent has, each with since when its customer waits for a word."""
        return [(row.id, row.waits_since) for row in self._connection.execute(WHO_WAITS, {"whose": agent})]

    def agents_of(self, customer_id: str) -> list[str]:
        """Which agents have a talk of this customer now."""
        return list(self._connection.scalars(AGENTS_OF, {"whose": customer_id}))

    def taken(self) -> list[Conversation]:
        """All talks that agents have."""
        return [record_of(Conversation, row) for row in self._connection.execute(TAKEN)]

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
