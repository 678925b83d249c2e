"""Who answers, held against a plain model through any sequence of moves."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from candor.conversation.messages import Owner
from candor.conversation.ownership import (
    Answering,
    Ask,
    CarryOn,
    Claim,
    Close,
    HandBack,
    Ownership,
    Release,
    Transfer,
    Write,
    moved,
)
from candor.errors import AlreadyTaken, MoveRefused, NotYourTalk

AGENTS = st.sampled_from(["dana", "marco", "priya"])
TEAMS = st.sampled_from(["fraud", "estate"])
REFUSALS = (AlreadyTaken, NotYourTalk, MoveRefused)


@dataclass
class Model:
    """As one would write it on a sheet of paper: who holds it, and whether somebody is awaited."""

    holder: str = "bot"


class Talk(RuleBasedStateMachine):
    """`holder` is `bot`, `queue`, `closed`, or an agent's name."""

    def __init__(self) -> None:
        super().__init__()
        self.talk, self.model = Ownership(), Model()

    def _move(self, move: object, legal: bool, then: str) -> None:
        before = self.talk
        try:
            self.talk = moved(self.talk, move)  # type: ignore[arg-type]
        except REFUSALS:
            assert not legal, f"{move} was refused to {self.model.holder}"
            assert self.talk == before
            return
        assert legal, f"{move} was allowed to {self.model.holder}"
        self.model.holder = then

    @property
    def held(self) -> bool:
        return self.model.holder not in ("bot", "queue", "closed")

    @rule(team=st.none() | TEAMS)
    def ask(self, team: str | None) -> None:
        self._move(Ask(team), True, self.model.holder if self.held else "queue")

    @rule()
    def carry_on_with_the_bot(self) -> None:
        self._move(CarryOn(), True, self.model.holder if self.held else "bot")

    @rule()
    def write(self) -> None:
        self._move(Write(), True, "bot" if self.model.holder == "closed" else self.model.holder)

    @rule(agent=AGENTS)
    def claim(self, agent: str) -> None:
        self._move(Claim(agent), not self.held or self.model.holder == agent, agent)

    @rule(by=st.none() | AGENTS)
    def release(self, by: str | None) -> None:
        legal = self.model.holder == "queue" or (self.held and by in (None, self.model.holder))
        self._move(Release(by), legal, "queue")

    @rule(by=AGENTS, to=AGENTS, supervisor=st.booleans())
    def give_to_an_agent(self, by: str, to: str, supervisor: bool) -> None:
        mine = self.held and (supervisor or by == self.model.holder)
        legal = mine or (self.model.holder == "queue" and supervisor)
        self._move(Transfer(by, agent=to, supervisor=supervisor), legal, to)

    @rule(by=AGENTS, team=TEAMS, supervisor=st.booleans())
    def give_to_a_team(self, by: str, team: str, supervisor: bool) -> None:
        mine = self.held and (supervisor or by == self.model.holder)
        legal = mine or (self.model.holder == "queue" and supervisor)
        self._move(Transfer(by, team=team, supervisor=supervisor), legal, "queue")

    @rule(by=AGENTS)
    def hand_back(self, by: str) -> None:
        self._move(HandBack(by), self.model.holder == by, "bot")

    @rule(by=AGENTS)
    def close(self, by: str) -> None:
        self._move(Close(by), self.model.holder in (by, "closed"), "closed")

    @invariant()
    def the_two_agree(self) -> None:
        known = {"bot": Answering.BOT, "queue": Answering.WAITING, "closed": Answering.CLOSED}
        assert self.talk.answers is known.get(self.model.holder, Answering.AGENT)
        assert self.talk.agent == (self.model.holder if self.held else None)

    @invariant()
    def the_bot_answers_only_where_no_person_has_or_owes_it(self) -> None:
        assert (self.talk.owner is Owner.PERSON) == (self.held or self.model.holder == "queue")


Talk.TestCase.settings = settings(max_examples=150, stateful_step_count=30, deadline=None)
TestTalk = Talk.TestCase


def test_from_the_press_on_only_an_agent_or_the_customer_s_own_wish_leads_back_to_the_bot():
    """Every move from every state in which a person has it or owes it: the ways out are these and no others."""
    waiting, held = Ownership(Answering.WAITING), Ownership(Answering.AGENT, "dana")
    moves = [Ask(), CarryOn(), Write(), Claim("dana"), Claim("marco"), Release(None), Release("dana"), HandBack("dana")]
    moves += [HandBack("marco"), Close("dana"), Transfer("dana", "marco"), Transfer("dana", team="fraud")]
    ways = set()
    for start in (waiting, held):
        for move in moves:
            try:
                after = moved(start, move)
            except REFUSALS:
                continue
            if after.owner is Owner.BOT:
                ways.add((start.answers.value, type(move).__name__))
    assert ways == {("waiting", "CarryOn"), ("agent", "HandBack"), ("agent", "Close")}


def test_a_talk_goes_to_one_agent_or_to_one_team():
    held = Ownership(Answering.AGENT, "dana")
    for wrong in (Transfer("dana"), Transfer("dana", agent="marco", team="fraud")):
        with pytest.raises(MoveRefused):
            moved(held, wrong)
