"""An agent says that the bot's turn went badly, and why: a label for those who teach it."""

from __future__ import annotations

from candor.conversation.labels import Label, LabelKind
from candor.conversation.messages import Sender
from candor.conversation.normalise import normalise
from candor.conversation.redact import redact
from candor.errors import MoveRefused, NotYours
from candor.ids import new_id
from candor.services.desk.agents import Agent
from candor.services.tools import Tools

SHORTEST = 3


def label_turn(
    tools: Tools, agent: Agent, conversation_id: str, message_id: str, kind: LabelKind, reason: str
) -> Label:
    """`message_id` is the customer's message that was misread, or whose answer a person overrides.

    NotYours for a message of another talk or one that is not the customer's; MoveRefused without a reason.
    """
    said = redact(normalise(reason)) if reason.strip() else ""
    if len(said) < SHORTEST:
        raise MoveRefused("say in a few words what it should have been")
    with tools.store.write() as tx:
        message = tx.messages.get(message_id)
        if message is None or message.conversation_id != conversation_id or message.sender is not Sender.CUSTOMER:
            raise NotYours
        now = tools.clock.now()
        label = Label(new_id(), message_id, kind, None, said, agent.actor, now)
        tx.labels.add(label)
        tx.trail.add(
            now, actor=agent.actor, act="turn_labelled", subject=conversation_id, message=message_id, kind=kind
        )
        return label
