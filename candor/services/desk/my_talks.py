"""The talks that an agent has, with what is new in each."""

from __future__ import annotations

from dataclasses import dataclass

from candor.conversation.messages import Conversation
from candor.services.desk.agents import Agent
from candor.services.tools import Tools


@dataclass(frozen=True)
class MyTalk:
    conversation: Conversation
    customer: str | None
    alert: bool
    """The customer waits longer than the policy allows."""


def my_talks(tools: Tools, agent: Agent) -> list[MyTalk]:
    """The one whose customer waits longest comes first, then the ones where nobody waits."""
    now = tools.clock.now()
    with tools.store.read() as tx:
        talks = tx.conversations.of_agent(agent.id)
        names = tx.ledger.names([talk.customer_id for talk in talks if talk.customer_id])
    talks.sort(key=lambda talk: (talk.waits_since is None, talk.waits_since or talk.last_at))
    late = {talk.id for talk in talks if talk.waits_since and now - talk.waits_since >= tools.handoff_policy.alert}
    return [MyTalk(talk, names.get(talk.customer_id or ""), talk.id in late) for talk in talks]
