"""An agent comes to the desk and leaves it."""

from __future__ import annotations

from candor.services.desk.agents import Agent
from candor.services.tools import Tools


def come(tools: Tools, agent: Agent) -> None:
    """The agent is there: said at sign-in and again while their desk is open."""
    with tools.store.write() as tx:
        tx.desk.seen(agent.id, agent.name, tools.clock.now())
        tx.desk.changed()


def go(tools: Tools, agent: Agent) -> None:
    """The agent signed out. Talks whose customer waits for a word go back into the queue (watch_silence)."""
    with tools.store.write() as tx:
        tx.desk.left(agent.id, tools.clock.now())
        tx.desk.changed()
