"""One look of an event stream, in one statement: whose session it is, the talk, and how it stands.

Each open stream asks this every second, so it must not cost a statement for each of these.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, exists, func, literal, select

from candor.conversation.messages import Conversation
from candor.store.dispute_files import TAKING
from candor.store.inbox import QUEUED
from candor.store.rows import names_of, record_of
from candor.store.sessions import SessionRow
from candor.store.tables.access import sessions as s
from candor.store.tables.conversation import conversations as c
from candor.store.tables.conversation import inbox
from candor.store.tables.disputes import disputes

SESSION, TALK = names_of(SessionRow), names_of(Conversation)
_ONE = select(literal(1).label("one")).subquery("one")
_WAITING = (inbox.c.conversation_id == bindparam("talk")) & (inbox.c.state == QUEUED)
_TAKES_FILES = exists().where(disputes.c.customer_id == c.c.customer_id, disputes.c.state.in_(TAKING)).correlate(c)
LOOK = select(
    *(s.c[name] for name in SESSION),
    *(c.c[name] for name in TALK),
    select(func.count()).where(_WAITING).scalar_subquery(),
    select(func.min(inbox.c.queued_at)).where(_WAITING).scalar_subquery(),
    _TAKES_FILES,
).select_from(_ONE.outerjoin(s, s.c.token_hash == bindparam("hash")).outerjoin(c, c.c.id == bindparam("talk")))


@dataclass(frozen=True)
class Look:
    """`waiting` messages are not answered yet, the oldest since `oldest_at`; `takes_files`: for a dispute.

    Whether the session holds, and whether the talk is its own, the caller checks (services.talk.access).
    """

    session: SessionRow | None
    conversation: Conversation | None
    waiting: int
    oldest_at: datetime | None
    takes_files: bool


class Looking:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def at(self, token_hash: str, conversation_id: str) -> Look:
        row = tuple(self._connection.execute(LOOK, {"hash": token_hash, "talk": conversation_id}).one())
        session, talk = row[: len(SESSION)], row[len(SESSION) : -3]
        waiting, oldest, takes_files = row[-3:]
        return Look(
            record_of(SessionRow, session) if session[0] else None,
            record_of(Conversation, talk) if talk[0] else None,
            int(waiting),
            oldest,
            bool(takes_files),
        )
