"""A private note on a talk: for the staff only, by anybody of them, whoever has the talk."""

from __future__ import annotations

from candor.conversation.desk import Note
from candor.conversation.normalise import normalise
from candor.conversation.redact import redact
from candor.services.desk.agents import Agent
from candor.services.tools import Tools


def add_note(tools: Tools, agent: Agent, conversation_id: str, text: str, client_id: str) -> Note:
    """The note; the one of before when this `client_id` was posted already. NotYours when there is no such talk.

    It tells nobody that somebody types: only words for the customer do.
    """
    plain = redact(normalise(text))
    with tools.store.write() as tx:
        tx.conversations.get(conversation_id)
        before = tx.desk.note_by_client_id(client_id)
        if before:
            return before
        now = tools.clock.now()
        note = tx.desk.add_note(conversation_id, client_id, agent.id, agent.name, plain, now)
        tx.trail.add(now, actor=agent.actor, act="note_added", subject=conversation_id, note=note.id)
        return note
