from datetime import timedelta

from tests.store.talks import NOON, ask, begin

SECOND = timedelta(seconds=1)


def test_what_waits_longest_comes_first(store):
    with store.write() as tx:
        for name, wait in (("late", 2), ("early", 0), ("middle", 1)):
            begin(tx, name)
            ask(tx, name, at=NOON + wait * SECOND)
        assert tx.inbox.ready(NOON + 5 * SECOND, 10) == ["early", "middle", "late"]


def test_a_message_that_waits_for_its_next_try_is_not_overtaken_by_a_later_one(store):
    with store.write() as tx:
        begin(tx)
        first = ask(tx, "talk", "first")
        ask(tx, "talk", "second", NOON + SECOND)
        tx.inbox.try_again(first.id, NOON + 10 * SECOND)
        assert tx.inbox.try_oldest("talk", NOON + 5 * SECOND) is None
        assert tx.inbox.try_oldest("talk", NOON + 10 * SECOND).message_id == first.id


def test_a_conversation_that_is_being_answered_is_not_ready(store):
    with store.write() as tx:
        begin(tx)
        ask(tx, "talk")
        tx.leases.take("talk", "somebody", NOON, SECOND)
        assert tx.inbox.ready(NOON, 10) == []
        assert tx.inbox.ready(NOON + SECOND, 10) == ["talk"]


def test_the_first_try_is_remembered_while_tries_are_counted(store):
    with store.write() as tx:
        begin(tx)
        ask(tx, "talk")
        tries = [tx.inbox.try_oldest("talk", NOON + second * SECOND) for second in (1, 2, 3)]
        assert [(one.attempts, one.first_tried_at) for one in tries] == [(n, NOON + SECOND) for n in (1, 2, 3)]


def test_what_is_done_waits_no_more(store):
    with store.write() as tx:
        begin(tx)
        message = ask(tx, "talk")
        assert tx.inbox.waiting("talk") == (1, NOON)
        tx.inbox.done(message.id, NOON, {"intent": "greet"})
        assert tx.inbox.waiting("talk") == (0, None)
        assert tx.inbox.try_oldest("talk", NOON) is None
