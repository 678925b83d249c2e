"""What every move of a talk does: hold its row, ask the rules, write who answers, tell the desk, leave a trace."""

from __future__ import annotations

from candor.conversation.handing_over import HandOff
from candor.conversation.messages import Conversation, Message, Sender
from candor.conversation.ownership import Move, Ownership, moved, standing
from candor.conversation.promises import due
from candor.conversation.replies import Reply
from candor.errors import NotYourTalk
from candor.ids import new_id
from candor.services.desk.agents import Agent
from candor.services.people.say_when import promise_by
from candor.services.talk.speak import speak
from candor.services.tools import Tools
from candor.store import Transaction


def move(
    tx: Transaction, tools: Tools, conversation_id: str, step: Move, *, actor: str, act: str, **detail: object
) -> tuple[Ownership, Ownership]:
    """Who answered before and who answers now. Nothing is written when the move changes nothing.

    Raises what `moved` raises; NotYours when there is no such conversation.
    """
    was = standing(tx.conversations.held(conversation_id))
    now = moved(was, step)
    if now != was:
        at = tools.clock.now()
        tx.conversations.own(conversation_id, now, at)
        tx.desk.changed()
        tx.trail.add(at, actor=actor, act=act, subject=conversation_id, **detail)
    return was, now


def held_by(tx: Transaction, agent: Agent, conversation_id: str) -> Conversation:
    """The conversation, if this agent has it. Raises NotYourTalk."""
    conversation = tx.conversations.held(conversation_id)
    if standing(conversation).agent != agent.id:
        raise NotYourTalk
    return conversation


def note_in_talk(tx: Transaction, tools: Tools, conversation_id: str, reply: Reply) -> Message:
    """A line of our own that customer and agent both read."""
    return speak(tx, tools.clock, tools.wording, conversation_id, reply, sender=Sender.SYSTEM)


def promise_next(tx: Transaction, tools: Tools, conversation_id: str) -> str:
    """By when the next person answers, in words: the promise that still stands, else a new one."""
    now = tools.clock.now()
    owed = tx.handoffs.owed(conversation_id)
    if owed is None or owed <= now:
        trigger = newest(tx.handoffs.unfinished(conversation_id))
        fresh = due(trigger, now, tools.handoff_policy)
        if owed is None:
            tx.handoffs.promise_again(new_id(), conversation_id, now, fresh)
        owed = fresh
    return promise_by(tools.wording, owed, zone_of(tx, tools, conversation_id), now)


def newest(handoffs: list[HandOff]) -> str:
    """What the newest of them is about; `person` when there is none."""
    return handoffs[0].trigger if handoffs else "person"


def zone_of(tx: Transaction, tools: Tools, conversation_id: str) -> str:
    """The customer's time zone; for a guest the team's."""
    customer = tx.conversations.get(conversation_id).customer_id
    return tx.ledger.customer(customer).time_zone if customer else tools.handoff_policy.time_zone
