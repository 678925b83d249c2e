"""Finds talks: by the customer's name or id, by words that were said, by who has them."""

from __future__ import annotations

from dataclasses import dataclass

from candor.conversation.messages import Conversation
from candor.conversation.ownership import Ownership, standing
from candor.services.desk.agents import Agent
from candor.services.tools import Tools

PAGE = 50


@dataclass(frozen=True)
class Found:
    """A talk that fits. `snippet` is the newest bubble with the words, or the newest bubble of all."""

    conversation: Conversation
    standing: Ownership
    customer: str | None
    snippet: str


@dataclass(frozen=True)
class Wanted:
    """What to look for; all that is set must fit. `words` is looked for in bubbles, in any case of letters."""

    words: str = ""
    customer: str = ""
    agent: str | None = None
    only_open: bool = False


def search_talks(tools: Tools, agent: Agent, wanted: Wanted, page: int = 0) -> list[Found]:
    """At most 50 talks, the one that was last written in first; and an audit row of what was looked for, by whom."""
    with tools.store.write() as tx:
        tx.trail.add(
            tools.clock.now(), actor=agent.actor, act="talks_searched", subject=agent.id,
            words=bool(wanted.words), customer=bool(wanted.customer),
        )  # fmt: skip
        found = tx.conversations.search(
            wanted.words.strip(), wanted.customer.strip(), wanted.agent, wanted.only_open, PAGE, page * PAGE
        )
        names = tx.ledger.names([talk.customer_id for talk in found if talk.customer_id])
        snippets = {talk.id: tx.messages.newest_with(talk.id, wanted.words.strip()) for talk in found}
        return [Found(talk, standing(talk), names.get(talk.customer_id or ""), snippets[talk.id]) for talk in found]
