"""A talk goes back into the queue: its agent lets go of it, or was gone for too long. Never to the bot."""

from __future__ import annotations

from candor.conversation.ownership import Release
from candor.conversation.replies import Reply
from candor.services.desk.agents import Agent
from candor.services.desk.moving import move, note_in_talk, promise_next
from candor.services.tools import Tools
from candor.store import Transaction

DESK = "desk"
"""The actor of the trail when nobody of the staff did it."""


def release(tools: Tools, agent: Agent, conversation_id: str) -> None:
    """The talk waits again, from when a person was first asked for, and the customer is told by when one answers.

    NotYourTalk when somebody else has it, MoveRefused when no person has.
    """
    with tools.store.write() as tx:
        send_back(tx, tools, conversation_id, by=agent)


def send_back(tx: Transaction, tools: Tools, conversation_id: str, by: Agent | None) -> bool:
    """As `release`, inside a transaction; `by` None when the desk does it. False when it waited already."""
    step = Release(by.id if by else None)
    was, now = move(
        tx, tools, conversation_id, step, actor=by.actor if by else DESK, act="talk_released", agent=by and by.id
    )
    if was == now:
        return False
    tx.handoffs.wait_again(conversation_id, now.team)
    by_when = promise_next(tx, tools, conversation_id)
    note_in_talk(tx, tools, conversation_id, Reply("utter_person_left", {"by": by_when}))
    return True
