"""The agent who has the talk writes to its customer."""

from __future__ import annotations

from candor.conversation.desk import LOOKS_FOR, Present
from candor.conversation.messages import Message, Sender
from candor.conversation.normalise import normalise
from candor.conversation.redact import redact
from candor.ids import new_id
from candor.services.desk.agents import Agent
from candor.services.desk.moving import held_by
from candor.services.people.mail_answer import expect_reading
from candor.services.tools import Tools

OURS = "desk-"
"""Before the id that the page made, so that it never meets one of the customer's in the same talk."""


def write_as_agent(tools: Tools, agent: Agent, conversation_id: str, text: str, client_id: str) -> Message:
    """The bubble, under the agent's public name; the promise that a person answers is kept by it.

    Posting the same `client_id` again gives the bubble of before. NotYourTalk for whoever does not have the talk,
    MessageTooLong or MessageRefused for what is no message; then nothing is stored.
    """
    plain = redact(normalise(text))
    with tools.store.write() as tx:
        conversation = held_by(tx, agent, conversation_id)
        before = tx.messages.by_client_id(conversation_id, OURS + client_id)
        if before:
            return before
        now = tools.clock.now()
        message = Message(
            id=new_id(),
            conversation_id=conversation_id,
            seq=tx.conversations.next_seq(conversation_id, now),
            sender=Sender.AGENT,
            text=plain,
            at=now,
            client_id=OURS + client_id,
            author=agent.id,
            name=agent.name,
        )
        tx.messages.add(message)
        tx.conversations.waits(conversation_id, None)
        tx.handoffs.keep_promises(conversation_id, now)
        expect_reading(tx, conversation, now)
        tx.desk.look(Present(conversation_id, agent.id, agent.name, now + LOOKS_FOR, None))
        tx.desk.seen(agent.id, agent.name, now)
        tx.trail.add(now, actor=agent.actor, act="wrote_to_customer", subject=conversation_id, message=message.id)
        return message
