"""Filing over processes and kills: one case, one credit, and never a lost first word."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from candor.clock import FixedClock
from candor.conversation.context import TurnContext
from candor.disputes import commands as do
from candor.disputes.reasons import Reason
from candor.disputes.states import State
from candor.errors import StepTaken
from candor.services.clocks.run_due import run_due
from candor.services.disputes.begin_case import begin_case
from candor.services.disputes.clock_work import HANDLERS
from candor.services.disputes.move_case import file_case
from candor.services.disputes.talk import Talk
from candor.services.people.handoff_policy import load_handoff_policy
from candor.services.tools import Tools
from candor.store import Store
from tests.conftest import NOW
from tests.services.house import WORDING
from tests.services.serving import BOOK, JACKET, _wording, talk_of

TIMES = 1_000
LINES = tuple(replace(JACKET, id=f"t-{n}", amount=1000 + n) for n in range(25))
"""Each is filed forty times; the first time by whichever process is quicker."""


def tools_at(url: str, wording=WORDING) -> Tools:
    return Tools(Store(url), FixedClock(NOW), wording, load_handoff_policy())


@pytest.fixture
def tools(database_url: str) -> Iterator[Tools]:
    made = tools_at(database_url, _wording())
    yield made
    made.store.close()


def file_all(url: str, ready) -> None:
    """Files each line again and again, both processes the same one at the same time."""
    tools = tools_at(url)
    ready.wait()
    for attempt in range(TIMES // 2):
        _until_done(tools, LINES[attempt % len(LINES)], f"said {os.getpid()} {attempt}")
    tools.store.close()


def _until_done(tools: Tools, line, key: str) -> None:
    """The slower of two is told so by the database, or finds it busy for long, and looks at that line again."""
    for _ in range(20):
        try:
            return _file(tools, line, key)
        except Exception as error:
            if not any(said in str(error).lower() for said in ("unique", "locked")) and not isinstance(
                error, StepTaken
            ):
                raise
    raise AssertionError(f"{line.id} could not be filed")


def _file(tools: Tools, line, key: str) -> None:
    with tools.store.write() as tx:
        if tx.disputes.open_of(line.id) is None:
            draft = begin_case(tx, tools, BOOK, line, notice_at=NOW)
            submit = do.Submit(Reason.NOT_RECEIVED, line.amount, confirmed=True)
            file_case(tx, tools, draft, submit, actor="customer", key=key)


def test_two_processes_that_file_the_same_charges_a_thousand_times_make_one_case_of_each(tools, database_url):
    with tools.store.write() as tx:
        tx.ledger.add_book(replace(BOOK, lines=LINES))
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(2)
    pair = [context.Process(target=file_all, args=(database_url, ready)) for _ in range(2)]
    for process in pair:
        process.start()
    for process in pair:
        process.join(400)
    assert [process.exitcode for process in pair] == [0, 0]
    with tools.store.read() as tx:
        cases = tx.disputes.of_customer("c01")
        lent = Counter(posting.refs["target"] for posting in tx.journal.of_account("a01"))
    assert Counter(kept.case.line_id for kept in cases) == Counter(line.id for line in LINES)
    assert {kept.case.state for kept in cases} == {State.INVESTIGATING}
    assert lent == Counter(line.id for line in LINES)


STEPS = ("note", "begin", "answer", "file", "letters")


def take_steps(url: str, customer_talk: str, until: int, after_commit: bool) -> None:
    """The transactions of a filing, as turns and clocks make them; killed in the `until`-th or right after it."""
    tools = tools_at(url, _wording())
    for number, step in enumerate(STEPS):
        with tools.store.write() as tx:
            do_step(tx, tools, step, customer_talk)
            if number == until and not after_commit:
                os.kill(os.getpid(), signal.SIGKILL)
        if number == until:
            os.kill(os.getpid(), signal.SIGKILL)


def do_step(tx, tools: Tools, step: str, talk: str) -> None:
    """One transaction; each may be taken again after a kill, as a turn that is tried again is."""
    context = TurnContext(talk, f"{talk}-1", "c01", "customer", 1, NOW, NOW)
    book = tx.ledger.book("c01")
    if step == "note":
        tx.disputes.note(context.message, talk, "c01", NOW, "t-jacket")
        return
    if step == "letters":
        for _ in range(10):
            work = tx.due_work.take(list(HANDLERS), NOW + timedelta(minutes=2))
            if work is None:
                return
            HANDLERS[work.kind](tx, tools, work, NOW)
            tx.due_work.done(work, NOW)
        return
    asked = Talk(tx, tools, context, book, next(line for line in book.lines if line.id == "t-jacket"))
    draft = tx.disputes.draft_of("t-jacket")
    if step == "begin" and draft is None and tx.disputes.open_of("t-jacket") is None:
        asked.begin("the jacket never came to my house")
    elif step == "answer" and draft:
        facts = {"expected_on": "2026-05-08", "address": "Pine Street", "wanted": "the money"}
        tx.disputes.keep_talk(draft.id, {**draft.facts, **facts}, "confirm")
    elif step == "file" and draft:
        asked.file(draft)


@pytest.mark.parametrize("after_commit", [False, True])
@pytest.mark.parametrize("until", range(len(STEPS)))
def test_a_kill_at_any_commit_loses_no_notice_and_doubles_no_credit(sqlite_url, until, after_commit):
    tools = tools_at(sqlite_url, _wording())
    with tools.store.write() as tx:
        tx.ledger.add_book(BOOK)
    talk = talk_of(tools, tools.clock, "c01")
    talk.says("the jacket never came to my house")
    killed = multiprocessing.get_context("fork").Process(
        target=take_steps, args=(sqlite_url, "talk", until, after_commit)
    )
    killed.start()
    killed.join(120)
    assert killed.exitcode == -signal.SIGKILL
    for step in STEPS:
        with tools.store.write() as tx:
            do_step(tx, tools, step, "talk")
    tools.clock.advance(timedelta(minutes=2))
    run_due(tools, HANDLERS)
    with tools.store.read() as tx:
        (kept,) = tx.disputes.of_customer("c01")
        postings = tx.journal.of_account("a01")
        assert [at for at, _, _ in tx.disputes.notices_of("c01")] == [NOW]
    assert (kept.case.notice_at, kept.case.temporary, kept.case.acknowledged_on) == (NOW, 8900, NOW.date())
    assert [posting.legs["customer"] for posting in postings] == [-8900]
    tools.store.close()
