"""Shoppers' scripts, the standards, and pass^k."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from candor.cli.shop.score import Point, Scored, passed_all
from candor.cli.shop.script import Shopper, read_shoppers
from candor.cli.terminal import Trouble
from candor.settings import ROOT
from candor.trust.standards import Bubble, checked

WELCOME = Bubble(0, "Hello, I am Candor, a bot.", "utter_welcome", ())


def broken(*said: Bubble, promised: bool = True) -> set[str]:
    return {one.id for one in checked([WELCOME, *said], promised=promised) if not one.is_kept}


def bubble(text: str, turn: int = 1, response: str = "utter_x", cites: tuple[str, ...] = ("t1",)) -> Bubble:
    return Bubble(turn, text, response, cites)


def test_there_are_sixty_shoppers_at_least_and_each_trap_is_among_them() -> None:
    found = read_shoppers(ROOT / "data" / "shoppers")
    assert len(found) >= 60
    traps = {one.trap for one in found}
    assert {"lying", "changing the subject", "pushing for more money", "naming another's charge"} <= traps


def test_a_plain_honest_talk_keeps_all_standards() -> None:
    assert broken(bubble("The fee is $41.00. It came on May 3.")) == set()


@pytest.mark.parametrize(
    ("text", "standard"),
    [
        ("You should have paid in time.", "V1"),
        ("If you do not pay, a fee comes.", "V2"),
        ("Upgrade to our best card today.", "V10"),
        ("Are you sure you did not buy it?", "V12"),
        ("We waive the finance charge.", "V3"),
        (" ".join(["word"] * 30) + ".", "V3"),
    ],
)
def test_words_that_break_a_standard_are_found(text: str, standard: str) -> None:
    assert standard in broken(bubble(text))


def test_an_amount_without_a_row_a_question_asked_twice_and_a_dead_end_are_found() -> None:
    assert broken(bubble("That is $5.00.", cites=())) == {"V17"}
    assert broken(bubble("Which one is it?"), bubble("Which one is it?", 2)) == {"V11"}
    assert broken(bubble("Which one is it?"), bubble("Which one is it?", 3)) == set()
    lost = [bubble("I did not get that.", turn, "utter_not_understood") for turn in (1, 2, 3)]
    assert broken(*lost) == {"V23"}
    assert broken(*lost[:2]) == set()


def test_a_hand_over_needs_a_time_and_a_promise() -> None:
    said = bubble("A person answers by 1 p.m. today.", response="utter_handed_over_person")
    assert broken(said) == set()
    assert broken(said, promised=False) == {"V4"}
    assert broken(bubble("A person answers soon.", response="utter_handed_over_person")) == {"V4"}


def test_who_does_not_say_that_it_is_a_bot_loses_a_point() -> None:
    found = checked([Bubble(0, "Hello.", None, ())], promised=False)
    assert [one.id for one in found if not one.is_kept] == ["V21"]


def shop(name: str, passed: bool) -> Scored:
    shopper = Shopper(name, None, "g", "calm", None, (("hi",),))
    return Scored(shopper, 0, (Point("x", 2, "" if passed else "lost"),), None)


def test_pass_k_is_the_share_of_all_draws_of_k_talks_that_were_all_passed() -> None:
    runs = {"a": [True, True, True, False, True], "b": [True] * 4, "c": [False, True]}
    scores = [shop(name, passed) for name, some in runs.items() for passed in some]
    slow = [
        sum(all(draw) for draw in combinations(some, 4)) / len(list(combinations(some, 4)))
        for some in runs.values()
        if len(some) >= 4
    ]
    assert passed_all(scores, 4) == pytest.approx(sum(slow) / len(slow))
    assert passed_all(scores, 6) is None


@pytest.mark.parametrize(
    "text",
    [
        "- {shopper: a, goal: g, lines: [hi], ends: {}}",
        "- {shopper: a, goal: g, lines: [hi], end: {credits: 1}}",
        "- {shopper: a, goal: g}",
        "- {shopper: a, goal: g, lines: [hi]}\n- {shopper: a, goal: g, lines: [hi]}",
    ],
)
def test_a_script_that_can_not_be_meant_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "one.yml").write_text(text)
    with pytest.raises(Trouble):
        read_shoppers(tmp_path)
