"""Two processes that grant at once, and one that is killed in the middle: one effect, no cap passed, all or nothing."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import islice, permutations

import pytest
from sqlalchemy.exc import OperationalError

from candor.billing.records import Book
from candor.clock import FixedClock
from candor.conversation.context import TurnContext
from candor.services.goodwill.decide_goodwill import decide_goodwill
from candor.services.tools import Tools
from candor.store.goodwill import Goodwill
from candor.store.journal import Journal
from candor.store.trail import Trail
from tests.services.goodwill.giving import FOUR, credits_of, decisions, four_kinds, late_book, open_bank, tools_of
from tests.services.serving import Talk

# Forked: a new interpreter would spend the test's time on imports. Each child opens a store of its own.
FORK = multiprocessing.get_context("fork")
TIMES, LONGEST = 500, 900


@pytest.fixture
def bank(database_url: str, clock: FixedClock) -> Iterator[Callable[[Book], Talk]]:
    """A bank on either database, whose connections are closed in the end."""
    opened: list[Talk] = []

    def make(books: Book) -> Talk:
        opened.append(open_bank(database_url, clock, books))
        return opened[-1]

    yield make
    for talk in opened:
        talk.tools.store.close()


def contexts(talk: Talk, count: int) -> list[TurnContext]:
    return [talk.says("take it off") for _ in range(count)]


def wish(url: str, asked: list[tuple[TurnContext, str]]) -> None:
    """In a process of its own: these wishes, each in a transaction."""
    tools = tools_of(url, FixedClock(asked[0][0].now))
    for context, line in asked:
        # Where the database was busy for too long it is tried again, as a turn is.
        while not _done(tools, context, line):
            pass
    tools.store.close()


def _done(tools: Tools, context: TurnContext, line: str) -> bool:
    try:
        with tools.store.write() as tx:
            decide_goodwill(tx, tools, context, line)
    except OperationalError as busy:
        if "locked" not in str(busy):
            raise
        return False
    return True


def at_once(url: str, *asked: list[tuple[TurnContext, str]]) -> None:
    children = [FORK.Process(target=wish, args=(url, one)) for one in asked]
    for child in children:
        child.start()
    for child in children:
        child.join(LONGEST)
        assert child.exitcode == 0


def test_two_processes_that_grant_the_same_fee_a_thousand_times_give_it_once(database_url, bank):
    talk = bank(late_book(4))
    some = contexts(talk, 10)
    talk.tools.store.close()
    many = [(some[place % len(some)], "line-f4") for place in range(TIMES)]
    at_once(database_url, many, many[::-1])
    assert credits_of(talk) == [3000]
    assert decisions(talk) == [("GRANT", 3000, "G-FEE")]
    with talk.tools.store.read() as tx:
        assert tx.goodwill.budget("2026-05", 1_500_000).spent == 3000
        assert len(tx.journal.of_account("acc")) == 1


@pytest.mark.parametrize("round_", range(2))
def test_two_processes_with_different_fees_of_one_customer_never_pass_the_cap(database_url, bank, round_):
    talk = bank(four_kinds())
    ours, theirs = list(islice(permutations(FOUR), round_, 24, 7))[:2]
    some = contexts(talk, 8)
    talk.tools.store.close()
    at_once(database_url, list(zip(some[:4], ours, strict=True)), list(zip(some[4:], theirs, strict=True)))
    assert sorted(one[0] for one in decisions(talk)) == ["GRANT", "GRANT", "GRANT", "HANDOFF"]
    assert len(credits_of(talk)) == 3


def kill_after(kind: type, name: str) -> None:
    """This process is killed, as by kill -9, right after the step."""
    step = getattr(kind, name)

    def last(*args: object, **named: object) -> None:
        step(*args, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(kind, name, last)


STEPS = [
    (Goodwill, "keep_policy"),
    (Goodwill, "open_month"),
    (Goodwill, "spend"),
    (Goodwill, "add"),
    (Goodwill, "grant"),
    (Journal, "post"),
    (Goodwill, "said"),
    (Trail, "add"),
]


@pytest.mark.parametrize(("kind", "name"), STEPS, ids=[name for _, name in STEPS])
def test_a_process_killed_in_the_middle_has_done_nothing_and_the_next_try_does_all(database_url, bank, kind, name):
    talk = bank(late_book(4))
    (context,) = contexts(talk, 1)
    talk.tools.store.close()

    def dies() -> None:
        kill_after(kind, name)
        wish(database_url, [(context, "line-f4")])

    child = FORK.Process(target=dies)
    child.start()
    child.join(LONGEST)
    assert child.exitcode == -signal.SIGKILL
    assert (credits_of(talk), decisions(talk)) == ([], [])
    with talk.tools.store.read() as tx:
        assert tx.goodwill.budget("2026-05", 1_500_000).spent == 0
    later = replace(context, now=context.now + timedelta(seconds=1))
    wish(database_url, [(later, "line-f4")])
    assert (credits_of(talk), decisions(talk)) == ([3000], [("GRANT", 3000, "G-FEE")])


def test_a_process_killed_right_after_the_commit_has_done_all_and_the_next_try_nothing_more(database_url, bank):
    talk = bank(late_book(4))
    (context,) = contexts(talk, 1)
    talk.tools.store.close()

    def dies() -> None:
        wish(database_url, [(context, "line-f4")])
        os.kill(os.getpid(), signal.SIGKILL)

    child = FORK.Process(target=dies)
    child.start()
    child.join(LONGEST)
    wish(database_url, [(context, "line-f4")])
    assert (credits_of(talk), decisions(talk)) == ([3000], [("GRANT", 3000, "G-FEE")])
