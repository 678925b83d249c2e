"""What was said in a talk, for somebody who looks behind a figure. The look itself is written down by the gate."""

from __future__ import annotations

from dataclasses import dataclass

from candor.conversation.messages import Message
from candor.services.tools import Tools
from candor.trust.rows import Issue, Talk


@dataclass(frozen=True)
class Words:
    """`messages` is empty when the words were erased, or were never kept; the outcome stays."""

    messages: tuple[Message, ...]
    outcome: Talk | None


def words_of_talk(tools: Tools, conversation_id: str) -> tuple[Words, list[Issue]]:
    with tools.store.read() as tx:
        messages = tuple(view.message for view in tx.messages.after(conversation_id, 0) if view.message.text)
        return Words(messages, tx.trust.talk(conversation_id)), tx.trust.issues_of(conversation_id)
