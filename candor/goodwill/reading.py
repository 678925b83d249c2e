"""Reads a goodwill policy from plain values, as a YAML file holds them, and says everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any, TypeVar

from candor.goodwill.expression import AnyOf, ExpressionRefused, amount_of, condition_of
from candor.goodwill.facts import KEYS, KINDS, is_forbidden
from candor.goodwill.policy import BY_AMOUNT, Budget, Gift, Kind, Next, Policy, Rule, Windows

T = TypeVar("T")
Path = tuple[str | int, ...]

MOST_CENTS = 10**9
RULE_ID = re.compile(r"G-[A-Z0-9]{2,8}")
WORD = re.compile(r"[a-z][a-z0-9_]*")
ANCHORS = ("opened", "granted", "same")
NUMBERS = ("version", "valid_from", "limits", "caps", "authority", "windows", "budget")
PARTS = (*NUMBERS, "unclear", "rules", "on_grant", "gift")
NEEDED = ("id", "order", "if", "decide", "words", "authority")
OPTIONAL = ("amount", "alternatives", "says", "next")
FIRST = frozenset({Kind.GRANT, Kind.CORRECT, Kind.DENY, Kind.DISPUTE, Kind.HANDOFF})
NEVER = AnyOf(())  # stands in for a condition that was refused
CHANGES = frozenset({Kind.GRANT_ON_PAYMENT, Kind.HANDOFF})


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where in the file (keys and places in lists), in which rule, and why."""

    where: Path
    rule: str | None
    reason: str


@dataclass
class Reader:
    """Collects problems while it reads, so that one run names them all."""

    problems: list[Problem] = field(default_factory=list)

    def wrong(self, where: Path, reason: str, rule: str | None = None) -> None:
        self.problems.append(Problem(where, rule, reason))

    def part(self, given: Any, where: Path, needed: tuple[str, ...], optional: tuple[str, ...] = ()) -> dict[str, Any]:
        """A mapping with these keys; every other key is named."""
        if not isinstance(given, Mapping):
            self.wrong(where, "a mapping is needed here")
            return {}
        for key in given:
            if key not in needed and key not in optional:
                self.wrong((*where, key), f"{key} is not known here; known are {', '.join((*needed, *optional))}")
        for key in needed:
            if key not in given:
                self.wrong(where, f"{key} is missing")
        return dict(given)

    def number(self, given: Any, where: Path, least: int = 0, most: int = MOST_CENTS) -> int:
        if given.__class__ is int and least <= given <= most:
            return int(given)
        if given.__class__ is int and given < 0 <= least:
            self.wrong(where, f"{given} is negative")
        else:
            self.wrong(where, f"{given!r} is not a whole number from {least} to {most}")
        return least

    def text(self, given: Any, where: Path, form: re.Pattern[str], what: str) -> str:
        if isinstance(given, str) and form.fullmatch(given):
            return given
        self.wrong(where, f"{given!r} is no {what}")
        return ""

    def choice(self, given: Any, where: Path, among: Any) -> str:
        if isinstance(given, str) and given in among:
            return str(given)
        self.wrong(where, f"{given!r} is not one of {', '.join(map(str, among))}")
        return ""


def read_policy(given: Any) -> tuple[Policy | None, list[Problem]]:
    """The policy, and what is wrong with it. There is no policy unless the list is empty."""
    reader = Reader()
    parts = reader.part(given, (), PARTS)
    if not parts or reader.problems:
        return None, reader.problems
    numbers = _numbers(reader, parts)
    limits, roles = numbers["limits"], numbers["authority"]
    rules = _rules(reader, parts["rules"], "rules", FIRST, limits, roles)
    changes = _rules(reader, parts["on_grant"], "on_grant", CHANGES, limits, roles)
    unclear = next((rule for rule in rules if rule.id == parts["unclear"]), None)
    if unclear is None or unclear.decides is not Kind.HANDOFF:
        reader.wrong(("unclear",), f"{parts['unclear']!r} is no rule that hands over")
    gift = _gift(reader, parts["gift"], [rule.id for rule in (*rules, *changes)])
    if reader.problems or unclear is None:
        return None, reader.problems
    return Policy(**numbers, rules=rules, on_grant=changes, unclear=unclear, gift=gift), []


def _numbers(reader: Reader, parts: Mapping[str, Any]) -> dict[str, Any]:
    valid_from = parts["valid_from"]
    if valid_from.__class__ is not date:
        reader.wrong(("valid_from",), f"{valid_from!r} is no day, such as 2026-01-01")
    windows = reader.part(parts["windows"], ("windows",), ("credit_months", "due_dates"))
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


def _rules(
    reader: Reader, given: Any, name: str, kinds: frozenset[Kind], limits: Mapping[str, int], roles: Mapping[str, Any]
) -> tuple[Rule, ...]:
    if not isinstance(given, list) or not given:
        reader.wrong((name,), "a list of rules is needed here")
        return ()
    found = [
        rule
        for place, one in enumerate(given)
        if (rule := _rule(reader, one, (name, place), kinds, limits, roles)) is not None
    ]
    for earlier, later in pairwise(found):
        place = (name, found.index(later), "order")
        if later.order <= earlier.order:
            reader.wrong(place, f"order {later.order} does not come after {earlier.order} of {earlier.id}", later.id)
    seen: set[str] = set()
    for place_, rule in enumerate(found):
        if rule.id in seen:
            reader.wrong((name, place_, "id"), f"{rule.id} stands there twice", rule.id)
        seen.add(rule.id)
    return tuple(found)


def _rule(
    reader: Reader, given: Any, where: Path, kinds: frozenset[Kind], limits: Mapping[str, int], roles: Mapping[str, Any]
) -> Rule | None:
    own = Reader()
    one = own.part(given, where, NEEDED, OPTIONAL)
    name = str(one.get("id", "")) or None
    rule = None if own.problems else _whole(own, one, where, kinds, limits, roles)
    reader.problems += [Problem(problem.where, name, problem.reason) for problem in own.problems]
    return rule if not own.problems else None


def _whole(
    own: Reader,
    one: Mapping[str, Any],
    where: Path,
    kinds: frozenset[Kind],
    limits: Mapping[str, int],
    roles: Mapping[str, Any],
) -> Rule | None:
    decides = own.choice(one["decide"], (*where, "decide"), sorted(kinds))
    condition = _expression(own, one["if"], (*where, "if"), limits, condition_of)
    amount = None
    if "amount" in one:
        amount = _expression(own, one["amount"], (*where, "amount"), limits, amount_of)
    if decides in (Kind.GRANT, Kind.CORRECT) and "amount" not in one:
        own.wrong(where, f"amount is missing: {decides} gives money")
    if decides not in (Kind.GRANT, Kind.CORRECT) and "amount" in one:
        own.wrong((*where, "amount"), f"{decides} has no amount of its own")
    rule = Rule(
        id=own.text(one["id"], (*where, "id"), RULE_ID, "id such as G-FEE"),
        order=own.number(one["order"], (*where, "order"), 1),
        condition_text=str(one["if"]),
        condition=condition or NEVER,
        decides=Kind(decides or Kind.HANDOFF),
        words=own.text(one["words"], (*where, "words"), WORD, "name of words"),
        authority=own.choice(one["authority"], (*where, "authority"), [*roles, BY_AMOUNT]),
        amount_text=str(one.get("amount", 0)),
        amount=amount,
        alternatives=_alternatives(own, one.get("alternatives", []), (*where, "alternatives")),
        next=_next(own, one["next"], (*where, "next")) if "next" in one else None,
        says=_says(own, one.get("says", {}), (*where, "says"), limits),
    )
    return None if own.problems else rule


def _expression(
    own: Reader, given: Any, where: Path, limits: Mapping[str, int], read: Callable[[str, Mapping[str, int]], T]
) -> T | None:
    if given.__class__ is int:
        given = str(given)
    if not isinstance(given, str):
        own.wrong(where, f"{given!r} is no text")
        return None
    try:
        return read(given, limits)
    except ExpressionRefused as refused:
        own.wrong(where, str(refused))
        return None


def _alternatives(own: Reader, given: Any, where: Path) -> tuple[str, ...]:
    if not isinstance(given, list):
        own.wrong(where, "a list of words is needed here")
        return ()
    return tuple(own.text(one, (*where, place), WORD, "name of words") for place, one in enumerate(given))


def _says(own: Reader, given: Any, where: Path, limits: Mapping[str, int]) -> dict[str, int]:
    if not isinstance(given, Mapping):
        own.wrong(where, "a mapping of facts of the words to limits is needed here")
        return {}
    return {
        own.text(slot, (*where, str(slot)), WORD, "fact"): limits.get(own.choice(limit, (*where, str(slot)), limits), 0)
        for slot, limit in given.items()
    }


def _next(own: Reader, given: Any, where: Path) -> Next:
    one = own.part(given, where, ("after", "months"))
    after = own.choice(one.get("after"), (*where, "after"), ANCHORS)
    return Next(after, own.number(one.get("months"), (*where, "months"), 1, 120))


def _gift(reader: Reader, given: Any, taken: list[str]) -> Gift:
    one = reader.part(given, ("gift",), ("id", "tenure", "apart", "amount", "words"))
    name = reader.text(one.get("id"), ("gift", "id"), RULE_ID, "id such as G-GFT")
    if name in taken:
        reader.wrong(("gift", "id"), f"{name} is the id of a rule")
    return Gift(
        id=name,
        tenure=reader.number(one.get("tenure"), ("gift", "tenure"), 0, 1200),
        apart=reader.number(one.get("apart"), ("gift", "apart"), 1, 1200),
        amount=reader.number(one.get("amount"), ("gift", "amount"), 1),
        words=reader.text(one.get("words"), ("gift", "words"), WORD, "name of words"),
    )
