"""Corrections and outcomes: one correction for a line whoever asks, one outcome for a message however often tried."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from candor.conversation.corrections import OpenCorrection
from candor.conversation.messages import Conversation, Owner
from candor.conversation.outcomes import Outcome, Result, WantedOutcome
from candor.store import Store, WritingNeeded
from tests.services.serving import BOOK
from tests.store.talks import NOON, ask

WHAT = "a mistake is put right"


def talk(store: Store, name: str) -> str:
    """A talk of the customer with one message; the message's id."""
    with store.write() as tx:
        tx.conversations.add(Conversation(name, "c01", None, Owner.BOT, NOON, NOON, 0, 0, None, 0))
        return ask(tx, name).id


@pytest.fixture
def house(store: Store) -> Store:
    with store.write() as tx:
        tx.ledger.add_book(BOOK)
    return store


def correction(conversation: str, message: str) -> OpenCorrection:
    return OpenCorrection(
        f"n-{conversation}",
        "t-late",
        "c01",
        conversation,
        message,
        4100,
        "on_time",
        "12 CFR 1026.10(b)",
        NOON,
        NOON + timedelta(days=2),
    )


def test_a_line_is_put_right_once_and_a_second_talk_finds_the_first_promise(house):
    first = correction("one", talk(house, "one"))
    second = replace(correction("two", talk(house, "two")), due=NOON + timedelta(days=9))
    with house.write() as tx:
        assert tx.corrections.add(first, "p1", WHAT)
    with house.write() as tx:
        assert not tx.corrections.add(second, "p2", WHAT)
        # The transaction goes on: what follows is written.
        tx.ledger.set_detail("c01", "full")
    with house.read() as tx:
        assert tx.corrections.of_line("t-late") == first
        assert tx.corrections.of_customer("c01") == [first]
        assert tx.ledger.customer("c01").detail_level == "full"


def test_of_two_tabs_at_the_same_moment_the_slower_finds_the_row_of_the_faster(house):
    first, second = (correction(name, talk(house, name)) for name in ("one", "two"))

    def slower() -> tuple[bool, OpenCorrection | None]:
        with house.write() as tx:
            return tx.corrections.add(second, "p2", WHAT), tx.corrections.of_line("t-late")

    with ThreadPoolExecutor(1) as tabs:
        with house.write() as tx:
            assert tx.corrections.add(first, "p1", WHAT)
            waiting = tabs.submit(slower)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.3)
        assert waiting.result(timeout=60) == (False, first)


def test_a_change_of_detail_reaches_a_book_that_was_read_before(house):
    with house.read() as tx:
        assert tx.ledger.book("c01").customer.detail_level == "short"
    with house.write() as tx:
        tx.ledger.set_detail("c01", "one-line")
    with house.read() as tx:
        assert tx.ledger.book("c01").customer.detail_level == "one-line"


def test_an_answer_that_is_tried_again_counts_once(house):
    message = talk(house, "one")
    outcome = Outcome("o1", "one", message, "t-late", WantedOutcome.EXPLANATION, Result.UNDERSTOOD, NOON)
    with house.write() as tx:
        tx.outcomes.add(outcome)
        tx.outcomes.add(replace(outcome, id="o2"))
    with house.read() as tx:
        assert tx.outcomes.of("one") == [outcome]


def test_a_reading_transaction_says_that_it_can_not_write(store):
    with store.read() as tx, pytest.raises(WritingNeeded):
        tx.must_write()
    with store.write() as tx:
        tx.must_write()
