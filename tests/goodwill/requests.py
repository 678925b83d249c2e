"""Requests for tests: the defaults of domain 3.4, and random ones around every threshold of domain 3.2."""

from __future__ import annotations

import os
import random
from typing import Any

from candor.goodwill.decision import Decision, decide
from candor.goodwill.facts import facts_from
from candor.goodwill.policy import Policy
from candor.services.goodwill.goodwill_policy import load_goodwill_policy

POLICY: Policy = load_goodwill_policy()
# Fewer only where a thousand changed programs are held against each test (scripts/mutate).
RANDOM = int(os.environ.get("CANDOR_RANDOM_REQUESTS", "100000"))
DEFAULTS: dict[str, Any] = {
    "kind": "late",
    "amt": 3000,
    "age": 20,
    "ten": 36,
    "dpd": 0,
    "same": 0,
    "n": 0,
    "used": 0,
    "mic": 0,
    "late12": 1,
    "bud": 1,
    "flag": None,
}
FLAGS = (None, "sensitive", "bank_error", "disputed", "already", "closed", "contradict")
KINDS = (
    *("late", "returned", "overlimit", "trailing", "interest", "min_int"),
    *("ftf", "cash", "service", "annual", "bt_fee"),
)
# Thresholds of the table, one below, on and above each; and anything in between.
NEAR = {
    "amt": (
        1,
        499,
        500,
        501,
        999,
        1000,
        1001,
        1499,
        1500,
        1501,
        2499,
        2500,
        2501,
        2999,
        3000,
        3001,
        4099,
        4100,
        4101,
        9500,
    ),
    "age": (0, 0, 20, 20, 89, 90, 91, 179, 180, 181, 400),
    "ten": (0, 5, 6, 7, 59, 60, 61, 200),
    "dpd": (0, 0, 0, 1, 2, 59, 60, 61),
    "same": (0, 0, 0, 1, 2, 3),
    "n": (0, 0, 1, 2, 3, 4),
    "used": (0, 0, 5899, 5900, 5901, 7000, 7001, 7500, 7501, 8500, 8501, 9000, 9500, 9501, 10000, 10001),
    "mic": (0, 1, 2, 3, 4),
    "late12": (0, 1, 2, 3, 12),
    "bud": (0, 1, 1, 1),
}
FAR = {
    "amt": 20000,
    "age": 400,
    "ten": 300,
    "dpd": 120,
    "same": 4,
    "n": 6,
    "used": 15000,
    "mic": 6,
    "late12": 12,
    "bud": 1,
}


def request(**changes: Any) -> dict[str, Any]:
    """The defaults with these changes."""
    return {**DEFAULTS, **changes}


def decided(policy: Policy | None = None, **changes: Any) -> Decision:
    return decide(facts_from(request(**changes)), policy or POLICY)


def random_request(rng: random.Random) -> dict[str, Any]:
    """Mostly at the thresholds, sometimes anywhere; a mark in one of four, so that most rules are met often."""
    found: dict[str, Any] = {
        name: rng.choice(values) if rng.random() < 0.9 else rng.randint(0, FAR[name]) for name, values in NEAR.items()
    }
    flag = rng.choice(FLAGS) if rng.random() < 0.25 else None
    return {**found, "kind": rng.choice(KINDS), "flag": flag}
