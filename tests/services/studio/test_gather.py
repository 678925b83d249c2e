"""What comes into the trainers' inbox, by which signs, and that looking again adds nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from candor.conversation.bad_turns import Sign, TurnState
from candor.conversation.labels import LabelKind
from candor.services.studio.gather import gather
from candor.services.studio.group_turns import group_turns
from candor.services.studio.label_turn import label_turn
from tests.services.studio.turns import MINUTE, answered, customer, customer_talk, guest_talk
from tests.store.talks import NOON


def signs(tools, message_id):
    with tools.store.read() as tx:
        turn = tx.studio.turn(message_id)
        return set(turn.signs) if turn else None


@pytest.mark.parametrize(
    ("intent", "confidence", "response", "found"),
    [
        ("explain_fee", 0.9, "utter_explain_fee", None),
        ("nlu_fallback", 1.0, "utter_not_understood", {Sign.FALLBACK}),
        ("explain_fee", 0.4, "utter_explain_fee", {Sign.LOW_CONFIDENCE}),
        ("explain_fee", 0.6, "utter_either_or", {Sign.EITHER_OR}),
        ("explain_fee", 0.4, "utter_either_or", {Sign.EITHER_OR, Sign.LOW_CONFIDENCE}),
    ],
)
def test_a_turn_shows_by_itself_whether_it_went_badly(tools, intent, confidence, response, found):
    with tools.store.write() as tx:
        message = answered(tx, guest_talk(tx, "a"), "whats this", intent, confidence, response=response)
    assert gather(tools) == (found is not None)
    assert signs(tools, message) == found


def test_no_that_is_not_it_marks_the_turn_before(tools):
    with tools.store.write() as tx:
        talk = guest_talk(tx, "a")
        first = answered(tx, talk, "what is the twelve dollar thing", "explain_charge")
        second = answered(tx, talk, "no the other one", "other_charge", at=NOON + MINUTE)
    gather(tools)
    assert signs(tools, first) == {Sign.NOT_IT}
    assert signs(tools, second) is None


def test_the_same_question_again_within_a_week_marks_the_first_talk(tools):
    with tools.store.write() as tx:
        who = customer(tx)
        first = answered(tx, customer_talk(tx, "a", who), "why a fee", "explain_fee")
        later = NOON + timedelta(days=3)
        second = answered(tx, customer_talk(tx, "b", who, later), "still that fee", "explain_fee", at=later)
        much_later = NOON + timedelta(days=20)
        answered(tx, customer_talk(tx, "c", who, much_later), "a fee again", "explain_fee", at=much_later)
    gather(tools)
    assert signs(tools, first) == {Sign.REPEAT}
    assert signs(tools, second) is None


def test_a_low_rating_marks_the_talk_s_weakest_turn(tools):
    with tools.store.write() as tx:
        talk = guest_talk(tx, "a")
        answered(tx, talk, "hello", "greet", 0.99)
        weak = answered(tx, talk, "money gone", "explain_charge", 0.6)
        tx.ratings.add(talk, 1, "", NOON)
    gather(tools)
    assert signs(tools, weak) == {Sign.LOW_RATING}


def test_what_staff_say_comes_in_whenever_they_say_it(tools, clock):
    with tools.store.write() as tx:
        message = answered(tx, guest_talk(tx, "a"), "why a fee", "explain_charge")
    assert gather(tools) == 0
    clock.advance(timedelta(hours=5))
    with tools.store.write() as tx:
        label_turn(tx, clock.now(), message_id=message, kind=LabelKind.MISROUTED, by="ana", intent="explain_fee")
    assert gather(tools) == 1
    assert signs(tools, message) == {Sign.MISROUTED}


def test_looking_again_finds_nothing_new_and_a_closed_turn_stays_closed(tools):
    with tools.store.write() as tx:
        message = answered(tx, guest_talk(tx, "a"), "mumble", "nlu_fallback")
    assert gather(tools) == 1
    with tools.store.write() as tx:
        assert tx.studio.finish([message], TurnState.ASIDE, "tara", NOON) == 1
    assert gather(tools) == 0
    with tools.store.read() as tx:
        assert tx.studio.turn(message).state is TurnState.ASIDE


def test_more_turns_of_one_moment_than_are_looked_at_at_once_all_come_in(tools, monkeypatch):
    monkeypatch.setattr("candor.services.studio.gather.AT_ONCE", 3)
    with tools.store.write() as tx:
        talk = guest_talk(tx, "a")
        for place in range(10):
            answered(tx, talk, f"mumble {place}", "nlu_fallback", at=NOON + (place // 7) * MINUTE)
    assert gather(tools) == 10


def by_first_word(turns, leaders):
    known = {text.split()[0]: name for name, text in leaders}
    return {name: known.setdefault(text.split()[0], name) for name, text in turns}


def test_groups_are_listed_heaviest_first_and_shrink_as_turns_are_closed(tools):
    with tools.store.write() as tx:
        talk = guest_talk(tx, "a")
        fees = [answered(tx, talk, f"fee {n}", "nlu_fallback") for n in range(3)]
        answered(tx, talk, "loan please", "nlu_fallback")
    gather(tools)
    assert group_turns(tools, by_first_word) == 4
    with tools.store.read() as tx:
        assert [(group.text, group.open, group.weight) for group in tx.studio.open_groups(10)] == [
            ("fee 0", 3, 12),
            ("loan please", 1, 4),
        ]
        assert tx.studio.open_counts() == (2, 4)
    with tools.store.write() as tx:
        tx.studio.finish(fees, TurnState.TAUGHT, "tara", NOON)
    with tools.store.read() as tx:
        assert [group.text for group in tx.studio.open_groups(10)] == ["loan please"]
        assert tx.studio.turns_in(fees[0]) == []


def test_a_new_turn_joins_the_group_that_is_there(tools, clock):
    with tools.store.write() as tx:
        first = answered(tx, guest_talk(tx, "a"), "fee one", "nlu_fallback")
    gather(tools)
    group_turns(tools, by_first_word)
    with tools.store.write() as tx:
        second = answered(tx, guest_talk(tx, "b"), "fee two", "nlu_fallback", at=clock.now() + MINUTE)
    gather(tools)
    group_turns(tools, by_first_word)
    with tools.store.read() as tx:
        assert [turn.message_id for turn in tx.studio.turns_in(first)] == [second, first]
