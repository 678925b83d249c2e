"""One short question at the end: by rotation, optional, once, and never where it would hurt."""

from __future__ import annotations

from collections import Counter

import pytest

from candor.clock import FixedClock
from candor.errors import AlreadyRated, NotYours, ScoreRefused
from candor.services.outcomes.ask_at_end import kind_for, question_for, rate
from candor.services.people.hand_off import hand_off
from candor.services.tools import Tools
from candor.trust.rows import Kind
from tests.services.house import guest, say, talk_of


def test_each_question_gets_its_turn_and_a_talk_always_the_same() -> None:
    counted = Counter(kind_for(f"talk {number}") for number in range(3000))
    assert set(counted) == set(Kind)
    assert min(counted.values()) > 900
    assert kind_for("x") is kind_for("x")


def test_a_talk_is_asked_until_it_is_answered(tools: Tools, clock: FixedClock) -> None:
    visitor = guest(tools)
    talk = talk_of(tools, visitor)
    asked = question_for(tools.store, visitor, talk)
    assert asked
    assert asked.kind is kind_for(talk)
    rate(tools.store, clock, visitor, talk, asked.high, "", asked.kind)
    assert question_for(tools.store, visitor, talk) is None
    with pytest.raises(AlreadyRated):
        rate(tools.store, clock, visitor, talk, 3, "")


@pytest.mark.parametrize("trigger", ["fraud", "bereavement", "vulnerable"])
def test_nobody_is_asked_after_fraud_or_a_death(trigger: str, tools: Tools, clock: FixedClock) -> None:
    visitor = guest(tools)
    talk = talk_of(tools, visitor)
    message = say(tools, visitor, talk, "hello").id
    with tools.store.write() as tx:
        hand_off(
            tx,
            tools.handoff_policy,
            clock.now(),
            conversation_id=talk,
            message_id=message,
            trigger=trigger,
            context={},
        )
    assert question_for(tools.store, visitor, talk) is None


@pytest.mark.parametrize(("kind", "score"), [(Kind.CSAT, 0), (Kind.CSAT, 6), (Kind.EFFORT, 8), (Kind.NPS, 11)])
def test_a_score_off_the_scale_is_refused(kind: Kind, score: int, tools: Tools, clock: FixedClock) -> None:
    visitor = guest(tools)
    with pytest.raises(ScoreRefused):
        rate(tools.store, clock, visitor, talk_of(tools, visitor), score, "", kind)


def test_nobody_rates_or_is_asked_about_another_s_talk(tools: Tools, clock: FixedClock) -> None:
    talk, stranger = talk_of(tools, guest(tools)), guest(tools)
    with pytest.raises(NotYours):
        question_for(tools.store, stranger, talk)
    with pytest.raises(NotYours):
        rate(tools.store, clock, stranger, talk, 5, "")


def test_a_low_score_is_a_negative_reaction_to_be_coded_and_a_good_one_is_not(tools: Tools, clock: FixedClock) -> None:
    for score in (2, 4):
        visitor = guest(tools)
        rate(tools.store, clock, visitor, talk_of(tools, visitor), score, "meh")
    with tools.store.read() as tx:
        (reaction,) = tx.trust.uncoded("ann")
    assert reaction["kind"] == "csat"
