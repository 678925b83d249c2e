"""The proof of a policy of five rules, small enough to say exactly what must come out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from candor.goodwill import proof
from candor.goodwill.expression import amount_of, condition_of
from candor.goodwill.facts import KINDS, MOST
from candor.goodwill.proof import ORDINARY, example, followed, prove, told
from candor.goodwill.reader import Problem
from candor.goodwill.regions import Region, everything, flags_of
from tests.goodwill.small import small

NO, BIG, YES = ("rules", 2), ("rules", 3), ("rules", 4)
LIMITS = {"old": 90, "most": 4000}


def found(*changes):
    """What is wrong with the policy after these changes: place, rule and reason of each."""
    return [(one.where, one.rule, one.reason) for one in prove(small(*changes)).problems]


def whole(*texts, caps=None, amounts=()):
    """The region of all requests for these conditions."""
    caps = caps or dict.fromkeys(KINDS, 2000) | {"cash": 1500}
    conditions = [condition_of(text, LIMITS) for text in texts]
    return everything(conditions, [amount_of(text, LIMITS) for text in amounts], caps, ORDINARY)


def test_each_rule_has_the_example_nearest_to_an_ordinary_request():
    shown = prove(small())
    assert shown.problems == ()
    assert {name: told(facts) for name, facts in shown.reached.items()} == {
        "G-HUM": "flag sensitive",
        "G-OUR": "flag bank_error",
        "G-NO": "age 91",
        "G-BIG": "amt 4001",
        "G-YES": "an ordinary request",
        "G-BUD": "bud 0",
        "G-PAY": "dpd 1",
    }


def test_the_ways_are_told_apart_by_what_conditions_say_and_counted():
    assert prove(small()).ways == 7
    assert prove(small(((*BIG, "if"), "amt > most and kind == 'cash'"))).ways == 10


def test_more_ways_than_can_be_looked_at_are_refused(monkeypatch):
    monkeypatch.setattr(proof, "MOST_WAYS", 7)
    assert prove(small()).problems == ()
    monkeypatch.setattr(proof, "MOST_WAYS", 4)
    shown = prove(small())
    assert shown.problems == (Problem(("rules",), None, "more than 4 ways lead through the rules"),)
    assert (shown.reached, shown.ways) == ({}, 5)


def test_a_gap_is_told_with_the_nearest_request_and_how_many_cases_are_like_it():
    assert found(((*YES, "if"), "amt != 700")) == [(("rules",), None, "no rule holds for amt 700")]
    assert found(((*YES, "if"), "kind != 'ftf' and amt >= 500")) == [
        (("rules",), None, "no rule holds for amt 499, nor in 1 cases like it")
    ]


def test_a_rule_that_nobody_reaches_is_told_with_its_place_and_who_takes_its_requests():
    assert found(((*BIG, "if"), "age > 100 and amt > most")) == [
        (
            BIG,
            "G-BIG",
            "no request reaches it: G-NO takes amt 4001, age 101 before it; all that it holds for goes to"
            " G-HUM, G-OUR, G-NO",
        )
    ]
    assert found(((*NO, "if"), "age < 0")) == [(NO, "G-NO", "no request reaches it: its condition never holds")]


def test_a_change_of_grants_that_nobody_reaches_is_told_with_its_place():
    assert found((("on_grant", 1, "if"), "age > old")) == [
        (("on_grant", 1), "G-PAY", "no request reaches it: it holds for no grant")
    ]
    assert found((("on_grant", 1, "if"), "bud == 0")) == [
        (
            ("on_grant", 1),
            "G-PAY",
            "no request reaches it: G-BUD takes bud 0 before it; all that it holds for goes to G-BUD",
        )
    ]


NOTHING = [f"the amount can be nothing for kind {kind}" for kind in KINDS]


@pytest.mark.parametrize(
    ("amount", "reasons"),
    [
        ("min(amt, cap) - 1", ["the amount can be negative", *NOTHING]),
        ("0", NOTHING),
        ("1", ["the amount can be more than the charge"]),
        ("min(amt, cap) + 1", ["the amount can be more than the charge"]),
        ("min(amt, 4000)", []),
        ("amt", []),
    ],
)
def test_a_grant_is_never_negative_or_more_than_the_charge(amount, reasons):
    assert found(((*YES, "amount"), amount)) == [((*YES, "amount"), "G-YES", reason) for reason in reasons]


def test_a_grant_is_never_more_than_the_assistant_may_give_and_a_correction_may_be():
    low = (("authority", "bot"), 1999)
    assert found(low) == [((*YES, "amount"), "G-YES", "the amount can be more than bot may give (1999)")]
    assert found((("authority", "bot"), 2000)) == []


def test_a_grant_is_never_of_nothing_as_where_a_cap_is_0():
    assert found((("caps", "ftf"), 0)) == [((*YES, "amount"), "G-YES", "the amount can be nothing for kind ftf")]
    assert found((("caps", "ftf"), 0), ((*NO, "if"), "age > old or kind == 'ftf'")) == []


def test_a_problem_of_many_ways_is_told_once():
    problems = found(((*YES, "amount"), "amt + 1"))
    assert len(problems) == len(set(problems)) == 1 + 1


def test_the_proof_does_not_believe_itself(monkeypatch):
    """Each example is decided for real: where that comes out otherwise, nothing is proved."""
    policy = small()
    other = policy.rules[2]
    real = proof.decide
    monkeypatch.setattr(proof, "decide", lambda facts, given: replace(real(facts, given), rule=other))
    told_of = {(one.where, one.rule, one.reason) for one in prove(policy).problems}
    assert ((), "G-BIG", "amt 4001 is decided by G-NO: the proof does not hold") in told_of
    assert ((), "G-PAY", "dpd 1 is decided by G-NO: the proof does not hold") in told_of
    assert not [one for one in told_of if one[1] == "G-NO"]


def test_an_example_keeps_what_is_ordinary_and_goes_no_further_than_it_must():
    region = whole("amt >= 0")
    assert example(region) == replace(ORDINARY, flag=frozenset())
    near = replace(region, numbers={**region.numbers, "amt": (3500, 9000), "age": (3, 7), "ten": (36, 40)})
    shown = example(replace(near, kinds=("cash", "ftf"), flags={"closed": True, "disputed": False}))
    assert (shown.amt, shown.age, shown.ten, shown.kind) == (3500, 7, 36, "cash")
    assert shown.flag == {"closed"}
    assert example(replace(region, kinds=("ftf", "late"))).kind == "late"


def test_a_request_is_told_by_all_of_its_marks():
    marked = replace(ORDINARY, amt=3001, late12=0, flag=frozenset({"disputed", "closed"}))
    assert told(marked) == "amt 3001, late12 0, flag closed and disputed"


def test_the_flags_that_a_region_needs_are_those_known_to_be_there():
    region = replace(whole("amt >= 0"), flags={"closed": True, "already": True, "disputed": False})
    assert flags_of(region) == {"closed", "already"}


def test_the_grid_holds_the_ends_the_usual_value_and_both_sides_of_each_threshold():
    grid = whole("age > old").numbers
    assert grid["age"] == (0, 1, 20, 89, 90, 91, MOST["age"])
    assert grid["ten"] == (0, 1, 36, MOST["ten"])
    assert grid["bud"] == (0, 1)
    assert set(grid) == set(MOST)


def test_the_grid_stays_within_what_a_fact_can_be():
    assert whole("late12 >= 12 or late12 < 0").numbers["late12"] == (0, 1, 11, 12)


def test_the_grid_of_a_sum_holds_the_differences_of_its_numbers():
    grid = whole("used + min(amt, cap) > 9000").numbers
    around = {step + value for value in (9000, 2000, 1500, 7000, 7500, 500) for step in (-1, 0, 1)}
    for name in ("used", "amt"):
        assert around | {0, 1, MOST[name]} <= set(grid[name])
        assert set(grid[name]) <= around | {0, 1, MOST[name], 3000}
    assert grid["n"] == (0, 1, MOST["n"])


def test_the_grid_of_one_fact_holds_no_differences():
    assert whole("amt > 900 or amt > 200").numbers["amt"] == (0, 1, 199, 200, 201, 899, 900, 901, 3000, MOST["amt"])


def test_the_grid_knows_the_numbers_of_amounts():
    assert {699, 700, 701} <= set(whole("age > old", amounts=["min(amt, 700)"]).numbers["amt"])


REGION = Region(
    ("late", "cash"),
    {"closed": True, "disputed": False},
    dict.fromkeys(MOST, (0, 1)) | {"amt": (100, 500), "used": (50, 60, 70), "n": (3,)},
    {"late": 2000, "cash": 1500},
)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("7", (7, 7)),
        ("amt", (100, 500)),
        ("cap", (1500, 2000)),
        ("amt + used", (150, 570)),
        ("amt - used", (30, 450)),
        ("-used", (-70, -50)),
        ("min(amt, used)", (50, 70)),
        ("min(amt, 200, cap)", (100, 200)),
    ],
)
def test_an_amount_lies_between_its_ends(text, ends):
    assert REGION.range_of(amount_of(text, {})) == ends


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("amt < 501", True),
        ("amt < 500", None),
        ("amt < 101", None),
        ("amt < 100", False),
        ("amt <= 500", True),
        ("amt <= 100", None),
        ("amt <= 99", False),
        ("amt > 99", True),
        ("amt > 100", None),
        ("amt > 499", None),
        ("amt > 500", False),
        ("amt >= 100", True),
        ("amt >= 500", None),
        ("amt >= 501", False),
        ("n == 3", True),
        ("n == 2", False),
        ("n == 4", False),
        ("amt == 100", None),
        ("amt == 500", None),
        ("amt == 99", False),
        ("amt == 501", False),
        ("n != 3", False),
        ("n != 2", True),
        ("amt != 100", None),
        ("amt != 99", True),
        ("3 == amt", False),
        ("kind == 'late'", None),
        ("kind in ('late', 'cash', 'ftf')", True),
        ("kind == 'ftf'", False),
        ("kind != 'ftf'", True),
        ("'closed' in flag", True),
        ("'disputed' in flag", False),
        ("'already' in flag", None),
        ("not 'already' in flag", None),
        ("not n == 3", False),
        ("n == 3 and amt > 99", True),
        ("n == 3 and amt > 100", None),
        ("amt > 100 and n == 2", False),
        ("n == 2 or amt > 500", False),
        ("n == 2 or amt > 100", None),
        ("amt > 100 or n == 3", True),
    ],
)
def test_a_condition_has_one_answer_in_a_region_or_differs(text, answer):
    assert REGION.answer(condition_of(text, {})) is answer


def halves(text, region=REGION):
    return list(region.halves(condition_of(text, {})))


def test_a_region_is_cut_where_the_answer_of_a_fact_changes():
    low, high = halves("used >= 60")
    assert (low.numbers["used"], high.numbers["used"]) == ((50,), (60, 70))
    assert low == replace(REGION, numbers={**REGION.numbers, "used": (50,)})
    low, high = halves("used != 70")
    assert (low.numbers["used"], high.numbers["used"]) == ((50, 60), (70,))


def test_where_several_facts_are_compared_the_one_with_most_values_is_halved():
    low, high = halves("amt > used + 100")
    assert (low.numbers["used"], high.numbers["used"]) == ((50,), (60, 70))
    assert low.numbers["amt"] == high.numbers["amt"] == (100, 500)


def test_where_the_cap_is_compared_the_kinds_are_cut_by_their_cap():
    low, high = halves("amt > cap", replace(REGION, kinds=("late", "cash", "ftf"), caps={**REGION.caps, "ftf": 1500}))
    assert (low.kinds, high.kinds) == (("cash", "ftf"), ("late",))
    alone = replace(REGION, kinds=("late",), numbers={**REGION.numbers, "amt": (100, 2500)})
    low, high = halves("amt > cap", alone)
    assert (low.numbers["amt"], high.numbers["amt"], low.kinds) == ((100,), (2500,), ("late",))


def test_a_region_is_cut_by_kind_and_by_mark():
    cash, others = halves("kind == 'cash'")
    assert (cash.kinds, others.kinds) == (("cash",), ("late",))
    without, marked = halves("'already' in flag")
    assert without.flags == {"closed": True, "disputed": False, "already": False}
    assert marked.flags == {"closed": True, "disputed": False, "already": True}


@pytest.mark.parametrize("text", ["not used >= 60", "n == 3 and used >= 60", "n == 2 or used >= 60"])
def test_of_a_joined_condition_the_part_that_differs_is_cut(text):
    assert [half.numbers["used"] for half in halves(text)] == [(50,), (60, 70)]


def test_the_parts_of_a_region_have_each_the_first_rule_that_holds():
    policy = small()
    region = whole("age > old", "amt > most")
    parts = list(followed(region, policy.rules[2:]))
    shown = sorted((rule.id, part.numbers["age"][0], part.numbers["amt"][0]) for part, rule in parts if rule)
    assert shown == [("G-BIG", 0, 4001), ("G-NO", 91, 0), ("G-YES", 0, 0)]
    assert list(followed(REGION, ())) == [(REGION, None)]
