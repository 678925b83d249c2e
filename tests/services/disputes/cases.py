"""Filed cases for tests, on a store with one customer (tests/services/serving.py)."""

from __future__ import annotations

from datetime import datetime, timedelta

from candor.clock import FixedClock
from candor.disputes import commands as do
from candor.disputes.reasons import Reason
from candor.services.clocks.run_due import run_due
from candor.services.disputes.begin_case import begin_case
from candor.services.disputes.clock_work import HANDLERS
from candor.services.disputes.move_case import file_case
from candor.services.tools import Tools
from candor.store.disputes import KeptCase
from tests.services.serving import BOOK, JACKET, NOW


def begun(tools: Tools, line=JACKET, notice_at: datetime = NOW) -> KeptCase:
    with tools.store.write() as tx:
        return begin_case(tx, tools, BOOK, line, notice_at=notice_at)


def filed(tools: Tools, line=JACKET, amount: int = 8900, reason: Reason = Reason.NOT_RECEIVED, key="said") -> KeptCase:
    with tools.store.write() as tx:
        draft = begin_case(tx, tools, BOOK, line, notice_at=tools.clock.now())
        return file_case(tx, tools, draft, do.Submit(reason, amount, confirmed=True), actor="customer", key=key)


def read(tools: Tools, case_id: str) -> KeptCase:
    with tools.store.read() as tx:
        return tx.disputes.get(case_id)


def owed(tools: Tools) -> int:
    """What all lines of the customer come to."""
    with tools.store.read() as tx:
        return sum(line.amount for line in tx.ledger.book("c01").lines)


def tick(tools: Tools) -> int:
    """What is due two minutes later: letters wait one, so as not to fall into the talk."""
    assert isinstance(tools.clock, FixedClock)
    tools.clock.advance(timedelta(minutes=2))
    return run_due(tools, HANDLERS)
