"""The studio's rows: turns that went badly in their groups, what was taught, and how far the log was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, func, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from candor.conversation.bad_turns import AnsweredTurn, Sign, TurnState, ordered, weight_of
from candor.store.rows import columns, record_of, row_of
from candor.store.tables.conversation import conversations, inbox, messages, ratings
from candor.store.tables.studio import bad_groups as g
from candor.store.tables.studio import bad_turns as t
from candor.store.tables.studio import shadow_reads, studio_marks, taught

TYPED = and_(inbox.c.intent.is_(None), inbox.c.understanding.is_not(None))
ANSWERED: Select[Any] = select(
    inbox.c.message_id, inbox.c.conversation_id, conversations.c.customer_id, inbox.c.seq, inbox.c.done_at,
    inbox.c.understanding,
).join(conversations, conversations.c.id == inbox.c.conversation_id)  # fmt: skip
SINCE = (
    ANSWERED.where(
        TYPED,
        inbox.c.done_at >= bindparam("since"),
        or_(inbox.c.done_at > bindparam("since"), inbox.c.message_id > bindparam("after")),
    )
    .order_by(inbox.c.done_at, inbox.c.message_id)
    .limit(bindparam("most"))
)
OPEN_GROUPS = (
    select(g.c.id, g.c.open, g.c.weight, g.c.newest, messages.c.text, t.c.signs, t.c.intent, t.c.confidence)
    .join(messages, messages.c.id == g.c.id)
    .join(t, t.c.message_id == g.c.id)
    .where(g.c.weight > 0)
    .order_by(g.c.weight.desc(), g.c.newest.desc())
    .limit(bindparam("most"))
    .offset(bindparam("skip"))
)
COUNTS = (
    select(func.count(), func.coalesce(func.sum(t.c.weight), 0), func.max(t.c.at))
    .where(t.c.group_id == bindparam("of"), t.c.state == TurnState.OPEN.value)
)  # fmt: skip


@dataclass(frozen=True)
class BadGroup:
    """Alike turns: `text` is the first one's. `open` counts those that nobody has dealt with."""

    id: str
    open: int
    weight: int
    newest: datetime
    text: str
    signs: tuple[Sign, ...]
    intent: str
    confidence: float


@dataclass(frozen=True)
class BadTurn:
    """A turn that went badly, with the customer's words as stored."""

    message_id: str
    conversation_id: str
    customer_id: str | None
    at: datetime
    text: str
    signs: tuple[Sign, ...]
    intent: str
    confidence: float
    group_id: str | None
    state: TurnState


@dataclass(frozen=True)
class Taught:
    """A sentence that a customer's message became."""

    id: str
    message_id: str
    customer_id: str | None
    intent: str
    sentence: str
    file: str
    by: str
    at: datetime


class Studio:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._insert = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert

    def mark(self, name: str) -> datetime | None:
        """How far a reader came; None when it never read."""
        return self._connection.scalar(select(studio_marks.c.at).where(studio_marks.c.name == name))

    def set_mark(self, name: str, at: datetime) -> None:
        row = self._insert(studio_marks).values(name=name, at=at)
        self._connection.execute(row.on_conflict_do_update(index_elements=["name"], set_={"at": at}))

    def answered_since(self, since: datetime, most: int, after: str = "") -> list[AnsweredTurn]:
        """Typed messages that the bot answered from then on, in the order of their answers, then of their ids.

        `after`: of those answered at that very moment, the ones whose ids come later.
        """
        return self._turns(self._connection.execute(SINCE, {"since": since, "most": most, "after": after}).all())

    def answered_in(self, conversation_id: str) -> list[AnsweredTurn]:
        """The typed messages of a talk that the bot answered, in order."""
        query = ANSWERED.where(inbox.c.conversation_id == conversation_id, TYPED).order_by(inbox.c.seq)
        return self._turns(self._connection.execute(query).all())

    def answered_of(self, customer_id: str, since: datetime, until: datetime) -> list[AnsweredTurn]:
        """What a customer typed within that time, as far as the bot answered it."""
        within = (conversations.c.customer_id == customer_id, conversations.c.last_at >= since)
        query = ANSWERED.where(*within, inbox.c.done_at >= since, inbox.c.done_at < until, TYPED).limit(200)
        return self._turns(self._connection.execute(query).all())

    def low_rated(self, since: datetime, score: int) -> list[str]:
        """Talks that were rated so low from then on."""
        query = select(ratings.c.conversation_id).where(ratings.c.at >= since, ratings.c.score <= score)
        return list(self._connection.scalars(query.order_by(ratings.c.at)))

    def note(self, turn: AnsweredTurn, signs: Iterable[Sign]) -> bool:
        """Puts the turn into the inbox, or adds the signs to it. True when it was not there; done ones stay done."""
        query = select(t.c.signs, t.c.group_id).where(t.c.message_id == turn.message_id)
        before = self._connection.execute(query).first()
        if before is None:
            found = ordered(signs)
            row = {
                "message_id": turn.message_id, "conversation_id": turn.conversation_id, "at": turn.at,
                "signs": " ".join(found), "weight": weight_of(found), "intent": turn.intent,
                "confidence": turn.confidence, "group_id": None, "state": TurnState.OPEN.value,
            }  # fmt: skip
            self._connection.execute(insert(t), row)
            return True
        found = ordered([*_signs(before.signs), *signs])
        if found != _signs(before.signs):
            values = {"signs": " ".join(found), "weight": weight_of(found)}
            self._connection.execute(update(t).where(t.c.message_id == turn.message_id).values(**values))
            if before.group_id:
                self.recount([before.group_id])
        return False

    def ungrouped(self, most: int) -> list[tuple[str, str]]:
        """Turns that are in no group yet, the oldest first: message id and words."""
        query = select(t.c.message_id, messages.c.text).join(messages, messages.c.id == t.c.message_id)
        rows = self._connection.execute(query.where(t.c.group_id.is_(None)).order_by(t.c.at).limit(most))
        return [(row.message_id, row.text) for row in rows]

    def leaders(self, most: int) -> list[tuple[str, str]]:
        """The first turns of the groups that still have open ones, newest groups first."""
        query = select(g.c.id, messages.c.text).join(messages, messages.c.id == g.c.id).where(g.c.open > 0)
        return [(row.id, row.text) for row in self._connection.execute(query.order_by(g.c.newest.desc()).limit(most))]

    def group(self, groups: dict[str, str]) -> None:
        """Puts each turn (its message id) into its group (that of the group's first turn)."""
        of = [{"one": message, "into": group} for message, group in groups.items()]
        if of:
            self._connection.execute(
                update(t).where(t.c.message_id == bindparam("one")).values(group_id=bindparam("into")), of
            )
            self.recount(set(groups.values()))

    def recount(self, group_ids: Iterable[str]) -> None:
        for group_id in group_ids:
            count, weight, newest = self._connection.execute(COUNTS, {"of": group_id}).one()
            values: dict[str, Any] = {"open": count, "weight": weight}
            if newest is not None:
                values["newest"] = newest
            changed = self._connection.execute(update(g).where(g.c.id == group_id).values(**values))
            if changed.rowcount == 0 and newest is not None:
                self._connection.execute(insert(g), {"id": group_id, **values})

    def leave(self, message_ids: Sequence[str]) -> None:
        """Takes turns out of their groups for good: the oldest of the others leads on."""
        gone = set(message_ids)
        led = set(self._connection.scalars(select(g.c.id).where(g.c.id.in_(gone))))
        query = select(t.c.message_id, t.c.group_id).where(t.c.group_id.in_(led)).order_by(t.c.at, t.c.message_id)
        others = [row for row in self._connection.execute(query) if row.message_id not in gone]
        leaders: dict[str, str] = {}
        for row in others:
            leaders.setdefault(row.group_id, row.message_id)
        mine = select(t.c.group_id).where(t.c.message_id.in_(gone), t.c.group_id.is_not(None))
        touched = set(self._connection.scalars(mine)) - led
        self._connection.execute(update(t).where(t.c.message_id.in_(gone)).values(group_id=None))
        self.group({row.message_id: leaders[row.group_id] for row in others})
        self.recount(touched)

    def open_groups(self, most: int, skip: int = 0) -> list[BadGroup]:
        """The groups with open turns, the heaviest first."""
        rows = self._connection.execute(OPEN_GROUPS, {"most": most, "skip": skip})
        return [
            BadGroup(r.id, r.open, r.weight, r.newest, r.text, _signs(r.signs), r.intent, r.confidence) for r in rows
        ]

    def open_counts(self) -> tuple[int, int]:
        """How many groups and turns are open."""
        query = select(func.count(), func.coalesce(func.sum(g.c.open), 0)).where(g.c.weight > 0)
        groups, turns = self._connection.execute(query).one()
        return int(groups), int(turns)

    def turns_in(self, group_id: str, most: int = 100) -> list[BadTurn]:
        """The group's open turns, newest first."""
        where = (t.c.group_id == group_id, t.c.state == TurnState.OPEN.value)
        return self._bad(BAD.where(*where).order_by(t.c.at.desc()).limit(most))

    def turn(self, message_id: str) -> BadTurn | None:
        return next(iter(self._bad(BAD.where(t.c.message_id == message_id))), None)

    def finish(self, message_ids: Sequence[str], state: TurnState, by: str, at: datetime) -> int:
        """Closes open turns; how many were open until now."""
        where = (t.c.message_id.in_(message_ids), t.c.state == TurnState.OPEN.value)
        groups = set(self._connection.scalars(select(t.c.group_id).where(*where, t.c.group_id.is_not(None))))
        done = self._connection.execute(update(t).where(*where).values(state=state.value, by=by, done_at=at))
        self.recount(groups)
        return done.rowcount

    def add_taught(self, one: Taught) -> None:
        self._connection.execute(insert(taught), row_of(one))

    def taught_of(self, customer_id: str) -> list[Taught]:
        """The sentences that still stand because of this customer's words."""
        where = (taught.c.customer_id == customer_id, taught.c.withdrawn_at.is_(None))
        rows = self._connection.execute(columns(taught, Taught).where(*where).order_by(taught.c.at, taught.c.id))
        return [record_of(Taught, row) for row in rows]

    def withdraw(self, ids: Sequence[str], at: datetime) -> None:
        """The sentences were taken out again; their words go too, for they were the customer's."""
        gone = update(taught).where(taught.c.id.in_(ids)).values(withdrawn_at=at, sentence="")
        self._connection.execute(gone)

    def shadowed(self, rows: Sequence[dict[str, Any]]) -> None:
        """Keeps what a candidate would have taken messages for; a message read twice counts once."""
        if rows:
            self._connection.execute(self._insert(shadow_reads).on_conflict_do_nothing(), list(rows))

    def shadow_counts(self, model: str) -> tuple[int, int]:
        """How many live messages a candidate read, and how many it takes for something else."""
        s = shadow_reads.c
        total = select(func.count()).where(s.model == model)
        differ = total.where(s.intent != s.live_intent)
        return int(self._connection.scalar(total) or 0), int(self._connection.scalar(differ) or 0)

    def shadow_differences(self, model: str, most: int = 50) -> list[Row[Any]]:
        """Where it differs, newest first: message_id, text, live_intent, intent, confidence, at."""
        s = shadow_reads.c
        query = select(s.message_id, messages.c.text, s.live_intent, s.intent, s.confidence, s.at)
        query = query.join(messages, messages.c.id == s.message_id).where(s.model == model, s.intent != s.live_intent)
        return list(self._connection.execute(query.order_by(s.at.desc()).limit(most)))

    def words_of(self, message_ids: Sequence[str]) -> dict[str, str]:
        query = select(messages.c.id, messages.c.text).where(messages.c.id.in_(message_ids))
        return {row.id: row.text for row in self._connection.execute(query)}

    def _bad(self, query: Select[Any]) -> list[BadTurn]:
        return [
            BadTurn(
                r.message_id, r.conversation_id, r.customer_id, r.at, r.text, _signs(r.signs), r.intent, r.confidence,
                r.group_id, TurnState(r.state),
            )
            for r in self._connection.execute(query)
        ]  # fmt: skip

    def _turns(self, rows: Sequence[Row[Any]]) -> list[AnsweredTurn]:
        said: defaultdict[str, list[str]] = defaultdict(list)
        ids = [row.message_id for row in rows]
        for start in range(0, len(ids), 500):
            query = select(messages.c.answers, messages.c.response).where(
                messages.c.answers.in_(ids[start : start + 500]), messages.c.response.is_not(None)
            )
            for row in self._connection.execute(query):
                said[row.answers].append(row.response)
        return [
            AnsweredTurn(
                r.message_id, r.conversation_id, r.customer_id, r.seq, r.done_at,
                str(r.understanding.get("intent") or ""), float(r.understanding.get("confidence") or 0.0),
                tuple(said[r.message_id]),
            )
            for r in rows
        ]  # fmt: skip


BAD: Select[Any] = (
    select(
        t.c.message_id, t.c.conversation_id, conversations.c.customer_id, t.c.at, messages.c.text, t.c.signs,
        t.c.intent, t.c.confidence, t.c.group_id, t.c.state,
    )
    .join(messages, messages.c.id == t.c.message_id)
    .join(conversations, conversations.c.id == t.c.conversation_id)
)  # fmt: skip


def _signs(text: str) -> tuple[Sign, ...]:
    return tuple(Sign(word) for word in text.split())
