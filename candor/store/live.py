"""How the product does at this moment, in a few numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select

from candor.store.tables.conversation import handoffs, inbox, promises
from candor.store.tables.trust import trust_outbox


@dataclass(frozen=True)
class Now:
    """`answered`, `failed` and `bot_down` only grow; `oldest` is in seconds."""

    answered: int
    failed: int
    bot_down: int
    waiting: int
    oldest: float
    open_promises: int
    broken_promises: int
    uncounted: int


class LiveFigures:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def now(self, at: datetime) -> Now:
        oldest = self._connection.scalar(select(func.min(inbox.c.queued_at)).where(inbox.c.state == "queued"))
        unkept = (promises.c.kept_at.is_(None), promises.c.withdrawn_at.is_(None))
        tries = select(func.coalesce(func.sum(inbox.c.attempts), 0) - func.count()).where(inbox.c.state == "done")
        return Now(
            answered=self._count(inbox, inbox.c.state == "done"),
            failed=max(0, int(self._connection.scalar(tries.where(inbox.c.attempts > 1)) or 0)),
            bot_down=self._count(handoffs, handoffs.c.trigger == "bot_down"),
            waiting=self._count(inbox, inbox.c.state == "queued"),
            oldest=max(0.0, (at - oldest).total_seconds()) if oldest else 0.0,
            open_promises=self._count(promises, *unkept),
            broken_promises=self._count(promises, *unkept, promises.c.due_at <= at),
            uncounted=self._count(trust_outbox),
        )

    def _count(self, table: Any, *which: Any) -> int:
        return int(self._connection.scalar(select(func.count()).select_from(table).where(*which)) or 0)
