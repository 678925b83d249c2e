"""What is known of files that customers sent for their disputes. The files themselves lie in the cabinet's folder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from candor.disputes.states import OPEN, State
from candor.store.rows import columns, record_of, row_of
from candor.store.tables.disputes import dispute_files as t
from candor.store.tables.disputes import disputes

TAKING = tuple(state.value for state in (State.DRAFT, *OPEN))
"""The states of a case that a file can go to."""


@dataclass(frozen=True)
class DisputeFile:
    """`id` is its name in the cabinet. `scanned`: a scanner found nothing in it."""

    id: str
    case_id: str
    message_id: str
    name: str
    kind: str
    size: int
    sha256: str
    scanned: bool
    at: datetime


class DisputeFiles:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, file: DisputeFile) -> None:
        self._connection.execute(insert(t), row_of(file))

    def get(self, file_id: str, customer_id: str) -> DisputeFile | None:
        """The customer's file; None for another's and for none."""
        query = columns(t, DisputeFile).join(disputes, disputes.c.id == t.c.case_id)
        mine = query.where(t.c.id == file_id, disputes.c.customer_id == customer_id)
        row = self._connection.execute(mine).one_or_none()
        return record_of(DisputeFile, row) if row else None

    def count(self, case_id: str) -> int:
        return int(self._connection.scalar(select(func.count()).where(t.c.case_id == case_id)) or 0)

    def of_customer(self, customer_id: str) -> list[DisputeFile]:
        """All files of a customer, oldest first."""
        query = columns(t, DisputeFile).join(disputes, disputes.c.id == t.c.case_id)
        mine = query.where(disputes.c.customer_id == customer_id)
        return [record_of(DisputeFile, row) for row in self._connection.execute(mine.order_by(t.c.at, t.c.id))]

    def ids(self) -> set[str]:
        """The names of all files that must be in the cabinet."""
        return set(self._connection.scalars(select(t.c.id)))
