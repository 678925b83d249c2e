"""Turns the tree of a condition or an amount into plain functions: a decision asks a dozen of them, in microseconds."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter

from candor.goodwill.expression import (
    CAP,
    ORDER,
    All,
    Amount,
    AnyOf,
    Compare,
    Condition,
    KindIs,
    Least,
    Marked,
    Name,
    Not,
    Number,
    Plus,
)
from candor.goodwill.facts import Facts

# Facts and the cap of their kind in cents, to the answer.
Test = Callable[[Facts, int], bool]
Sum = Callable[[Facts, int], int]


def test_of(condition: Condition) -> Test:
    """Whether a condition holds for given facts and cap."""
    match condition:
        case Compare():
            return _comparison(condition)
        case KindIs(kinds):
            return lambda facts, cap: facts.kind in kinds
        case Marked(flag):
            return lambda facts, cap: flag in facts.flag
        case Not(part):
            inner = test_of(part)
            return lambda facts, cap: not inner(facts, cap)
        case All(parts):
            return _all_of(tuple(map(test_of, parts)))
        case AnyOf(parts):
            return _any_of(tuple(map(test_of, parts)))


def sum_of(amount: Amount) -> Sum:
    """What an amount comes to for given facts and cap, in cents."""
    match amount:
        case Number(value):
            return lambda facts, cap: value
        case Name(name):
            return _reading(name)
        case Plus(left, right, sign):
            first, second = sum_of(left), sum_of(right)
            return lambda facts, cap: first(facts, cap) + sign * second(facts, cap)
        case Least(parts):
            sums = tuple(map(sum_of, parts))
            return lambda facts, cap: min(part(facts, cap) for part in sums)


def _reading(name: str) -> Sum:
    if name == CAP:
        return lambda facts, cap: cap
    read: Callable[[Facts], int] = attrgetter(name)
    return lambda facts, cap: read(facts)


def _comparison(compare: Compare) -> Test:
    holds = ORDER[compare.sign]
    match compare.left, compare.right:
        case Name(name), Number(value) if name != CAP:
            # Nearly every comparison is a fact beside a number: one call instead of three.
            read: Callable[[Facts], int] = attrgetter(name)
            return lambda facts, cap: holds(read(facts), value)
    left, right = sum_of(compare.left), sum_of(compare.right)
    return lambda facts, cap: holds(left(facts, cap), right(facts, cap))


def _all_of(tests: tuple[Test, ...]) -> Test:
    def holds(facts: Facts, cap: int) -> bool:
        for test in tests:  # noqa: SIM110  a generator costs as much as the tests
            if not test(facts, cap):
                return False
        return True

    return holds


def _any_of(tests: tuple[Test, ...]) -> Test:
    def holds(facts: Facts, cap: int) -> bool:
        for test in tests:  # noqa: SIM110  as above
            if test(facts, cap):
                return True
        return False

    return holds
