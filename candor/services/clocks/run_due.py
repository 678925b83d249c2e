"""Does what is due: each row once, whichever process is alive, its effect and its mark in one transaction.

A process that is killed in the middle leaves the row as it was, and the next look finds it. Only the clock that is
passed in counts: what it jumps over is done at the next look in order of time, and what it goes back to stays done.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from candor.services.tools import Tools
from candor.store import Transaction
from candor.store.due_work import DueWork

log = logging.getLogger("candor.clocks")

Handler = Callable[[Transaction, Tools, DueWork, datetime], None]
Handlers = Mapping[str, Handler]
"""By kind. A kind that nobody here knows waits for a process that does."""

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=1)


def run_due(tools: Tools, handlers: Handlers, most: int = 100) -> int:
    """Does what is due now, at most so many rows; how many were done or tried."""
    tried = 0
    while tried < most and _is_due(tools, handlers) and _do_next(tools, handlers):
        tried += 1
    return tried


def _is_due(tools: Tools, handlers: Handlers) -> bool:
    """A look that takes no lock: nearly always there is nothing."""
    with tools.store.read() as tx:
        return bool(handlers) and tx.due_work.is_due(tuple(handlers), tools.clock.now())


def _do_next(tools: Tools, handlers: Handlers) -> bool:
    """Does the next row; False when somebody else was quicker. One that fails waits a while and keeps nobody up."""
    work = None
    try:
        with tools.store.write() as tx:
            now = tools.clock.now()
            work = tx.due_work.take(tuple(handlers), now)
            if work is None:
                return False
            handlers[work.kind](tx, tools, work, now)
            tx.due_work.done(work, now)
    except Exception:
        if work is None:
            raise
        log.exception("due work failed", extra={"facts": {"kind": work.kind, "attempts": work.attempts + 1}})
        _try_later(tools, work)
    return True


def _try_later(tools: Tools, work: DueWork) -> None:
    with tools.store.write() as tx:
        tx.due_work.try_later(work, tools.clock.now() + pause_after(work.attempts))


def pause_after(attempts: int) -> timedelta:
    """How long to wait after another failure, when so many went before: doubling up to an hour."""
    doublings: int = 2 ** min(attempts, 12)
    return min(FIRST_PAUSE * doublings, LONGEST_PAUSE)
