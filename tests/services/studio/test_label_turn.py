"""A label stands on the customer's message, whichever bubble of the turn was pointed at."""

from __future__ import annotations

import pytest

from candor.conversation.labels import LabelKind
from candor.conversation.messages import Message, Sender
from candor.errors import NotYours
from candor.services.studio.label_turn import label_turn
from candor.store import Store, Transaction
from tests.store.talks import NOON, ask, begin


def reply(tx: Transaction, to: Message | None) -> Message:
    seq = tx.conversations.next_seq("talk", NOON)
    message = Message(f"r{seq}", "talk", seq, Sender.BOT, "It is a fee.", NOON, answers=to.id if to else None, part=0)
    tx.messages.add(message)
    return message


@pytest.fixture
def turn(store: Store) -> tuple[Message, Message]:
    with store.write() as tx:
        begin(tx)
        asked = ask(tx, "talk")
        return asked, reply(tx, asked)


def test_a_label_on_the_reply_is_a_label_on_what_it_answers(store, turn):
    asked, answered = turn
    with store.write() as tx:
        label_turn(tx, NOON, message_id=answered.id, kind=LabelKind.OVERRIDE, by="ana", reason="it was interest")
        label_turn(tx, NOON, message_id=asked.id, kind=LabelKind.MISROUTED, by="ana", intent="explain_interest")
    with store.read() as tx:
        said = tx.labels.of(asked.id)
        assert {one.kind for one in said} == {LabelKind.OVERRIDE, LabelKind.MISROUTED}


def test_a_bubble_that_answers_nothing_takes_no_label(store, turn):
    with store.write() as tx:
        greeting = reply(tx, None)
    for message_id in (greeting.id, "nobody's"):
        with store.write() as tx, pytest.raises(NotYours):
            label_turn(tx, NOON, message_id=message_id, kind=LabelKind.NOT_IT, by="ana")
