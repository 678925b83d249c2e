"""The agent brings a talk to an end, with what came of it and what had led to it."""

from __future__ import annotations

from candor.conversation.handing_over import Cause, Outcome, State
from candor.conversation.ownership import Close
from candor.conversation.replies import Reply
from candor.services.desk.agents import Agent
from candor.services.desk.moving import move, note_in_talk
from candor.services.outcomes.note_word import note_closed, note_context
from candor.services.tools import Tools
from candor.trust.rows import CameOf

# Whether the customer was helped, as far as the agent can say; passed on or silent, nobody knows yet.
RESOLVED = {
    Outcome.SOLVED: True,
    Outcome.EXPLAINED: True,
    Outcome.NOT_AGREED: False,
    Outcome.PASSED_ON: None,
    Outcome.NO_ANSWER: None,
}
RESULTS = {Outcome.EXPLAINED: CameOf.EXPLAINED, Outcome.NOT_AGREED: CameOf.REFUSED}
"""What our own rows say came of it; of the others only that a person closed it."""


def close_talk(
    tools: Tools, agent: Agent, conversation_id: str, outcome: Outcome, cause: Cause, asked_again: bool | None = None
) -> None:
    """All hand-overs of this talk are done. The customer is told, and that the bot answers if they write again.

    `asked_again`: whether the agent had to ask for something that we knew; None when they do not say. Closing twice is
    closing once. NotYourTalk or MoveRefused when the agent does not have it.
    """
    with tools.store.write() as tx:
        was, now = move(
            tx, tools, conversation_id, Close(agent.id),
            actor=agent.actor, act="talk_closed", outcome=outcome.value, cause=cause.value,
        )  # fmt: skip
        if was == now:
            return
        at = tools.clock.now()
        if asked_again is not None:
            note_context(tx, conversation_id, asked_again=asked_again, by=agent.actor, at=at)
        tx.handoffs.end(conversation_id, State.CLOSED, at, outcome, cause)
        result = RESULTS.get(outcome, CameOf.CLOSED)
        note_closed(tx, conversation_id, resolved=RESOLVED[outcome], result=result, cause=cause.value)
        tx.conversations.waits(conversation_id, None)
        note_in_talk(tx, tools, conversation_id, Reply("utter_person_closed", {"agent": agent.name}))
