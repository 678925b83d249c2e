"""A talk is passed on: to another agent, or to a team's queue, with a note that says why."""

from __future__ import annotations

from candor.conversation.ownership import Transfer
from candor.conversation.replies import Reply
from candor.ids import new_id
from candor.services.desk.agents import Agent
from candor.services.desk.moving import move, note_in_talk, promise_next
from candor.services.desk.watch_silence import expect_answer
from candor.services.tools import Tools


def transfer(
    tools: Tools, agent: Agent, conversation_id: str, *, to: Agent | None = None, team: str | None = None, why: str = ""
) -> None:
    """Either `to` an agent, who has it at once, or to a `team`, where it waits. `why` becomes a private note.

    NotYourTalk for another agent's talk (a supervisor may pass on any), MoveRefused for one that no person has.
    """
    step = Transfer(agent.id, to.id if to else None, team, agent.supervisor)
    with tools.store.write() as tx:
        was, now = move(
            tx, tools, conversation_id, step,
            actor=agent.actor, act="talk_passed_on", to=to.id if to else None, team=team,
        )  # fmt: skip
        if was == now:
            return
        at = tools.clock.now()
        if to:
            tx.handoffs.take(conversation_id, to.id, at)
            if tx.conversations.get(conversation_id).waits_since:
                tx.conversations.waits(conversation_id, at)
                expect_answer(tx, tools, conversation_id, to.id, at)
            reply = Reply("utter_person_joined", {"agent": to.name})
        else:
            tx.handoffs.wait_again(conversation_id, team)
            reply = Reply("utter_person_passed_on", {"by": promise_next(tx, tools, conversation_id)})
        note_in_talk(tx, tools, conversation_id, reply)
        if why.strip():
            tx.desk.add_note(conversation_id, new_id(), agent.id, agent.name, why.strip(), at)
