"""Reads a goodwill policy from plain values, as a YAML file holds them, and says everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from candor.goodwill.facts import KEYS, KINDS, is_forbidden
from candor.goodwill.policy import Budget, Gift, Kind, Policy, Windows
from candor.goodwill.reader import RULE_ID, WORD, Problem, Reader
from candor.goodwill.reading_rules import read_rules

NUMBERS = ("version", "valid_from", "limits", "caps", "authority", "windows", "budget")
PARTS = (*NUMBERS, "unclear", "rules", "on_grant", "gift")
FIRST = frozenset({Kind.GRANT, Kind.CORRECT, Kind.DENY, Kind.DISPUTE, Kind.HANDOFF})
CHANGES = frozenset({Kind.GRANT_ON_PAYMENT, Kind.HANDOFF})


def read_policy(given: Any) -> tuple[Policy | None, list[Problem]]:
    """The policy, and what is wrong with it. There is no policy unless the list is empty."""
    reader = Reader()
    parts = reader.part(given, (), PARTS)
    if not parts or reader.problems:
        return None, reader.problems
    numbers = _numbers(reader, parts)
    limits, roles = numbers["limits"], numbers["authority"]
    rules = read_rules(reader, parts["rules"], "rules", FIRST, limits, roles)
    changes = read_rules(reader, parts["on_grant"], "on_grant", CHANGES, limits, roles)
    unclear = next((rule for rule in rules if rule.id == parts["unclear"]), None)
    hands_over = unclear.decides is Kind.HANDOFF if unclear else _is_told_of(reader, parts["unclear"])
    if not hands_over:
        reader.wrong(("unclear",), f"{parts['unclear']!r} is no rule that hands over")
    gift = _gift(reader, parts["gift"], [rule.id for rule in (*rules, *changes)])
    if reader.problems or unclear is None:
        return None, reader.problems
    return Policy(**numbers, rules=rules, on_grant=changes, unclear=unclear, gift=gift), []


def _is_told_of(reader: Reader, name: Any) -> bool:
    """Whether something is wrong with this rule itself, so that nothing more has to be said of it."""
    return any(problem.rule == name for problem in reader.problems)


def _numbers(reader: Reader, parts: Mapping[str, Any]) -> dict[str, Any]:
    valid_from = parts["valid_from"]
    if valid_from.__class__ is not date:
        reader.wrong(("valid_from",), f"{valid_from!r} is no day, such as 2026-01-01")
    windows = reader.part(parts["windows"], ("windows",), ("credit_months", "due_dates", "pay_days"))
    budget = reader.part(parts["budget"], ("budget",), ("month", "gifts_until_percent"))
    return {
        "version": reader.number(parts["version"], ("version",), 1),
        "valid_from": valid_from,
        "limits": _limits(reader, parts["limits"]),
        "caps": _caps(reader, parts["caps"]),
        "authority": _authority(reader, parts["authority"]),
        "windows": Windows(
            reader.number(windows.get("credit_months"), ("windows", "credit_months"), 1, 120),
            reader.number(windows.get("due_dates"), ("windows", "due_dates"), 1, 12),
            reader.number(windows.get("pay_days"), ("windows", "pay_days"), 1, 60),
        ),
        "budget": Budget(
            reader.number(budget.get("month"), ("budget", "month")),
            reader.number(budget.get("gifts_until_percent"), ("budget", "gifts_until_percent"), 0, 100),
        ),
    }


def _limits(reader: Reader, given: Any) -> dict[str, int]:
    found = {}
    for name, value in _mapping(reader, given, "limits").items():
        where = ("limits", str(name))
        if not isinstance(name, str) or not WORD.fullmatch(name) or name in (*KEYS, "cap", "min"):
            reader.wrong(where, f"{name!r} can not be the name of a limit")
        elif is_forbidden(name):
            reader.wrong(where, f"{name} may not decide about money back (domain 3.1 f)")
        found[str(name)] = reader.number(value, where)
    return found


def _caps(reader: Reader, given: Any) -> dict[str, int]:
    caps = reader.part(given, ("caps",), KINDS)
    return {kind: reader.number(caps[kind], ("caps", kind)) for kind in KINDS if kind in caps}


def _authority(reader: Reader, given: Any) -> dict[str, int | None]:
    """Roles in rising order; the last has no upper bound, so that there is always somebody who may decide."""
    found: dict[str, int | None] = {}
    before = -1
    roles = list(_mapping(reader, given, "authority").items())
    if len(roles) == 1:
        reader.wrong(("authority",), f"a person is needed beside {roles[0][0]}: at least two roles")
    for place, (role, most) in enumerate(roles, start=1):
        where = ("authority", str(role))
        if place == len(roles):
            if most is not None:
                reader.wrong(where, "the last role has no limit: null is needed here")
            found[str(role)] = None
            continue
        found[str(role)] = number = reader.number(most, where)
        if number <= before:
            reader.wrong(where, "each role may decide about more than the one before it")
        before = number
    return found


def _mapping(reader: Reader, given: Any, name: str) -> Mapping[Any, Any]:
    if isinstance(given, Mapping) and given:
        return given
    reader.wrong((name,), "a mapping with at least one line is needed here")
    return {}


def _gift(reader: Reader, given: Any, taken: list[str]) -> Gift:
    one = reader.part(given, ("gift",), ("id", "tenure", "apart", "amount", "words", "one_in"))
    name = reader.text(one.get("id"), ("gift", "id"), RULE_ID, "id such as G-GFT")
    if name in taken:
        reader.wrong(("gift", "id"), f"{name} is the id of a rule")
    return Gift(
        id=name,
        tenure=reader.number(one.get("tenure"), ("gift", "tenure"), 0, 1200),
        apart=reader.number(one.get("apart"), ("gift", "apart"), 1, 1200),
        amount=reader.number(one.get("amount"), ("gift", "amount"), 1),
        words=reader.text(one.get("words"), ("gift", "words"), WORD, "name of words"),
        one_in=reader.number(one.get("one_in"), ("gift", "one_in"), 1),
    )
