"""Reads what came of a talk from the store, and checks what must hold whatever failed."""

from __future__ import annotations

import time

from candor.conversation.handing_over import HandOff
from candor.conversation.messages import Message, Sender
from tests.stack import Stack

PATIENCE = 120.0
"""Seconds; the machine of the tests may be busy with all the others."""


def bubbles(stack: Stack, talk: str) -> list[Message]:
    with stack.reading() as tx:
        return [view.message for view in tx.messages.after(talk, 0)]


def waiting(stack: Stack, talk: str) -> int:
    with stack.reading() as tx:
        return tx.inbox.waiting(talk)[0]


def handoff(stack: Stack, message_id: str) -> HandOff | None:
    with stack.reading() as tx:
        return tx.handoffs.asked_by(message_id)


def await_answers(stack: Stack, talk: str, give_up: float = PATIENCE) -> list[Message]:
    """The talk once nothing in it waits any more."""
    until = time.monotonic() + give_up
    while waiting(stack, talk):
        assert time.monotonic() < until, f"{waiting(stack, talk)} messages were not answered in {give_up} s"
        time.sleep(0.1)
    return bubbles(stack, talk)


def answers(talk: list[Message], message_id: str) -> list[Message]:
    return [bubble for bubble in talk if bubble.answers == message_id]


def assert_each_answered_once_in_order(stack: Stack, talk: list[Message]) -> None:
    """Every message has one answer, answers come in the order of the messages, and no words without their row."""
    asked = [bubble for bubble in talk if bubble.sender == Sender.CUSTOMER]
    first = [bubble for message in asked for bubble in answers(talk, message.id) if bubble.part == 0]
    assert [bubble.answers for bubble in first] == [message.id for message in asked]
    assert [bubble.seq for bubble in first] == sorted(bubble.seq for bubble in first)
    for message in asked:
        said = answers(talk, message.id)
        assert [bubble.part for bubble in said] == list(range(len(said)))
        if any((bubble.response or "").startswith("utter_handed_over") for bubble in said):
            assert handoff(stack, message.id) is not None
