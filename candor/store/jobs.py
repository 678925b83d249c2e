"""What the studio has under way, and the candidate in the shadow: one for all app processes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select, update

from candor.store.rows import columns, record_of, row_of
from candor.store.tables.studio import studio_jobs as t
from candor.store.tables.studio import studio_shadow as s

SILENT = timedelta(seconds=30)
"""After so long without a beat, whoever did it is dead."""
KEPT = 20


@dataclass(frozen=True)
class Job:
    """`said` is the last JSON object that the command printed, `told` its last lines for people.

    `code` is None until it ends. `seconds` is how long it took so far.
    """

    id: str
    kind: str
    by: str
    began_at: datetime
    beat_at: datetime
    said: Mapping[str, Any] = field(default_factory=dict)
    told: Sequence[str] = ()
    code: int | None = None
    seconds: float = 0.0

    def broke_off(self, now: datetime) -> bool:
        """Its process died before it could say how it ended."""
        return self.code is None and now - self.beat_at > SILENT

    def is_running(self, now: datetime) -> bool:
        return self.code is None and not self.broke_off(now)


class Jobs:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def newest(self) -> Job | None:
        return next(iter(self.recent(1)), None)

    def recent(self, most: int) -> list[Job]:
        """Those that were begun last, the newest first."""
        rows = self._connection.execute(columns(t, Job).order_by(t.c.began_at.desc(), t.c.id).limit(most))
        return [record_of(Job, row) for row in rows]

    def get(self, job_id: str) -> Job | None:
        row = self._connection.execute(columns(t, Job).where(t.c.id == job_id)).one_or_none()
        return record_of(Job, row) if row else None

    def add(self, job: Job) -> None:
        """Keeps it, and forgets the oldest ones."""
        self._connection.execute(insert(t), row_of(job))
        old = select(t.c.id).order_by(t.c.began_at.desc()).offset(KEPT)
        self._connection.execute(delete(t).where(t.c.id.in_(list(self._connection.scalars(old)))))

    def keep(self, job: Job) -> None:
        """How far it is."""
        values = {name: value for name, value in row_of(job).items() if name != "id"}
        self._connection.execute(update(t).where(t.c.id == job.id).values(**values))

    def forget_ended(self) -> None:
        """What ended jobs printed may hold words of a talk that was tried."""
        self._connection.execute(delete(t).where(t.c.code.is_not(None)))

    # --- the shadow

    def shadow(self) -> str | None:
        """The candidate that should read along."""
        found: str | None = self._connection.scalar(select(s.c.model))
        return found

    def unread(self, now: datetime) -> str | None:
        """The candidate that should read along and that nobody's reader has now."""
        free = or_(s.c.held_until.is_(None), s.c.held_until <= now)
        found: str | None = self._connection.scalar(select(s.c.model).where(s.c.model.is_not(None), free))
        return found

    def want_shadow(self, model: str | None) -> None:
        """From now on this one; whoever reads with another one stops at its next look."""
        values = {"model": model, "holder": None, "held_until": None}
        if not self._connection.execute(update(s).values(**values)).rowcount:
            self._connection.execute(insert(s), {"id": 1, **values})

    def read_along(self, model: str, holder: str, now: datetime, until: datetime) -> bool:
        """Takes or keeps the right to read; False when another reader has it, or the candidate is no longer wanted."""
        mine = or_(s.c.holder == holder, s.c.held_until.is_(None), s.c.held_until <= now)
        taken = update(s).where(s.c.model == model, mine).values(holder=holder, held_until=until)
        return self._connection.execute(taken).rowcount == 1

    def stop_reading(self, holder: str) -> None:
        """Gives the right back: another process may go on at once."""
        self._connection.execute(update(s).where(s.c.holder == holder).values(holder=None, held_until=None))
