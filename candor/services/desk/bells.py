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
