"""Who answers a talk: the bot, nobody yet, one agent, or nobody any more; and the only ways from one to another.

Decided before the bot is called and kept as columns of the conversation. Nothing that the bot remembers, no text that
looks like a command, no silence and no restart is among the moves below, so none of them changes who answers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from candor.conversation.messages import Conversation, Owner
from candor.errors import AlreadyTaken, MoveRefused, NotYourTalk


class Answering(StrEnum):
    """Who answers what the customer writes next."""

    BOT = "bot"
    WAITING = "waiting"
    """A person will; none has it yet."""
    AGENT = "agent"
    CLOSED = "closed"
    """A person brought it to an end and said so; the bot answers if the customer writes again."""


@dataclass(frozen=True)
class Ownership:
    """`agent` is the id of whoever has the talk; `team` says whose queue it waits in, None that of all."""

    answers: Answering = Answering.BOT
    agent: str | None = None
    team: str | None = None

    @property
    def owner(self) -> Owner:
        """Whether a person stands between the customer and the bot."""
        return Owner.PERSON if self.answers in (Answering.WAITING, Answering.AGENT) else Owner.BOT


@dataclass(frozen=True)
class Ask:
    """A person is needed: the customer asked, or a rule says so."""

    team: str | None = None


@dataclass(frozen=True)
class CarryOn:
    """The customer wants to go on with the bot while the person is still awaited."""


@dataclass(frozen=True)
class Write:
    """The customer wrote something."""


@dataclass(frozen=True)
class Claim:
    """An agent takes it: out of the queue, from the bot in the middle of a talk, or anew after it was closed."""

    agent: str


@dataclass(frozen=True)
class Release:
    """Back into the queue. `by` is None when the agent is gone or silent for too long and the desk does it."""

    by: str | None


@dataclass(frozen=True)
class Transfer:
    """To another agent, or to a team's queue. `supervisor`: also what is not one's own."""

    by: str
    agent: str | None = None
    team: str | None = None
    supervisor: bool = False


@dataclass(frozen=True)
class HandBack:
    """To the bot, with what was agreed."""

    by: str


@dataclass(frozen=True)
class Close:
    """It is done, with an outcome."""

    by: str


Move = Ask | CarryOn | Write | Claim | Release | Transfer | HandBack | Close


def moved(now: Ownership, move: Move) -> Ownership:
    """Who answers after this move.

    Raises AlreadyTaken when another agent has the talk, NotYourTalk for a move that only its agent may make, and
    MoveRefused for one that does not begin here. A move that was made already changes nothing.
    """
    step: Callable[[Ownership, Move], Ownership] = STEPS[type(move)]  # type: ignore[assignment]
    return step(now, move)


def _ask(now: Ownership, move: Ask) -> Ownership:
    if now.answers is Answering.AGENT:
        return now
    return Ownership(Answering.WAITING, team=move.team)


def _carry_on(now: Ownership, move: CarryOn) -> Ownership:
    """Not past an agent who has joined: from then on the talk comes back only by the agent's own hand."""
    return now if now.answers is Answering.AGENT else Ownership()


def _write(now: Ownership, move: Write) -> Ownership:
    return Ownership() if now.answers is Answering.CLOSED else now


def _claim(now: Ownership, move: Claim) -> Ownership:
    if now.answers is Answering.AGENT and now.agent != move.agent:
        raise AlreadyTaken
    return Ownership(Answering.AGENT, move.agent, now.team)


def _release(now: Ownership, move: Release) -> Ownership:
    if now.answers is Answering.WAITING:
        return now
    _only_its_agent(now, move.by)
    return Ownership(Answering.WAITING, team=now.team)


def _transfer(now: Ownership, move: Transfer) -> Ownership:
    if (move.agent is None) == (move.team is None):
        raise MoveRefused("a talk goes to one agent or to one team")
    if now.answers is Answering.WAITING and not move.supervisor:
        raise NotYourTalk("what waits is claimed, or given to somebody by a supervisor")
    if now.answers is not Answering.WAITING:
        _only_its_agent(now, None if move.supervisor else move.by)
    if move.agent:
        return Ownership(Answering.AGENT, move.agent, now.team)
    return Ownership(Answering.WAITING, team=move.team)


def _hand_back(now: Ownership, move: HandBack) -> Ownership:
    _only_its_agent(now, move.by)
    return Ownership()


def _close(now: Ownership, move: Close) -> Ownership:
    if now.answers is Answering.CLOSED:
        return now
    _only_its_agent(now, move.by)
    return replace(now, answers=Answering.CLOSED, agent=None)


def _only_its_agent(now: Ownership, by: str | None) -> None:
    """`by` None stands for the desk itself or a supervisor."""
    if now.answers is not Answering.AGENT:
        raise MoveRefused(f"no agent has this talk: it is {now.answers.value}")
    if by is not None and now.agent != by:
        raise NotYourTalk


STEPS = {
    Ask: _ask,
    CarryOn: _carry_on,
    Write: _write,
    Claim: _claim,
    Release: _release,
    Transfer: _transfer,
    HandBack: _hand_back,
    Close: _close,
}


def standing(conversation: Conversation) -> Ownership:
    """Who answers this conversation, as its row says."""
    if conversation.owner is Owner.PERSON:
        answers = Answering.AGENT if conversation.agent else Answering.WAITING
        return Ownership(answers, conversation.agent, conversation.team)
    return Ownership(Answering.CLOSED if conversation.closed_at else Answering.BOT, team=conversation.team)
