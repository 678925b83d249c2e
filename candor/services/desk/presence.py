"""Who looks at a talk and who types in it. Both pass by themselves when nobody renews them."""

from __future__ import annotations

from candor.conversation.desk import CUSTOMER, LOOKS_FOR, TYPES_FOR, Present
from candor.conversation.messages import Owner
from candor.services.desk.agents import Agent
from candor.services.talk.access import own_conversation, visitor_of
from candor.services.tools import Tools


def look_at(tools: Tools, agent: Agent, conversation_id: str, *, types: bool = False) -> None:
    """The agent looks at this talk now. `types`: into the field for the customer, never into that for notes.

    The customer is shown that somebody types only when it is the agent who has the talk.
    """
    now = tools.clock.now()
    with tools.store.write() as tx:
        tx.conversations.get(conversation_id)
        types_until = now + TYPES_FOR if types else None
        tx.desk.look(Present(conversation_id, agent.id, agent.name, now + LOOKS_FOR, types_until))
        tx.desk.seen(agent.id, agent.name, now)


def look_away(tools: Tools, agent: Agent, conversation_id: str) -> None:
    """The agent has closed this talk's page."""
    with tools.store.write() as tx:
        tx.desk.leave(conversation_id, agent.id)


def customer_looks(tools: Tools, token: str, conversation_id: str, *, types: bool = False) -> str | None:
    """The customer has the talk open, and perhaps types; the id of the agent who has it.

    NotSignedIn when the session has ended, NotYours for another's talk.
    """
    now = tools.clock.now()
    with tools.store.write() as tx:
        conversation = own_conversation(tx, visitor_of(tx, token, now), conversation_id)
        if conversation.owner is Owner.PERSON:
            types_until = now + TYPES_FOR if types else None
            tx.desk.look(Present(conversation_id, CUSTOMER, None, now + LOOKS_FOR, types_until))
        return conversation.agent
