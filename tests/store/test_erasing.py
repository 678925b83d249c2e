"""The rows of an erased customer, on both databases: words go, references hold, and another's rows are not touched."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from candor.errors import NotYours
from candor.store import Store
from tests.services.serving import BOOK
from tests.services.studio.turns import answered, customer_talk, guest_talk

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def store(store: Store) -> Store:
    with store.write() as tx:
        tx.ledger.add_book(BOOK)
        answered(tx, customer_talk(tx, "ada", "c01"), "words of Ada", "nlu_fallback")
        answered(tx, guest_talk(tx, "guest"), "words of another", "nlu_fallback")
        tx.due_work.add("look", "c01", LONG_AGO)
        tx.trail.add(LONG_AGO, actor="c01", act="session_opened", subject="c01")
    return store


def test_words_go_and_the_rest_hangs_on_a_number(store):
    with store.write() as tx:
        counts = tx.erasure.take("c01", frozenset(), LONG_AGO)
        tx.erasure.rename("c01", "erased-1")
    assert counts["messages"] == 2
    with store.read() as tx:
        assert tx.messages.get("ada-1").text == ""
        assert tx.conversations.get("ada").customer_id == "erased-1"
        assert tx.ledger.book("erased-1").customer.name == ""
        assert [row["actor"] for row in tx.trail.of("erased-1")] == ["erased-1"]
        with pytest.raises(NotYours):
            tx.ledger.book("c01")


def test_another_s_words_stay(store):
    with store.write() as tx:
        tx.erasure.take("c01", frozenset(), LONG_AGO)
    with store.read() as tx:
        assert tx.messages.get("guest-1").text == "words of another"
        assert tx.studio.answered_in("guest")[0].intent == "nlu_fallback"


def test_a_rename_that_breaks_off_leaves_all_as_it_was(store):
    with pytest.raises(ZeroDivisionError), store.write() as tx:
        tx.erasure.take("c01", frozenset(), LONG_AGO)
        tx.erasure.rename("c01", "erased-1")
        raise ZeroDivisionError
    with store.read() as tx:
        assert tx.ledger.book("c01").customer.name == "Ada Hill"
        assert tx.messages.get("ada-1").text == "words of Ada"
