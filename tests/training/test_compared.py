"""Two models side by side: what broke, what was mended, and when the gate holds."""

import pytest

from candor.training.compared import Opening, Read, Side, change, compared, paired_interval
from candor.training.judged import Judged, Sentence

OLD, NEW = Side("old", 2.0, 60, 1000), Side("new", 2.1, 62, 1010)


def reads(*intents):
    return [Read("?", intent, 0.9) for intent in intents]


def openings(*talks):
    return [Opening(talk, f"{talk} {place}") for place, talk in enumerate(talks)]


def side_by_side(before, after, *talks):
    return compared(OLD, NEW, openings(*talks), [], list(zip(reads(*before), reads(*after), strict=True)))


def test_the_same_readings_let_the_candidate_pass():
    found = side_by_side(["fee"] * 3, ["fee"] * 3, "a", "a", "a")
    assert found.against() == []
    assert found.broken == found.mended == ()


def test_a_talk_is_about_what_most_of_its_openings_are_taken_for():
    found = side_by_side(["fee", "fee", "interest"], ["fee", "interest", "fee"], "a", "a", "a")
    assert [(one.text, one.before, one.after) for one in found.broken] == [("a 1", "fee", "interest")]
    assert [(one.text, one.before, one.after) for one in found.mended] == [("a 2", "interest", "fee")]


def test_one_broken_opening_is_enough_to_refuse_and_names_its_talk():
    found = side_by_side(["fee", "fee"], ["fee", "nlu_fallback"], "late_fee", "late_fee")
    assert found.against() == ["the talk late_fee is broken"]


def pairs(count, broken, mended, target="fee"):
    wrong = "other"
    told = [(target, wrong)] * broken + [(wrong, target)] * mended
    told += [(target, target)] * (count - broken - mended)
    return [tuple(Judged(Sentence("?", target), name, name, 0.9) for name in one) for one in told]


def test_an_intent_is_worse_only_beyond_its_interval():
    assert not change("fee", pairs(20, broken=2, mended=0)).is_worse
    assert change("fee", pairs(20, broken=8, mended=0)).is_worse
    assert change("fee", pairs(20, broken=0, mended=8)).is_better
    assert not change("fee", pairs(20, broken=8, mended=8)).is_worse


def test_a_set_with_an_intent_that_got_worse_refuses():
    found = compared(OLD, NEW, [], [("held out", pairs(20, broken=10, mended=0))], [])
    assert found.against() == ["fee is worse: 100% to 50% of 20"]
    (one,) = found.sets
    assert (one.name, one.count, one.before, one.after) == ("held out", 20, 1.0, 0.5)


@pytest.mark.parametrize(("count", "broken", "mended"), [(1, 1, 0), (5, 0, 0), (40, 3, 9), (400, 0, 1)])
def test_the_interval_holds_the_change_seen_and_stays_within_one(count, broken, mended):
    low, high = paired_interval(count, broken, mended)
    assert -1 <= low <= high <= 1
    shrunk = (mended - broken) / (count + 2)
    assert low <= shrunk <= high


def test_an_interval_worked_by_hand():
    # 100 pairs, 10 broken, 4 mended: middle -6/102; reach 1.96 * sqrt(15 - 36/102) / 102.
    assert paired_interval(100, 10, 4) == pytest.approx((-0.1323634, 0.0147164), abs=1e-6)
