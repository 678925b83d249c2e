"""Writes replies into the log: rendered, numbered, with their buttons and the ids they cite."""

from __future__ import annotations

from collections.abc import Sequence

from candor.clock import Clock
from candor.conversation.messages import Message, Sender, ShownChoice
from candor.conversation.replies import Reply
from candor.conversation.wording import Worded, Wording
from candor.ids import new_id
from candor.store import Transaction


def speak(
    tx: Transaction,
    clock: Clock,
    wording: Wording,
    conversation_id: str,
    reply: Reply,
    *,
    sender: Sender = Sender.BOT,
) -> Message:
    """The bubble as it was written. Raises WordsMissing when domain.yml can not say it."""
    worded, now = wording.speak(reply, seed=conversation_id), clock.now()
    seq = tx.conversations.next_seq(conversation_id, now)
    message = Message(
        new_id(), conversation_id, seq, sender, worded.text, now,
        response=reply.response, cites=reply.cites, card=worded.card,
    )  # fmt: skip
    tx.messages.add(message, _shown(message, worded))
    return message


def speak_all(
    tx: Transaction, clock: Clock, wording: Wording, conversation_id: str, replies: Sequence[Reply], answers: str
) -> None:
    """The replies to one message, in order. A second answer to the same message breaks a constraint of the table.

    Raises WordsMissing when domain.yml can not say one of them.
    """
    if not replies:
        return
    worded, now = [wording.speak(reply, seed=answers) for reply in replies], clock.now()
    first = tx.conversations.next_seq(conversation_id, now, len(replies))
    messages = [
        Message(
            new_id(), conversation_id, first + part, Sender.BOT, said.text, now,
            answers=answers, part=part, response=reply.response, cites=reply.cites, card=said.card,
        )
        for part, (reply, said) in enumerate(zip(replies, worded, strict=True))
    ]  # fmt: skip
    shown = [choice for pair in zip(messages, worded, strict=True) for choice in _shown(*pair)]
    tx.messages.add_all(messages, shown)


def _shown(message: Message, worded: Worded) -> list[ShownChoice]:
    return [
        ShownChoice(new_id(), message.conversation_id, message.id, place, choice.label, choice.intent, choice.payload)
        for place, choice in enumerate(worded.choices)
    ]
