"""Which answers a condition can have over whole regions of the facts, not one request at a time.

A region holds, for each number, the values of a grid: the smallest, the greatest, and both neighbours of every
threshold. A comparison of one fact with a number is the same between two grid values, so what is shown for the grid is
shown for every value. Where a comparison joins several facts (`used + min(amt, cap)`), it is shown on the grid.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations, product
from operator import mul

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
    comparisons,
    leaves,
)
from candor.goodwill.facts import FLAGS, KINDS, MOST, Facts


@dataclass(frozen=True)
class Region:
    """A set of requests: kinds, the flags that are known to be there or not, and the grid values of each number."""

    kinds: tuple[str, ...]
    flags: Mapping[str, bool]
    numbers: Mapping[str, tuple[int, ...]]
    caps: Mapping[str, int]

    def range_of(self, amount: Amount) -> tuple[int, int]:
        """The least and the most that an amount can be here."""
        match amount:
            case Number(value):
                return value, value
            case Name(name):
                values = [self.caps[kind] for kind in self.kinds] if name == CAP else self.numbers[name]
                return min(values), max(values)
            case Plus(left, right, sign):
                (low, high), (least, most) = self.range_of(left), self.range_of(right)
                return (low + least, high + most) if sign > 0 else (low - most, high - least)
            case Least(parts):
                ranges = [self.range_of(part) for part in parts]
                return min(low for low, _ in ranges), min(high for _, high in ranges)

    def answer(self, condition: Condition) -> bool | None:
        """True or False when the condition is that for every request here, None when it differs."""
        match condition:
            case Compare():
                return self._compared(condition)
            case KindIs(kinds):
                inside = [kind in kinds for kind in self.kinds]
                return inside[0] if len(set(inside)) == 1 else None
            case Marked(flag):
                return self.flags.get(flag)
            case Not(part):
                found = self.answer(part)
                return None if found is None else not found
            case All(parts):
                answers = [self.answer(part) for part in parts]
                return False if False in answers else None if None in answers else True
            case AnyOf(parts):
                answers = [self.answer(part) for part in parts]
                return True if True in answers else None if None in answers else False

    def halves(self, condition: Condition) -> Iterator[Region]:
        """This region cut in parts in which the condition is closer to one answer; only where `answer` is None."""
        match condition:
            case Compare():
                yield from self._cut(condition)
            case KindIs(kinds):
                yield replace(self, kinds=tuple(kind for kind in self.kinds if kind in kinds))
                yield replace(self, kinds=tuple(kind for kind in self.kinds if kind not in kinds))
            case Marked(flag):
                yield replace(self, flags={**self.flags, flag: False})
                yield replace(self, flags={**self.flags, flag: True})
            case Not(part):
                yield from self.halves(part)
            case All(parts) | AnyOf(parts):
                yield from self.halves(next(part for part in parts if self.answer(part) is None))

    def _compared(self, compare: Compare) -> bool | None:
        (low, high), (least, most) = self.range_of(compare.left), self.range_of(compare.right)
        match compare.sign:
            case "<" | "<=":
                always, ever = ORDER[compare.sign](high, least), ORDER[compare.sign](low, most)
            case ">" | ">=":
                always, ever = ORDER[compare.sign](low, most), ORDER[compare.sign](high, least)
            case _:
                always, ever = low == high == least == most, low <= most and least <= high
                if compare.sign == "!=":
                    always, ever = not ever, not always
        return True if always else None if ever else False

    def _cut(self, compare: Compare) -> Iterator[Region]:
        names = [part.name for part in (*leaves(compare.left), *leaves(compare.right)) if isinstance(part, Name)]
        caps = sorted({self.caps[kind] for kind in self.kinds})
        if CAP in names and len(caps) > 1:
            for cap in caps:
                yield replace(self, kinds=tuple(kind for kind in self.kinds if self.caps[kind] == cap))
            return
        name = max((name for name in names if name != CAP), key=lambda one: len(self.numbers[one]))
        values = self.numbers[name]
        at = self._first_change(compare, name) if len(names) == 1 else len(values) // 2
        yield replace(self, numbers={**self.numbers, name: values[:at]})
        yield replace(self, numbers={**self.numbers, name: values[at:]})

    def _first_change(self, compare: Compare, name: str) -> int:
        """The first grid value of the only fact in a comparison from which on the answer is another one."""
        values = self.numbers[name]
        answers = [replace(self, numbers={name: (value,)}).answer(compare) for value in values]
        return next(place for place, answer in enumerate(answers) if answer != answers[0])


def everything(
    conditions: Iterable[Condition], amounts: Iterable[Amount], caps: Mapping[str, int], usual: Facts
) -> Region:
    """The region of all requests, with the grid that these conditions and amounts ask for, and the usual values."""
    grid = {name: {0, 1, most, getattr(usual, name)} for name, most in MOST.items()}
    sides = [(compare.left, compare.right) for condition in conditions for compare in comparisons(condition)]
    for parts in [*sides, *((amount,) for amount in amounts)]:
        found = [leaf for part in parts for leaf in leaves(part)]
        names = {leaf.name for leaf in found if isinstance(leaf, Name)}
        values = {leaf.value for leaf in found if isinstance(leaf, Number)}
        if CAP in names:
            values |= set(caps.values())
        if len(names) > 1:
            values |= {abs(one - other) for one, other in combinations(values, 2)}
        else:
            # `amt + 3 == 12` changes at 9: where one fact stands beside several numbers, at a sum of them or less.
            values |= {abs(sum(map(mul, values, signs))) for signs in product((-1, 0, 1), repeat=len(values))}
        for name in names - {CAP}:
            grid[name] |= {value + step for value in values for step in (-1, 0, 1)}
    numbers = {name: tuple(sorted(v for v in values if 0 <= v <= MOST[name])) for name, values in grid.items()}
    return Region(KINDS, {}, numbers, caps)


def flags_of(region: Region) -> frozenset[str]:
    """The flags that a request in a region needs."""
    return frozenset(flag for flag in FLAGS if region.flags.get(flag))
