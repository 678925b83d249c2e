"""A talk rests until an instant: it is not shown in the queue, and nobody is reminded of it. A new message wakes it."""

from __future__ import annotations

from datetime import datetime

from candor.conversation.ownership import Answering, standing
from candor.errors import MoveRefused, NotYourTalk
from candor.services.desk.agents import Agent
from candor.services.tools import Tools


def snooze(tools: Tools, agent: Agent, conversation_id: str, until: datetime | None) -> None:
    """Rests until then; None wakes it. NotYourTalk when another agent has it, MoveRefused for an instant that is past
    or a talk that no person has or awaits."""
    with tools.store.write() as tx:
        stands = standing(tx.conversations.held(conversation_id))
        now = tools.clock.now()
        if stands.agent not in (None, agent.id) and not agent.supervisor:
            raise NotYourTalk
        if until is not None and until <= now:
            raise MoveRefused("a talk rests until an instant that is still to come")
        if stands.answers not in (Answering.AGENT, Answering.WAITING) and not tx.handoffs.unfinished(conversation_id):
            raise MoveRefused("nothing of this talk waits for a person")
        tx.handoffs.snooze(conversation_id, until)
        tx.desk.changed()
        at = until.isoformat() if until else None
        tx.trail.add(now, actor=agent.actor, act="talk_snoozed", subject=conversation_id, until=at)
