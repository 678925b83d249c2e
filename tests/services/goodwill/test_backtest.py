"""Replaying the past: each request under both policies, the same on one core and on two."""

import json
import random
from dataclasses import replace

import pytest

from candor.goodwill.expression import condition_of
from candor.goodwill.facts import facts_from
from candor.goodwill.history import Given, requests_of
from candor.services.goodwill.backtest import HistoryRefused, Life, Pair, replay_books, replay_lines, request_of
from candor.services.goodwill.goodwill_policy import POLICY_FILE, read_policy_file
from tests.billing.books import book, day, late_fee
from tests.goodwill.requests import POLICY, random_request, request
from tests.goodwill.slow_table import answer

PLAIN = read_policy_file(POLICY_FILE).plain
LOWER = {**PLAIN, "version": 2, "caps": {**PLAIN["caps"], "late": 2000}}
SAME, LESS = Pair(PLAIN, PLAIN), Pair(PLAIN, LOWER)


def line(segment=None, **changes):
    beside = {} if segment is None else {"segment": segment}
    return json.dumps({**request(**changes), **beside})


def test_a_lower_cap_takes_from_whom_it_is_said_to():
    found = replay_lines([line("north"), line("south", amt=1500), line("north", kind="ftf")], LESS)
    assert (found.total.requests, found.total.changed, found.total.gain, found.total.lose) == (3, 1, 0, 1)
    assert (found.total.before, found.total.after) == (3000 + 1500 + 1500, 2000 + 1500 + 1500)
    assert {name: (share.before, share.after, share.lose) for name, share in found.segments.items()} == {
        "north": (4500, 3500, 1),
        "south": (1500, 1500, 0),
    }
    assert [(move, count.changed, count.after - count.before) for move, count in found.moves] == [
        (("G-FEE", "G-FEE"), 1, -1000)
    ]


def test_the_same_policy_changes_nothing_and_costs_what_the_table_says():
    rng = random.Random(5)
    asked = [random_request(rng) for _ in range(3_000)]
    found = replay_lines([json.dumps(one) for one in asked], SAME)
    answers = [answer(one) for one in asked]
    assert (found.total.changed, found.total.gain, found.total.lose, found.moves) == (0, 0, 0, [])
    assert found.total.before == sum(cents for kind, cents, _ in answers if kind != "CORRECT") == found.total.after
    assert found.corrections == (sum(cents for kind, cents, _ in answers if kind == "CORRECT"),) * 2
    assert found.decisions_before == found.decisions_after
    assert found.decisions_before["DENY"] == sum(kind == "DENY" for kind, _, _ in answers)


def test_two_cores_count_what_one_counts():
    rng = random.Random(6)
    lines = [json.dumps({**random_request(rng), "segment": rng.choice("abc")}) for _ in range(25_000)]
    done = []
    alone, together = replay_lines(lines, LESS), replay_lines(lines, LESS, 2, done.append)
    assert alone == together
    assert alone.total.requests == sum(done) == 25_000
    assert set(alone.segments) == {"a", "b", "c"}


@pytest.mark.parametrize("segment", ["north", "south", "rich", "poor", 7])
def test_no_segment_changes_a_decision(segment):
    found = replay_lines([line(segment), line(segment, dpd=5)], SAME)
    assert found.decisions_before == {"GRANT": 1, "GRANT_ON_PAYMENT": 1}
    given, told = request_of(line(segment))
    assert "segment" not in given
    assert told == str(segment)


def test_unclear_requests_are_counted_and_cost_nothing():
    found = replay_lines(['{"kind": "late"}', line()], SAME)
    assert (found.unclear, found.total.requests, found.total.before) == (1, 2, 3000)
    assert found.kinds["unclear"].requests == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "line 3: Expecting"),
        ("[1]", "line 3: it is no object"),
        ('{"amt": 1, "amt": 2}', "line 3: a key stands there twice"),
        ('{"balance": 5}', "line 3: balance may not decide"),
        ("[" * 100_000, "line 3: "),
    ],
)
@pytest.mark.parametrize("cores", [1, 2])
def test_a_line_that_is_no_request_is_named(text, told, cores):
    with pytest.raises(HistoryRefused, match="^" + told.replace("[", r"\[")):
        replay_lines([line(), "", text], SAME, cores)


def test_each_policy_counts_its_own_grants_when_the_same_customer_asks_again():
    """A second grant in a year goes to a person; where the first was not given, the second is the first."""
    first, second = late_fee("f1", 4100, "b1", "2026-01-29"), late_fee("f2", 3000, "b2", "2026-04-29")
    one = book(lines=(first[0], second[0]), fees=(first[1], second[1]))
    dear = condition_of("kind == 'late' and amt <= 3000", POLICY.limits)
    sparing = replace(
        POLICY, rules=tuple(replace(rule, condition=dear) if rule.id == "G-FEE" else rule for rule in POLICY.rules)
    )
    found = replay_books([(one, "all")], day("2025-06-01"), day("2026-05-12"), POLICY, sparing)
    assert [(cell.reason_before, cell.reason_after) for cell in found.cells] == [("G-FEE", "G-HUM"), ("G-2ND", "G-FEE")]
    assert (found.total.before, found.total.after) == (4100, 3000)


def test_a_life_remembers_what_it_gave():
    life = Life(POLICY)
    row, fee = late_fee("f1", 3000, "b1", "2026-04-29")
    (asked,) = requests_of(book(lines=(row,), fees=(fee,)), day("2026-01-01"), day("2026-05-12"), POLICY)
    assert life.decided(asked).amount == 3000
    assert life.grants == [Given(day("2026-04-29"), "late", 3000)]
    assert life.decided(asked).reason == "G-2ND"
    assert facts_from(asked.facts).same == 0
