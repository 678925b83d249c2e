"""What is to be done later, by itself: a row for each thing and its time, done once by whoever is there then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, update
from sqlalchemy.dialects import postgresql, sqlite

from candor.ids import new_id
from candor.store.rows import columns, record_of, row_of
from candor.store.tables.clocks import due_work as t


@dataclass(frozen=True)
class DueWork:
    """`kind` names who does it, `subject` what it is about (the id of a case, a grant, a promise), `at` its time.

    `attempts`: how many tries failed. `done_at` is None as long as it waits.
    """

    id: str
    kind: str
    subject: str
    at: datetime
    try_at: datetime
    attempts: int = 0
    done_at: datetime | None = None


ONE = t.c.id == bindparam("of")
NEXT = (
    columns(t, DueWork)
    .where(t.c.done_at.is_(None), t.c.try_at <= bindparam("now"), t.c.kind.in_(bindparam("kinds", expanding=True)))
    .order_by(t.c.try_at)
    .limit(1)
)
TAKE = NEXT.with_for_update(skip_locked=True)
DONE = update(t).where(ONE).values(done_at=bindparam("now"))
LATER = update(t).where(ONE, t.c.done_at.is_(None)).values(attempts=t.c.attempts + 1, try_at=bindparam("again"))
WAITS = t.c.subject == bindparam("about"), t.c.done_at.is_(None)
WITHDRAW = delete(t).where(t.c.kind == bindparam("of_kind"), *WAITS)
WITHDRAW_ALL = delete(t).where(t.c.kind.in_(bindparam("kinds", expanding=True)), *WAITS)


# For what surely was not asked for before. SQLAlchemy compiles an insert with `on conflict` anew each time.
ADD_FRESH = insert(t)


class DueWorks:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, kind: str, subject: str, at: datetime) -> bool:
        """Asks for it at a time; False, and nothing changes, when it was asked for at that time before."""
        dialect = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        row = dialect.insert(t).values(**row_of(DueWork(new_id(), kind, subject, at, at))).on_conflict_do_nothing()
        return self._connection.execute(row.returning(t.c.id)).scalar_one_or_none() is not None

    def add_fresh(self, wanted: Iterable[tuple[str, str, datetime]]) -> None:
        """Asks, in one statement, for kinds about subjects at times that nobody asked for before."""
        rows = [row_of(DueWork(new_id(), kind, subject, at, at)) for kind, subject, at in wanted]
        if rows:
            self._connection.execute(ADD_FRESH, rows)

    def withdraw(self, kind: str, subject: str) -> int:
        """Forgets what waits, of this kind about this subject; how much it was. What was done stays written."""
        return self._connection.execute(WITHDRAW, {"of_kind": kind, "about": subject}).rowcount

    def withdraw_all(self, kinds: Sequence[str], subject: str) -> int:
        """As `withdraw`, for several kinds about one subject."""
        return self._connection.execute(WITHDRAW_ALL, {"kinds": list(kinds), "about": subject}).rowcount

    def is_due(self, kinds: Sequence[str], now: datetime) -> bool:
        """Whether any of these kinds waits and its time has come."""
        return self._connection.execute(NEXT, {"kinds": list(kinds), "now": now}).first() is not None

    def take(self, kinds: Sequence[str], now: datetime) -> DueWork | None:
        """The longest due row, held until this transaction ends: another process takes another one, or none."""
        row = self._connection.execute(TAKE, {"kinds": list(kinds), "now": now}).one_or_none()
        return record_of(DueWork, row) if row else None

    def done(self, work: DueWork, now: datetime) -> None:
        """To be said in the transaction of its effect, so that neither is ever without the other."""
        self._connection.execute(DONE, {"of": work.id, "now": now})

    def try_later(self, work: DueWork, again: datetime) -> None:
        """Counts a try that failed. What somebody else has done meanwhile stays done."""
        self._connection.execute(LATER, {"of": work.id, "again": again})

    def of(self, subject: str) -> list[DueWork]:
        """All that was and is to be done about a subject, by time."""
        query = columns(t, DueWork).where(t.c.subject == subject).order_by(t.c.at, t.c.kind)
        return [record_of(DueWork, row) for row in self._connection.execute(query)]
