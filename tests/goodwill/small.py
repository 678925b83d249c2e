"""A policy of five rules, as plain values: small enough that all of it can be proved or compared in a moment."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from datetime import date
from enum import Enum
from typing import Any

from candor.goodwill.facts import KINDS
from candor.goodwill.policy import Policy
from candor.goodwill.reading import read_policy


class Change(Enum):
    """What a wrong copy has in place of a value, when it has none. Its name is the same in every process."""

    GONE = "gone"


GONE = Change.GONE
PLAIN: dict[str, Any] = {
    "version": 3,
    "valid_from": date(2026, 2, 1),
    "limits": {"old": 90, "most": 4000},
    "caps": dict.fromkeys(KINDS, 2000) | {"cash": 1500},
    "authority": {"bot": 4000, "agent": 9000, "lead": None},
    "windows": {"credit_months": 12, "due_dates": 11, "pay_days": 21},
    "budget": {"month": 50_000, "gifts_until_percent": 80},
    "unclear": "G-HUM",
    "rules": [
        {"id": "G-HUM", "order": 10, "if": "'sensitive' in flag", "decide": "HANDOFF", "words": "person_now"}
        | {"authority": "agent"},
        {"id": "G-OUR", "order": 20, "if": "'bank_error' in flag", "decide": "CORRECT", "amount": "amt"}
        | {"words": "correction", "authority": "bot"},
        {"id": "G-NO", "order": 30, "if": "age > old", "decide": "DENY", "words": "too_old", "authority": "bot"}
        | {"alternatives": ["plan", "due_day"], "says": {"days": "old"}, "next": {"after": "same", "months": 6}},
        {
            "id": "G-BIG",
            "order": 40,
            "if": "amt > most",
            "decide": "HANDOFF",
            "words": "much",
            "authority": "by_amount",
        },
        {"id": "G-YES", "order": 50, "if": "amt >= 0", "decide": "GRANT", "amount": "min(amt, cap)", "words": "yes"}
        | {"authority": "bot"},
    ],
    "on_grant": [
        {"id": "G-BUD", "order": 10, "if": "bud < 1", "decide": "HANDOFF", "words": "later", "authority": "by_amount"},
        {
            "id": "G-PAY",
            "order": 20,
            "if": "dpd >= 1",
            "decide": "GRANT_ON_PAYMENT",
            "words": "pay",
            "authority": "bot",
        },
    ],
    "gift": {"id": "G-GFT", "one_in": 50, "tenure": 24, "apart": 12, "amount": 1000, "words": "gift"},
}


def plain(*changes: tuple[Iterable[str | int], Any]) -> dict[str, Any]:
    """The values with something else at each place, a path of keys; GONE takes it away."""
    made: dict[str, Any] = deepcopy(PLAIN)
    for path, value in changes:
        *way, last = path
        part: Any = made
        for key in way:
            part = part[key]
        if value is GONE:
            del part[last]
        else:
            part[last] = value
    return made


def small(*changes: tuple[Iterable[str | int], Any]) -> Policy:
    """The policy with these changes, which must be one."""
    policy, problems = read_policy(plain(*changes))
    assert policy is not None, problems
    return policy
