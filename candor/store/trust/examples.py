"""The rows behind a figure, the newest first, each with the talk it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Column, Connection, null, select

from candor.store.tables.conversation import handoffs, outcomes, promises
from candor.store.tables.disputes import disputes
from candor.store.tables.trust import issues, mystery_shops, reactions, surveys, talk_outcomes
from candor.store.trust import reading
from candor.store.trust.outbox import Counted
from candor.trust.rows import Row

# When it was, and in which talk.
PLACES: Mapping[Counted, tuple[Column[Any], Any]] = {
    Counted.TALK: (talk_outcomes.c.first_at, talk_outcomes.c.id),
    Counted.ISSUE: (issues.c.first_at, issues.c.conversation_id),
    Counted.ANSWER: (outcomes.c.at, outcomes.c.conversation_id),
    Counted.SURVEY: (surveys.c.at, surveys.c.conversation_id),
    Counted.PROMISE: (promises.c.made_at, promises.c.conversation_id),
    Counted.HAND_OVER: (handoffs.c.requested_at, handoffs.c.conversation_id),
    Counted.REACTION: (reactions.c.at, reactions.c.conversation_id),
    Counted.CASE: (disputes.c.notice_at, disputes.c.conversation_id),
    Counted.SHOP: (mystery_shops.c.at, null()),
}


class Examples:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def newest(self, kind: Counted, since: date, until: date, limit: int) -> list[tuple[Row, str | None]]:
        """Rows from `since` up to, not with, `until`, each with its conversation."""
        at, talk = PLACES[kind]
        key = reading.READERS[kind][1]
        query = select(key, talk).where(at >= _midnight(since), at < _midnight(until)).order_by(at.desc()).limit(limit)
        found = [(row[0], row[1]) for row in self._connection.execute(query)]
        rows = reading.read(self._connection, kind, [row_id for row_id, _ in found])
        return [(rows[row_id], talk_id) for row_id, talk_id in found if row_id in rows]


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
