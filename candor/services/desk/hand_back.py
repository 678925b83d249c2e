"""The agent gives the talk back to the bot, with what was agreed, so that it does not start over."""

from __future__ import annotations

from candor.conversation.handing_over import HandOff, State
from candor.conversation.normalise import normalise
from candor.conversation.ownership import HandBack
from candor.conversation.redact import redact
from candor.conversation.replies import Reply
from candor.conversation.working_memory import brought_back, charge_in
from candor.services.desk.agents import Agent
from candor.services.desk.moving import move, note_in_talk
from candor.services.outcomes.note_word import note_context
from candor.services.tools import Tools


def hand_back(
    tools: Tools,
    agent: Agent,
    conversation_id: str,
    agreed: str,
    charge: str | None = None,
    asked_again: bool | None = None,
) -> None:
    """`agreed` is one sentence that the customer reads too; `charge` the line that the talk is about from here on,
    None for the one that it was about; `asked_again` as in close_talk. NotYourTalk or MoveRefused when the agent does
    not have it.
    """
    said = redact(normalise(agreed))
    with tools.store.write() as tx:
        before = tx.conversations.held(conversation_id)
        move(tx, tools, conversation_id, HandBack(agent.id), actor=agent.actor, act="talk_handed_back")
        now = tools.clock.now()
        done = tx.handoffs.unfinished(conversation_id)
        if asked_again is not None:
            note_context(tx, conversation_id, asked_again=asked_again, by=agent.actor, at=now)
        about = charge or _charge_of(done) or charge_in(before.tracker)
        tx.handoffs.end(conversation_id, State.HANDED_BACK, now, summary=said)
        tx.conversations.waits(conversation_id, None)
        tx.conversations.keep_tracker(conversation_id, brought_back(about, now), before.tracker_version)
        facts = {"agent": agent.name, "summary": said}
        reply = Reply("utter_handed_back", facts, cites=tuple(handoff.id for handoff in done))
        note_in_talk(tx, tools, conversation_id, reply)


def _charge_of(handoffs: list[HandOff]) -> str | None:
    found = (handoff.package.get("charge") or handoff.context.get("charge") for handoff in handoffs)
    return next((charge for charge in found if charge), None)
