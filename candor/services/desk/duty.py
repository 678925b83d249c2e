"""An agent comes to the desk and leaves it."""

from __future__ import annotations

from candor.services.desk.agents import Agent
from candor.services.desk.watch_silence import AGENT_SILENT
from candor.services.tools import Tools


def come(tools: Tools, agent: Agent) -> None:
    """The agent is there: said at sign-in and again while their desk is open."""
    with tools.store.write() as tx:
        tx.desk.seen(agent.id, agent.name, tools.clock.now())
        tx.desk.changed()


def go(tools: Tools, agent: Agent) -> None:
    """The agent signed out. Talks of theirs whose customer waits for a word go back into the queue."""
    now = tools.clock.now()
    with tools.store.write() as tx:
        tx.desk.left(agent.id, now)
        for talk in tx.conversations.of_agent(agent.id):
            if talk.waits_since:
                tx.due_work.add(AGENT_SILENT, talk.id, now)
        tx.desk.changed()
