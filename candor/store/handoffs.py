"""Hand-overs to a person, each with the promise that was made with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, bindparam, case, func, insert, or_, select, update

from candor.conversation.handing_over import TAKEN_OVER, Cause, HandOff, Outcome, State
from candor.store.promises import Promises
from candor.store.tables.conversation import handoffs as t
from candor.store.tables.conversation import promises
from candor.store.trust.outbox import Counted, TrustOutbox
from candor.trust.rows import Path

ALL: Select[Any] = select(t, promises.c.due_at).join(promises).order_by(t.c.requested_at.desc())
ASKED_BY = ALL.where(t.c.message_id == bindparam("of"))
GET = ALL.where(t.c.id == bindparam("of"))
IN_TALK = t.c.conversation_id == bindparam("talk")
OPEN = t.c.state.in_([State.WAITING.value, State.TAKEN.value])
AWAKE = or_(t.c.snoozed_until.is_(None), t.c.snoozed_until <= bindparam("now"))
TAKE = (
    update(t)
    .where(IN_TALK, OPEN)
    .values(
        state=State.TAKEN.value,
        taken_by=bindparam("by"),
        snoozed_until=None,
        joined_at=func.coalesce(t.c.joined_at, bindparam("at", type_=t.c.joined_at.type)),
    )
    .returning(t.c.id)
)
WAIT_AGAIN = (
    update(t)
    .where(IN_TALK, t.c.state == State.TAKEN.value)
    .values(state=State.WAITING.value, taken_by=None, team=bindparam("for_team"), snoozed_until=None)
)
END = (
    update(t)
    .where(IN_TALK, t.c.state == State.TAKEN.value)
    .values(
        state=bindparam("to"),
        closed_at=bindparam("at"),
        outcome=bindparam("came_of_it"),
        cause=bindparam("because"),
        summary=bindparam("agreed"),
        snoozed_until=None,
    )
)
SNOOZE = update(t).where(IN_TALK, OPEN).values(snoozed_until=bindparam("until"))
WAKE = update(t).where(IN_TALK, OPEN, t.c.snoozed_until.is_not(None)).values(snoozed_until=None)
KEEP = (
    update(promises)
    .where(
        promises.c.conversation_id == bindparam("talk"),
        promises.c.what == bindparam("promised"),
        promises.c.kept_at.is_(None),
        promises.c.withdrawn_at.is_(None),
    )
    .values(kept_at=bindparam("at"))
    .returning(promises.c.id)
)
OWED = select(func.min(promises.c.due_at)).where(
    promises.c.conversation_id == bindparam("talk"),
    promises.c.what == bindparam("promised"),
    promises.c.kept_at.is_(None),
    promises.c.withdrawn_at.is_(None),
)
A_PERSON_ANSWERS = "a person answers"


class HandOffs:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._outbox = TrustOutbox(connection)

    def add(self, handoff: HandOff, promise_id: str, what: str = A_PERSON_ANSWERS) -> None:
        """Writes the hand-over and its promise together: none is ever without the other."""
        self._connection.execute(
            insert(t),
            {
                "id": handoff.id,
                "conversation_id": handoff.conversation_id,
                "message_id": handoff.message_id,
                "customer_id": handoff.customer_id,
                "trigger": handoff.trigger,
                "urgency": handoff.urgency,
                "requested_at": handoff.requested_at,
                "context": dict(handoff.context),
                "state": handoff.state.value,
                "team": handoff.team,
                "package": dict(handoff.package),
            },
        )
        self._promise(promise_id, handoff.conversation_id, handoff.id, what, handoff.requested_at, handoff.due)
        self._outbox.changed(Counted.HAND_OVER, handoff.id)

    def promise_again(self, promise_id: str, conversation_id: str, made_at: datetime, due: datetime) -> None:
        """A new promise that a person answers, made by a person: by who has the talk, or who let go of it."""
        self._promise(promise_id, conversation_id, None, A_PERSON_ANSWERS, made_at, due, Path.PERSON)

    def keep_promises(self, conversation_id: str, at: datetime) -> int:
        """A person has answered here: how many promises of that were open and are kept now."""
        values = {"talk": conversation_id, "promised": A_PERSON_ANSWERS, "at": at}
        kept = self._connection.scalars(KEEP, values).all()
        for promise_id in kept:
            self._outbox.changed(Counted.PROMISE, promise_id)
        return len(kept)

    def owed(self, conversation_id: str) -> datetime | None:
        """By when a person is promised to answer, of the promises that nobody has kept yet."""
        due: datetime | None = self._connection.scalar(OWED, {"talk": conversation_id, "promised": A_PERSON_ANSWERS})
        return due

    def owed_in(self, conversation_ids: Sequence[str]) -> dict[str, datetime]:
        """As `owed`, of each conversation to which anything is owed."""
        p = promises.c
        query = select(p.conversation_id, func.min(p.due_at).label("due")).where(
            p.conversation_id.in_(conversation_ids),
            p.what == A_PERSON_ANSWERS,
            p.kept_at.is_(None),
            p.withdrawn_at.is_(None),
        )
        rows = self._connection.execute(query.group_by(p.conversation_id)) if conversation_ids else ()
        return {row.conversation_id: row.due for row in rows}

    def promises_in(self, conversation_id: str) -> list[dict[str, Any]]:
        """What was promised in a conversation and not withdrawn, oldest first."""
        p = promises.c
        query = select(p.what, p.made_at, p.due_at, p.kept_at).where(
            p.conversation_id == conversation_id, p.withdrawn_at.is_(None)
        )
        return [dict(row._mapping) for row in self._connection.execute(query.order_by(p.made_at, p.id))]

    def get(self, handoff_id: str) -> HandOff | None:
        return self._one(GET, {"of": handoff_id})

    def asked_by(self, message_id: str) -> HandOff | None:
        """The hand-over that this message led to, if it did already."""
        return self._one(ASKED_BY, {"of": message_id})

    def open_in(self, conversation_id: str) -> HandOff | None:
        """The newest hand-over of a conversation that nobody has joined yet."""
        found = self.unfinished(conversation_id)
        return next((handoff for handoff in found if handoff.state is State.WAITING), None)

    def unfinished(self, conversation_id: str) -> list[HandOff]:
        """The hand-overs of a conversation that wait or that an agent has, newest first."""
        rows = self._connection.execute(ALL.where(IN_TALK, OPEN), {"talk": conversation_id})
        return [_handoff(row) for row in rows]

    def of_conversation(self, conversation_id: str) -> list[HandOff]:
        """All of a conversation's, newest first."""
        return [_handoff(row) for row in self._connection.execute(ALL.where(IN_TALK), {"talk": conversation_id})]

    def of_customer(self, customer_id: str, trigger: str | None = None) -> list[HandOff]:
        """A customer's hand-overs, newest first."""
        query = ALL.where(t.c.customer_id == customer_id)
        query = query.where(t.c.trigger == trigger) if trigger else query
        return [_handoff(row) for row in self._connection.execute(query)]

    def triggers_of(self, conversation_id: str) -> list[str]:
        """Why a talk was handed over, each time."""
        return list(self._connection.scalars(select(t.c.trigger).where(t.c.conversation_id == conversation_id)))

    def all(self, since: datetime) -> list[HandOff]:
        return [_handoff(row) for row in self._connection.execute(ALL.where(t.c.requested_at >= since))]

    def queue(self, now: datetime, teams: Sequence[str] | None, limit: int, offset: int) -> list[HandOff]:
        """What waits, the most urgent and then the longest waiting first; a talk once, by its most urgent hand-over.

        `teams`: only what is for one of these, or for nobody in particular.
        """
        rows = self._connection.execute(_waiting(teams).limit(limit).offset(offset), {"now": now})
        return [_handoff(row) for row in rows]

    def ahead_of(self, handoff: HandOff, now: datetime) -> int:
        """How many talks come before this one in its team's queue."""
        before = or_(
            t.c.urgency < handoff.urgency,
            and_(t.c.urgency == handoff.urgency, t.c.requested_at < handoff.requested_at),
        )
        same = t.c.team.is_(None) if handoff.team is None else t.c.team == handoff.team
        query = select(func.count(func.distinct(t.c.conversation_id))).where(
            t.c.state == State.WAITING.value, AWAKE, same, before, t.c.conversation_id != handoff.conversation_id
        )
        return int(self._connection.scalar(query, {"now": now}) or 0)

    def waits_of_late(self, urgency: str, since: datetime, limit: int) -> list[float]:
        """How many seconds people waited who were joined since then, in hand-overs of this urgency; the last first."""
        query = (
            select(t.c.requested_at, t.c.joined_at)
            .where(t.c.urgency == urgency, t.c.joined_at >= since, t.c.trigger != TAKEN_OVER)
            .order_by(t.c.joined_at.desc())
            .limit(limit)
        )
        return [(row.joined_at - row.requested_at).total_seconds() for row in self._connection.execute(query)]

    def load(self, now: datetime) -> list[tuple[str, int, datetime | None, int]]:
        """Of each urgency that waits: the talks, since when the oldest does, how many are past their promise."""
        talks = func.count(func.distinct(t.c.conversation_id))
        late = func.count(func.distinct(case((promises.c.due_at <= bindparam("now"), t.c.conversation_id))))
        query = (
            select(t.c.urgency, talks.label("talks"), func.min(t.c.requested_at).label("oldest"), late.label("late"))
            .join(promises)
            .where(t.c.state == State.WAITING.value, AWAKE)
            .group_by(t.c.urgency)
            .order_by(t.c.urgency)
        )
        rows = self._connection.execute(query, {"now": now})
        return [(row.urgency, int(row.talks), row.oldest, int(row.late)) for row in rows]

    def take(self, conversation_id: str, agent: str, at: datetime) -> None:
        """All that waits in this conversation is the agent's."""
        for handoff_id in self._connection.scalars(TAKE, {"talk": conversation_id, "by": agent, "at": at}).all():
            self._outbox.changed(Counted.HAND_OVER, handoff_id)

    def wait_again(self, conversation_id: str, team: str | None) -> None:
        """What an agent had waits again, from when it was asked for: nobody loses their place."""
        self._connection.execute(WAIT_AGAIN, {"talk": conversation_id, "for_team": team})

    def end(
        self,
        conversation_id: str,
        state: State,
        at: datetime,
        outcome: Outcome | None = None,
        cause: Cause | None = None,
        summary: str | None = None,
    ) -> None:
        """What an agent had is done."""
        values = {"talk": conversation_id, "to": state.value, "at": at, "came_of_it": outcome, "because": cause}
        self._connection.execute(END, {**values, "agreed": summary})

    def let_go(self, conversation_id: str, trigger: str, at: datetime) -> int:
        """Those that name no charge and that nobody has taken are needed no more: the bot goes on with what they were
        for. Their promises are withdrawn; how many there were."""
        waiting = [one for one in self.unfinished(conversation_id) if one.trigger == trigger]
        idle = [one for one in waiting if one.state is State.WAITING and not one.context.get("charge")]
        for handoff in idle:
            self._connection.execute(
                update(t).where(t.c.id == handoff.id).values(state=State.CLOSED.value, closed_at=at)
            )
            promise = Promises(self._connection).of_handoff(handoff.id)
            if promise:
                Promises(self._connection).withdraw(promise.id, at)
            self._outbox.changed(Counted.HAND_OVER, handoff.id)
        return len(idle)

    def snooze(self, conversation_id: str, until: datetime | None) -> None:
        self._connection.execute(SNOOZE, {"talk": conversation_id, "until": until})

    def wake(self, conversation_id: str) -> bool:
        """Ends a rest; whether there was one."""
        return self._connection.execute(WAKE, {"talk": conversation_id}).rowcount > 0

    def _promise(
        self,
        promise_id: str,
        talk: str,
        handoff: str | None,
        what: str,
        made_at: datetime,
        due: datetime,
        path: Path = Path.BOT,
    ) -> None:
        Promises(self._connection).add(promise_id, talk, what, made_at, due, handoff_id=handoff, path=path)

    def _one(self, query: Select[Any], values: dict[str, Any]) -> HandOff | None:
        row = self._connection.execute(query, values).one_or_none()
        return _handoff(row) if row else None


def _waiting(teams: Sequence[str] | None) -> Select[Any]:
    other = t.alias()
    sooner = or_(
        other.c.urgency < t.c.urgency,
        and_(
            other.c.urgency == t.c.urgency,
            or_(
                other.c.requested_at < t.c.requested_at,
                and_(other.c.requested_at == t.c.requested_at, other.c.id < t.c.id),
            ),
        ),
    )
    same_talk = select(other.c.id).where(
        other.c.conversation_id == t.c.conversation_id, other.c.state == State.WAITING.value, sooner
    )
    query = (
        select(t, promises.c.due_at)
        .join(promises)
        .where(t.c.state == State.WAITING.value, AWAKE, ~same_talk.exists())
        .order_by(t.c.urgency, t.c.requested_at, t.c.id)
    )
    return query if teams is None else query.where(or_(t.c.team.is_(None), t.c.team.in_(teams)))


def _handoff(row: Row[Any]) -> HandOff:
    values = dict(row._mapping)
    values["package"] = values["package"] or {}
    values["state"] = State(values["state"])
    values["outcome"] = Outcome(values["outcome"]) if values["outcome"] else None
    values["cause"] = Cause(values["cause"]) if values["cause"] else None
    return HandOff(due=values.pop("due_at"), **values)
