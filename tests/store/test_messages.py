import pytest
from sqlalchemy.exc import IntegrityError

from candor.conversation.messages import Conversation, Message, Owner, Sender, ShownChoice
from candor.store import Store
from candor.store.messages import NEWS
from tests.services.serving import BOOK
from tests.store.talks import NOON, ask, begin


def reply(tx, asked, part=0):
    seq = tx.conversations.next_seq("talk", NOON)
    message = Message(
        f"reply-{asked.id}-{part}-{seq}", "talk", seq, Sender.BOT, "words", NOON,
        answers=asked.id, part=part, response="utter_x", cites=("t1", "m1"), card={"type": "charge"},
    )  # fmt: skip
    tx.messages.add(message, [ShownChoice(f"c{seq}", "talk", message.id, 0, "Yes", "affirm", {"line": "t1"})])
    return message


def test_bubbles_come_back_as_they_were_written_with_their_buttons(store):
    with store.write() as tx:
        begin(tx)
        asked = ask(tx, "talk", "why?")
        said = reply(tx, asked)
    with store.read() as tx:
        first, second = tx.messages.after("talk", 0)
        assert (first.message, first.choices) == (asked, ())
        assert second.message == said
        assert [(choice.label, choice.payload) for choice in second.choices] == [("Yes", {"line": "t1"})]
        assert tx.messages.after("talk", 2) == []


def test_a_message_can_not_be_answered_twice(store):
    with store.write() as tx:
        begin(tx)
        asked = ask(tx, "talk")
        reply(tx, asked)
    with pytest.raises(IntegrityError), store.write() as tx:
        reply(tx, asked)


def test_a_button_is_found_in_its_own_conversation_only(store):
    with store.write() as tx:
        begin(tx)
        begin(tx, "another")
        reply(tx, ask(tx, "talk"))
        assert tx.messages.choice("talk", "c2").intent == "affirm"
        assert tx.messages.choice("another", "c2") is None


def test_unread_counts_what_others_wrote_after_the_mark(store):
    with store.write() as tx:
        begin(tx)
        asked = ask(tx, "talk")
        reply(tx, asked, 0)
        reply(tx, asked, 1)
        tx.conversations.mark_read("talk", 2)
        tx.conversations.mark_read("talk", 1)
        assert tx.conversations.get("talk").read_seq == 2
        assert tx.messages.unread("talk", 2) == 1


def test_a_bubble_that_changed_is_told_apart(store):
    with store.write() as tx:
        begin(tx)
        asked = ask(tx, "talk", "4111 1111")
        tx.messages.rewrite(asked.id, "•••• ••••")
        assert [(m.id, m.text) for m in tx.messages.news("talk", 0)[1]] == [(asked.id, "•••• ••••")]


def test_a_look_at_what_is_new_searches_by_index_however_long_the_talk(sqlite_url):
    """Of SQLite: PostgreSQL plans by its statistics, and an empty table gives none."""
    store = Store(sqlite_url)
    with store.read() as tx:
        asked = NEWS.compile(tx._connection)
        known = {"talk": "talk", "seq": 1, "most": 5}
        values = tuple(known.get(name, True) for name in asked.positiontup)
        plan = [row[3] for row in tx._connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", values)]
    store.close()
    searched = [step for step in plan if "messages" in step]
    assert len(searched) == 2
    assert all("SEARCH" in step and "conversation_id=? AND" in step for step in searched)


def test_what_was_ever_cited_to_a_customer_is_found_by_the_names_of_responses(store):
    with store.write() as tx:
        tx.ledger.add_book(BOOK)
        for name in ("first", "second"):
            talk = Conversation(name, BOOK.customer.id, None, Owner.BOT, NOON, NOON, 0, 0, None, 0)
            tx.conversations.add(talk)
            for response, cite in ((f"utter_{name}", f"t-{name}"), ("utter_else", "t9")):
                seq = tx.conversations.next_seq(name, NOON)
                tx.messages.add(
                    Message(f"{name}-{seq}", name, seq, Sender.BOT, "x", NOON, response=response, cites=(cite,))
                )
    with store.read() as tx:
        names = ("utter_first", "utter_second")
        assert tx.messages.cited_in(BOOK.customer.id, names) == {"t-first", "t-second"}
        assert tx.messages.cited_in("somebody else", names) == frozenset()
