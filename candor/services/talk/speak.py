"""Writes a reply into the log: rendered, numbered, with its buttons and the ids it cites."""

from __future__ import annotations

from collections.abc import Sequence

from candor.clock import Clock
from candor.conversation.messages import Message, Sender, ShownChoice
from candor.conversation.replies import Reply
from candor.conversation.wording import Wording
from candor.ids import new_id
from candor.store import Transaction


def speak(
    tx: Transaction,
    clock: Clock,
    wording: Wording,
    conversation_id: str,
    reply: Reply,
    *,
    answers: str | None = None,
    part: int | None = None,
    sender: Sender = Sender.BOT,
) -> Message:
    """The bubble as it was written. Raises WordsMissing when domain.yml can not say it."""
    worded = wording.speak(reply, seed=answers or conversation_id)
    now = clock.now()
    message = Message(
        id=new_id(),
        conversation_id=conversation_id,
        seq=tx.conversations.next_seq(conversation_id, now),
        sender=sender,
        text=worded.text,
        at=now,
        answers=answers,
        part=part,
        response=reply.response,
        cites=reply.cites,
        card=worded.card,
    )
    shown = [
        ShownChoice(new_id(), conversation_id, message.id, place, choice.label, choice.intent, choice.payload)
        for place, choice in enumerate(worded.choices)
    ]
    tx.messages.add(message, shown)
    return message


def speak_all(
    tx: Transaction, clock: Clock, wording: Wording, conversation_id: str, replies: Sequence[Reply], answers: str
) -> None:
    """The replies to one message, in order. A second answer to the same message breaks a constraint of the table."""
    for part, reply in enumerate(replies):
        speak(tx, clock, wording, conversation_id, reply, answers=answers, part=part)
