"""What a supervisor sees: how much waits and how long, and who of the team has what. No handling times (V18)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from candor.conversation.desk import LOOKS_FOR, OnDuty
from candor.conversation.messages import Conversation
from candor.services.desk.agents import Agent
from candor.services.tools import Tools


@dataclass(frozen=True)
class Waits:
    """Of one urgency: how many talks wait, since when the oldest does, how many are past their promise."""

    urgency: str
    talks: int
    oldest: datetime | None
    overdue: int


@dataclass(frozen=True)
class AgentLoad:
    """One agent: whether the desk sees them now, their talks, and how many customers wait for a word of theirs, since
    when the longest does. `alert`: one waits longer than the policy allows, or the agent is gone with talks open.
    """

    agent: str
    name: str
    is_there: bool
    seen_at: datetime | None
    talks: tuple[Conversation, ...]
    waiting: int
    longest: datetime | None
    alert: bool


@dataclass(frozen=True)
class LiveLoad:
    waits: tuple[Waits, ...]
    agents: tuple[AgentLoad, ...]
    at: datetime


def live_load(tools: Tools, agent: Agent) -> LiveLoad:
    """The desk as it stands now."""
    now = tools.clock.now()
    with tools.store.read() as tx:
        waits = tuple(Waits(*row) for row in tx.handoffs.load(now))
        duty = {one.agent: one for one in tx.desk.on_duty()}
        talks: Mapping[str, list[Conversation]] = defaultdict(list)
        for conversation in tx.conversations.taken():
            talks[str(conversation.agent)].append(conversation)
    names = sorted({*duty, *talks}, key=lambda one: duty[one].name if one in duty else one)
    loads = (_load(tools, one, duty.get(one), talks.get(one, []), now) for one in names)
    return LiveLoad(waits, tuple(load for load in loads if load.is_there or load.talks), now)


def _load(tools: Tools, agent: str, duty: OnDuty | None, talks: list[Conversation], now: datetime) -> AgentLoad:
    waiting = [talk.waits_since for talk in talks if talk.waits_since]
    is_there = duty is not None and duty.left_at is None and now - duty.seen_at < LOOKS_FOR
    longest = min(waiting, default=None)
    late = longest is not None and now - longest >= tools.handoff_policy.alert
    return AgentLoad(
        agent=agent,
        name=duty.name if duty else agent,
        is_there=is_there,
        seen_at=duty.seen_at if duty else None,
        talks=tuple(talks),
        waiting=len(waiting),
        longest=longest,
        alert=late or (bool(talks) and not is_there),
    )
