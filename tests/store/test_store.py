from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.store.talks import NOON, ask, begin


def test_a_transaction_that_breaks_leaves_nothing_behind(store):
    with pytest.raises(ZeroDivisionError), store.write() as tx:
        begin(tx)
        _ = 1 / 0
    with store.read() as tx:
        assert tx.messages.after("talk", 0) == []
        assert tx.inbox.ready(NOON, 10) == []


def test_numbers_of_bubbles_have_no_gap_and_no_twin_when_many_write_at_once(store):
    with store.write() as tx:
        begin(tx)

    def write(_):
        with store.write() as tx:
            return ask(tx, "talk").seq

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(write, range(40))) == list(range(1, 41))


def test_a_tracker_that_was_forgotten_meanwhile_does_not_come_back(store):
    with store.write() as tx:
        begin(tx)
        tx.conversations.keep_tracker("talk", "[1]", 0)
        assert tx.conversations.get("talk").tracker_version == 1
        tx.conversations.forget_tracker("talk")
        tx.conversations.keep_tracker("talk", "[1, 2]", 1)
        assert tx.conversations.get("talk").tracker is None
