"""An agent takes a talk: out of the queue, from the bot in the middle of a turn, or anew after it was closed."""

from __future__ import annotations

from dataclasses import dataclass

from candor.conversation.handing_over import TAKEN_OVER, HandOff, State
from candor.conversation.messages import Conversation
from candor.conversation.ownership import Claim
from candor.conversation.replies import Reply
from candor.errors import MoveRefused, NotYours
from candor.services.desk.agents import Agent
from candor.services.desk.moving import move, note_in_talk
from candor.services.desk.watch_silence import expect_answer
from candor.services.outcomes.note_word import note_person
from candor.services.people.hand_off import hand_off
from candor.services.tools import Tools
from candor.store import Transaction


@dataclass(frozen=True)
class Claimed:
    """`fresh` is False when the agent had the talk before."""

    conversation_id: str
    fresh: bool


def claim(tools: Tools, agent: Agent, handoff_id: str) -> Claimed:
    """The agent has the talk of this hand-over, and all that waits in it, when this returns.

    Of any number who try at once one wins; the others get AlreadyTaken. MoveRefused when it was brought to an end
    meanwhile, NotYours when there is no such hand-over.
    """
    with tools.store.write() as tx:
        handoff = tx.handoffs.get(handoff_id)
        if handoff is None:
            raise NotYours
        conversation = tx.conversations.held(handoff.conversation_id)
        # Read again now that nobody else can change it.
        handoff = tx.handoffs.get(handoff_id)
        if handoff is None or handoff.state in (State.CLOSED, State.HANDED_BACK):
            raise MoveRefused("this hand-over is done")
        return _taken(tx, tools, agent, conversation)


def take_over(tools: Tools, agent: Agent, conversation_id: str) -> Claimed:
    """One press in the middle of a talk: the bot is silent from here on, and what it is working on is never shown.

    Also takes a closed talk up again. Raises AlreadyTaken when another agent has it.
    """
    with tools.store.write() as tx:
        return _taken(tx, tools, agent, tx.conversations.held(conversation_id))


def _taken(tx: Transaction, tools: Tools, agent: Agent, conversation: Conversation) -> Claimed:
    talk, now = conversation.id, tools.clock.now()
    was, stands = move(tx, tools, talk, Claim(agent.id), actor=agent.actor, act="talk_claimed")
    if was == stands:
        return Claimed(talk, fresh=False)
    # In the same transaction: whoever still answers as the bot finds its lease gone and commits nothing.
    tx.leases.revoke(talk, now)
    tx.inbox.withdraw(talk, now)
    if not tx.handoffs.unfinished(talk):
        _step_in(tx, tools, agent, conversation)
    tx.handoffs.take(talk, agent.id, now)
    note_person(tx, conversation, now, joined=True)
    # However long they waited before: this agent has the policy's time from here on.
    tx.conversations.waits(talk, now)
    tx.desk.seen(agent.id, agent.name, now)
    expect_answer(tx, tools, talk, agent.id, now)
    note_in_talk(tx, tools, talk, Reply("utter_person_joined", {"agent": agent.name}))
    return Claimed(talk, fresh=True)


def _step_in(tx: Transaction, tools: Tools, agent: Agent, conversation: Conversation) -> HandOff:
    """The row of a hand-over that nobody had asked for, so that what comes of it is counted like all others."""
    newest = tx.messages.newest(conversation.id)
    if newest is None:
        raise MoveRefused("nothing was said in this talk yet")
    return hand_off(
        tx,
        tools.handoff_policy,
        tools.clock.now(),
        conversation_id=conversation.id,
        message_id=newest.id,
        trigger=TAKEN_OVER,
        context={"by": agent.id},
    )
