"""Reads the rows that count, some by their ids or all in order, each as the record that the counting knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Column, Connection, Row, Select, func, select

from candor.store.rows import columns, record_of
from candor.store.tables.conversation import conversations, handoffs, outcomes, promises
from candor.store.tables.disputes import dispute_events, disputes
from candor.store.tables.trust import (
    context_looks,
    fairness_segments,
    issues,
    mystery_shops,
    reactions,
    surveys,
    talk_outcomes,
)
from candor.store.trust.outbox import Counted
from candor.trust import rows as records

ACKNOWLEDGED = ("Acknowledged",)
RESOLVED = (
    *("ErrorDecided", "DifferentErrorDecided", "NoErrorDecided", "CreditMadeFinal", "Withdrawn", "ShopRefundSeen"),
    "HandedToFraud",
)
REQUIRED = ("assurance", "story", "wanted", "tone")
"""What a hand-over's package must say (domain 2.3). Which charge it is about, and facts, there may be none of."""

Reader = tuple[Select[Any], Column[Any], Callable[[Row[Any]], records.Row]]


def _plainly(table: Any, kind: type) -> Reader:
    return columns(table, kind), table.c.id, lambda row: record_of(kind, row)


def _answer(row: Row[Any]) -> records.Answer:
    return records.Answer(row.id, row.customer_id, row.at, row.result == "understood")


def _hand_over(row: Row[Any]) -> records.HandOver:
    complete = None if row.joined_at is None else all((row.package or {}).get(key) for key in REQUIRED)
    return records.HandOver(row.id, row.requested_at, row.due_at, row.joined_at, complete, row.asked_again)


def _case(row: Row[Any]) -> records.Case:
    """Days of the account count to their end: by the last moment of them, UTC, a clock was kept."""
    ack, due = _end_of(row.acknowledge_by or row.resolve_by), _end_of(row.resolve_by)
    return records.Case(row.id, row.notice_at, ack, due, row.acknowledged_at, row.resolved_at)


def _end_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=UTC) + timedelta(hours=12)


def _first(*kinds: str) -> Any:
    """When the first event of these kinds happened in a case."""
    e = dispute_events.c
    return select(func.min(e.at)).where(e.case_id == disputes.c.id, e.kind.in_(kinds)).scalar_subquery()


_IN_TALK = conversations.c.id == outcomes.c.conversation_id
_PROMISED_IN = conversations.c.id == promises.c.conversation_id
_LOOKED = context_looks.c.handoff_id == handoffs.c.id

READERS: Mapping[Counted, Reader] = {
    Counted.TALK: _plainly(talk_outcomes, records.Talk),
    Counted.ISSUE: _plainly(issues, records.Issue),
    Counted.SURVEY: _plainly(surveys, records.Survey),
    Counted.REACTION: _plainly(reactions, records.Reaction),
    Counted.SHOP: _plainly(mystery_shops, records.Shop),
    Counted.CASE: (
        select(
            disputes.c.id,
            disputes.c.notice_at,
            disputes.c.acknowledge_by,
            disputes.c.resolve_by,
            _first(*ACKNOWLEDGED).label("acknowledged_at"),
            _first(*RESOLVED).label("resolved_at"),
        ).where(disputes.c.state.not_in(("draft", "abandoned"))),
        disputes.c.id,
        _case,
    ),
    Counted.ANSWER: (
        select(outcomes.c.id, conversations.c.customer_id, outcomes.c.at, outcomes.c.result).join(
            conversations, _IN_TALK
        ),
        outcomes.c.id,
        _answer,
    ),
    Counted.PROMISE: (
        select(
            promises.c.id,
            conversations.c.customer_id,
            promises.c.path,
            promises.c.made_at,
            promises.c.due_at,
            promises.c.kept_at,
            promises.c.withdrawn_at,
        ).join(conversations, _PROMISED_IN),
        promises.c.id,
        lambda row: record_of(records.Promise, row),
    ),
    Counted.HAND_OVER: (
        select(
            handoffs.c.id,
            handoffs.c.requested_at,
            promises.c.due_at,
            handoffs.c.joined_at,
            handoffs.c.package,
            context_looks.c.asked_again,
        )
        .join(promises, promises.c.handoff_id == handoffs.c.id)
        .outerjoin(context_looks, _LOOKED),
        handoffs.c.id,
        _hand_over,
    ),
}


def read(connection: Connection, kind: Counted, ids: Sequence[str]) -> dict[str, records.Row]:
    """The rows with these ids that are there."""
    if kind not in READERS:
        return {}
    query, key, made = READERS[kind]
    return {row.id: made(row) for row in connection.execute(query.where(key.in_(ids)))}


def after(connection: Connection, kind: Counted, last_id: str, limit: int) -> list[records.Row]:
    """The next rows of a kind in the order of their ids."""
    query, key, made = READERS[kind]
    found = connection.execute(query.where(key > last_id).order_by(key).limit(limit))
    return [made(row) for row in found]


def how_many(connection: Connection) -> int:
    """All rows that count."""
    return sum(
        int(connection.scalar(select(func.count()).select_from(key.table)) or 0) for _, key, _ in READERS.values()
    )


def segments(connection: Connection, customers: Sequence[str] | None = None) -> dict[str, tuple[str, ...]]:
    """Each customer's fairness segments as `dimension:value`; of all customers without a list."""
    query = select(fairness_segments).order_by(fairness_segments.c.dimension)
    if customers is not None:
        query = query.where(fairness_segments.c.customer_id.in_(customers))
    found: dict[str, tuple[str, ...]] = {}
    for row in connection.execute(query):
        found[row.customer_id] = (*found.get(row.customer_id, ()), f"{row.dimension}:{row.value}")
    return found


def all_kinds() -> Iterator[Counted]:
    yield from READERS
