"""Corrections that were opened, each with the promise that was made with it; one for a line."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select
from sqlalchemy.exc import IntegrityError

from candor.conversation.corrections import OpenCorrection
from candor.store.promises import Promises
from candor.store.rows import row_of
from candor.store.tables.conversation import corrections_opened as t
from candor.store.tables.conversation import promises

OPENED = tuple(column for column in t.c if column.name != "promise_id")
ALL: Select[Any] = select(*OPENED, promises.c.due_at.label("due")).join(promises).order_by(t.c.opened_at)


class CorrectionsOpened:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, correction: OpenCorrection, promise_id: str, what: str) -> bool:
        """Writes the correction and its promise together; False, and nothing is written, when the line has one."""
        row = {name: value for name, value in row_of(correction).items() if name != "due"}
        try:
            with self._connection.begin_nested():
                Promises(self._connection).add(
                    promise_id, correction.conversation_id, what, correction.opened_at, correction.due
                )
                self._connection.execute(insert(t), {**row, "promise_id": promise_id})
        except IntegrityError:
            return False
        return True

    def get(self, correction_id: str) -> OpenCorrection | None:
        row = self._connection.execute(ALL.where(t.c.id == correction_id)).one_or_none()
        return _correction(row) if row else None

    def promise_of(self, correction_id: str) -> str:
        """The id of the promise that was made with it."""
        promise: str = self._connection.execute(select(t.c.promise_id).where(t.c.id == correction_id)).scalar_one()
        return promise

    def of_line(self, line_id: str) -> OpenCorrection | None:
        """The correction of a line, in whichever talk it was opened."""
        row = self._connection.execute(ALL.where(t.c.line_id == line_id)).one_or_none()
        return _correction(row) if row else None

    def of_customer(self, customer_id: str) -> list[OpenCorrection]:
        """A customer's corrections, oldest first."""
        return [_correction(row) for row in self._connection.execute(ALL.where(t.c.customer_id == customer_id))]


def _correction(row: Row[Any]) -> OpenCorrection:
    return OpenCorrection(**row._mapping)
