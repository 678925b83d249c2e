"""The 39 rows of domain 3.4, and 100,000 random requests held against a second reading of the table."""

import random
from collections import Counter

import pytest

from tests.goodwill.requests import POLICY, RANDOM, decided, random_request, request
from tests.goodwill.slow_table import answer

ROWS = [
    (1, {}, "GRANT", 3000, "G-FEE"),
    (2, {"amt": 4100, "same": 1, "n": 1, "used": 3000, "late12": 2}, "HANDOFF", 0, "G-2ND"),
    (3, {"amt": 4100, "same": 1, "n": 1, "used": 3000, "late12": 2, "ten": 84}, "GRANT", 4100, "G-LOY"),
    (4, {"amt": 4100, "same": 1, "n": 1, "used": 3000, "late12": 4}, "DENY", 0, "G-FRQ"),
    (5, {"same": 2, "n": 2, "used": 6000, "late12": 2, "ten": 84}, "DENY", 0, "G-FRQ"),
    (6, {"ten": 3}, "GRANT", 3000, "G-NEW"),
    (7, {"ten": 3, "n": 1, "used": 3000}, "DENY", 0, "G-TEN"),
    (8, {"ten": 3, "kind": "returned", "amt": 2500}, "DENY", 0, "G-TEN"),
    (9, {"dpd": 12}, "GRANT_ON_PAYMENT", 3000, "G-PAY"),
    (10, {"dpd": 75}, "HANDOFF", 0, "G-HRD"),
    (11, {"age": 90}, "GRANT", 3000, "G-FEE"),
    (12, {"age": 91}, "HANDOFF", 0, "G-OLD"),
    (13, {"age": 181}, "DENY", 0, "G-AGE"),
    (14, {"flag": "bank_error", "age": 400, "same": 3, "ten": 1}, "CORRECT", 3000, "G-COR"),
    (15, {"flag": "disputed"}, "DISPUTE", 0, "G-DSP"),
    (16, {"flag": "sensitive"}, "HANDOFF", 0, "G-HUM"),
    (17, {"flag": "already"}, "DENY", 0, "G-DUP"),
    (18, {"flag": "closed"}, "HANDOFF", 0, "G-ACC"),
    (19, {"flag": "contradict"}, "HANDOFF", 0, "G-EVD"),
    (20, {"kind": "overlimit", "amt": 1500, "flag": "bank_error"}, "CORRECT", 1500, "G-COR"),
    (21, {"kind": "overlimit", "amt": 1500}, "GRANT", 1500, "G-FEE"),
    (22, {"kind": "trailing", "amt": 1643, "late12": 0}, "GRANT", 1643, "G-INT"),
    (23, {"kind": "trailing", "amt": 3120, "late12": 0}, "GRANT", 2500, "G-INT"),
    (24, {"kind": "interest", "amt": 4210, "late12": 1}, "GRANT", 2500, "G-INT"),
    (25, {"kind": "interest", "amt": 4210, "late12": 2}, "DENY", 0, "G-STD"),
    (26, {"kind": "min_int", "amt": 150}, "GRANT", 150, "G-MIC"),
    (27, {"kind": "min_int", "amt": 150, "mic": 3}, "GRANT", 150, "G-INT"),
    (28, {"kind": "ftf", "amt": 326}, "GRANT", 326, "G-MIC"),
    (29, {"kind": "ftf", "amt": 2240}, "GRANT", 1500, "G-FX"),
    (30, {"kind": "cash", "amt": 1000}, "GRANT", 1000, "G-CASH"),
    (31, {"kind": "annual", "amt": 9500}, "HANDOFF", 0, "G-ANN"),
    (32, {"kind": "bt_fee", "amt": 10000}, "DENY", 0, "G-KND"),
    (33, {"kind": "service", "amt": 1000}, "GRANT", 1000, "G-SVC"),
    (34, {"kind": "service", "amt": 6000}, "HANDOFF", 0, "G-AUT"),
    (35, {"n": 3, "used": 6500}, "HANDOFF", 0, "G-CAP"),
    (36, {"n": 2, "used": 7000}, "GRANT", 3000, "G-FEE"),
    (37, {"n": 2, "used": 7001}, "HANDOFF", 0, "G-CAP"),
    (38, {"bud": 0}, "HANDOFF", 0, "G-BUD"),
    (39, {"kind": "min_int", "amt": 150, "dpd": 5}, "GRANT_ON_PAYMENT", 150, "G-PAY"),
]


def told(decision):
    return str(decision.decision), decision.amount, decision.reason


@pytest.mark.parametrize(("row", "changes", "decision", "amount", "reason"), ROWS, ids=[str(row[0]) for row in ROWS])
def test_the_oracle_row_is_decided_so(row, changes, decision, amount, reason):
    assert told(decided(**changes)) == (decision, amount, reason)


def test_all_rows_of_the_oracle_are_here():
    assert [row[0] for row in ROWS] == list(range(1, 40))


@pytest.mark.parametrize(("row", "changes", "decision", "amount", "reason"), ROWS, ids=[str(row[0]) for row in ROWS])
def test_the_slow_reading_agrees_with_the_oracle_as_well(row, changes, decision, amount, reason):
    assert answer(request(**changes)) == (decision, amount, reason)


def test_100_000_random_requests_are_decided_as_the_table_reads():
    rng, seen = random.Random(1), Counter()
    for _ in range(RANDOM):
        asked = random_request(rng)
        found = told(decided(**asked))
        seen[found[2]] += 1
        assert found == answer(asked), asked
    everything = {rule.id for rule in (*POLICY.rules, *POLICY.on_grant)}
    assert {name for name, times in seen.items() if times >= RANDOM // 5000} == everything
