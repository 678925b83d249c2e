"""What a call costs, counted in lines and statements that run: the same on every machine, busy or not."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from sqlalchemy import event

from candor.store import Store


def lines_run(call: Callable[[], object]) -> int:
    """How many lines of Python run inside of `call`; what C code does in one step counts as its one line."""
    count = 0

    def trace(_frame: FrameType, event: str, _arg: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


@contextmanager
def statements_run(store: Store) -> Iterator[list[str]]:
    """The SQL statements that run on this store inside the block, without the words that begin a transaction."""
    ran: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            ran.append(statement)

    event.listen(store._engine, "before_cursor_execute", note)
    try:
        yield ran
    finally:
        event.remove(store._engine, "before_cursor_execute", note)
