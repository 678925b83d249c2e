"""Whom to ring after something happened at the desk, so that streams of this process look at once."""

from __future__ import annotations

from candor.services.talk.bell import Bell

DESK = "desk:"
"""Rung when the queue or a talk's owner changed. No conversation's id holds a colon."""


def bell_of(agent_id: str) -> str:
    """What an agent's own stream listens to: something is new in a talk of theirs."""
    return f"agent:{agent_id}"


def ring_desk(bell: Bell, conversation_id: str | None = None, *agents: str | None) -> None:
    """After any change by a desk service: everybody at the desk, whoever watches the talk, and these agents."""
    bell.ring(DESK)
    if conversation_id:
        bell.ring(conversation_id)
    for agent in agents:
        if agent:
            bell.ring(bell_of(agent))


def ring_message(bell: Bell, conversation_id: str, agent: str | None) -> None:
    """After a customer's message that a person reads: the agent's screen, and nobody else's, when one has the talk."""
    if agent is None:
        ring_desk(bell, conversation_id)
    else:
        bell.ring(conversation_id)
        bell.ring(bell_of(agent))
