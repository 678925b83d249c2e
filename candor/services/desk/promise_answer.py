"""An agent promises an answer by an instant: a row that is kept or broken, and the words that the customer reads."""

from __future__ import annotations

from datetime import datetime

from candor.conversation.replies import Reply
from candor.errors import MoveRefused
from candor.ids import new_id
from candor.services.desk.agents import Agent
from candor.services.desk.moving import held_by, note_in_talk, zone_of
from candor.services.people.say_when import promise_by
from candor.services.tools import Tools


def promise_answer(tools: Tools, agent: Agent, conversation_id: str, due: datetime) -> None:
    """NotYourTalk for whoever does not have the talk, MoveRefused for an instant that is past."""
    now = tools.clock.now()
    if due <= now:
        raise MoveRefused("a promise is for an instant that is still to come")
    with tools.store.write() as tx:
        held_by(tx, agent, conversation_id)
        promise = new_id()
        tx.handoffs.promise_again(promise, conversation_id, now, due)
        by = promise_by(tools.wording, due, zone_of(tx, tools, conversation_id), now)
        note_in_talk(tx, tools, conversation_id, Reply("utter_person_promised", {"agent": agent.name, "by": by}))
        tx.trail.add(now, actor=agent.actor, act="answer_promised", subject=conversation_id, promise=promise)
