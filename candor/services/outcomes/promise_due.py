"""A promise comes due and is still open: those who can keep it are told, and that it was broken is noted."""

from __future__ import annotations

from datetime import datetime

from candor.services.tools import Tools
from candor.store import Transaction
from candor.store.due_work import DueWork
from candor.store.promises import COMES_DUE, PROMISE_DUE, PromiseRow


def promise_due(tx: Transaction, tools: Tools, work: DueWork, now: datetime) -> None:
    """Rings the desk, a while before its time and again when it has passed; then the trail says that it was broken."""
    promise = tx.promises.get(work.subject)
    if promise is None or not promise.is_open():
        return
    tx.desk.changed()
    if now < promise.due_at:
        tx.due_work.add(PROMISE_DUE, promise.id, promise.due_at)
        return
    ids = {"promise": promise.id, "what": promise.what, "due": promise.due_at.isoformat()}
    tx.trail.add(now, actor="clock", act="promise_broken", subject=promise.conversation_id, **ids)


def promises_at_stake(tools: Tools) -> list[PromiseRow]:
    """The promises that somebody should look at now: past their time, or soon to be, and in no talk of the queue."""
    with tools.store.read() as tx:
        return tx.promises.at_stake(tools.clock.now() + COMES_DUE)
