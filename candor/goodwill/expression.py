"""The language of conditions and amounts in a goodwill policy (docs/reference/goodwill.md), read into a small tree.

A text is parsed by Python's own parser and never evaluated: each node that is not listed here is refused, with its
place in the text. What comes out has no loop, no call but `min`, no division, and names facts only; so each
condition ends, can not fail, and can be reasoned about (`regions`).
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from candor.goodwill.facts import FLAGS, KINDS, NUMBERS, refusal

LONGEST = 500
DEEPEST = 20
CAP = "cap"
NAMES = (*NUMBERS, CAP)

ORDER: Mapping[str, Callable[[int, int], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_SIGNS: Mapping[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}


@dataclass(frozen=True)
class Number:
    value: int


@dataclass(frozen=True)
class Name:
    """A fact that is a number, or `cap`: the most that the policy gives back for the kind of charge."""

    name: str


@dataclass(frozen=True)
class Plus:
    left: Amount
    right: Amount
    sign: int = 1


@dataclass(frozen=True)
class Least:
    parts: tuple[Amount, ...]


@dataclass(frozen=True)
class Compare:
    left: Amount
    sign: str
    right: Amount


@dataclass(frozen=True)
class KindIs:
    kinds: frozenset[str]


@dataclass(frozen=True)
class Marked:
    flag: str


@dataclass(frozen=True)
class Not:
    part: Condition


@dataclass(frozen=True)
class All:
    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    parts: tuple[Condition, ...]


Amount = Number | Name | Plus | Least
Condition = Compare | KindIs | Marked | Not | All | AnyOf


class ExpressionRefused(Exception):
    """The text is not a condition or an amount; says what and where."""


def condition_of(text: str, limits: Mapping[str, int]) -> Condition:
    """The tree of a condition; `limits` are the policy's own named numbers. Raises ExpressionRefused."""
    return _Reader(limits).condition(_parsed(text))


def amount_of(text: str, limits: Mapping[str, int]) -> Amount:
    """The tree of an amount in cents. Raises ExpressionRefused."""
    return _Reader(limits).amount(_parsed(text))


def comparisons(condition: Condition) -> Iterator[Compare]:
    """Every comparison of numbers in a condition."""
    match condition:
        case Compare():
            yield condition
        case Not(part):
            yield from comparisons(part)
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from comparisons(part)


def leaves(amount: Amount) -> Iterator[Number | Name]:
    """Every number and name in an amount."""
    match amount:
        case Number() | Name():
            yield amount
        case Plus(left, right):
            yield from leaves(left)
            yield from leaves(right)
        case Least(parts):
            for part in parts:
                yield from leaves(part)


def _parsed(text: str) -> ast.expr:
    if len(text) > LONGEST:
        raise ExpressionRefused(f"it is longer than {LONGEST} characters")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        place = f" at character {error.offset}" if isinstance(error, SyntaxError) and error.offset else ""
        raise ExpressionRefused(f"it can not be read{place}") from None
    if _depth(tree) > DEEPEST:
        raise ExpressionRefused(f"it is nested deeper than {DEEPEST}")
    return tree


def _depth(tree: ast.AST) -> int:
    level, depth = [tree], 0
    while level and depth <= DEEPEST:
        level, depth = [child for node in level for child in ast.iter_child_nodes(node)], depth + 1
    return depth


@dataclass(frozen=True)
class _Reader:
    limits: Mapping[str, int]

    def condition(self, node: ast.expr) -> Condition:
        match node:
            case ast.BoolOp(ast.And(), values):
                return All(tuple(self.condition(value) for value in values))
            case ast.BoolOp(ast.Or(), values):
                return AnyOf(tuple(self.condition(value) for value in values))
            case ast.UnaryOp(ast.Not(), operand):
                return Not(self.condition(operand))
            case ast.Compare():
                return self._chain(node)
        raise _refused(node, "a comparison is needed here")

    def amount(self, node: ast.expr) -> Amount:
        match node:
            case ast.Constant(int(value)) if value.__class__ is int:
                return Number(value)
            case ast.Name(name):
                return self._name(node, name)
            case ast.BinOp(left, ast.Add(), right):
                return Plus(self.amount(left), self.amount(right))
            case ast.BinOp(left, ast.Sub(), right):
                return Plus(self.amount(left), self.amount(right), -1)
            case ast.UnaryOp(ast.USub(), operand):
                return Plus(Number(0), self.amount(operand), -1)
            case ast.Call(ast.Name("min"), [_, _, *_] as parts, []):
                return Least(tuple(self.amount(part) for part in parts))
        raise _refused(node, "a whole number, a fact, +, - or min(...) is needed here")

    def _name(self, node: ast.expr, name: str) -> Amount:
        if name in self.limits:
            return Number(self.limits[name])
        if name in NAMES:
            return Name(name)
        if name in ("kind", "flag"):
            raise _refused(node, f"{name} is no number")
        raise _refused(node, refusal([name]) + ", nor a limit of this policy")

    def _chain(self, node: ast.Compare) -> Condition:
        """`1 <= dpd < 60` is both of its comparisons."""
        sides = [node.left, *node.comparators]
        pairs = zip(sides, node.ops, sides[1:], strict=False)
        links = tuple(self._link(left, sign, right) for left, sign, right in pairs)
        return links[0] if len(links) == 1 else All(links)

    def _link(self, left: ast.expr, sign: ast.cmpop, right: ast.expr) -> Condition:
        match left, sign, right:
            case ast.Name("kind"), ast.Eq() | ast.NotEq(), _:
                found: Condition = KindIs(frozenset({_text(right, KINDS)}))
            case ast.Name("kind"), ast.In() | ast.NotIn(), ast.Tuple(parts) | ast.List(parts) if parts:
                found = KindIs(frozenset(_text(part, KINDS) for part in parts))
            case _, ast.In() | ast.NotIn(), ast.Name("flag"):
                found = Marked(_text(left, FLAGS))
            case _ if type(sign) in _SIGNS:
                return Compare(self.amount(left), _SIGNS[type(sign)], self.amount(right))
            case _:
                raise _refused(left, "`in` is for kind in (...) and '...' in flag")
        return Not(found) if isinstance(sign, ast.NotEq | ast.NotIn) else found


def _text(node: ast.expr, known: tuple[str, ...]) -> str:
    match node:
        case ast.Constant(str(value)) if value in known:
            return value
    raise _refused(node, "one of " + ", ".join(f"'{one}'" for one in known) + " is needed here")


def _refused(node: ast.expr, why: str) -> ExpressionRefused:
    return ExpressionRefused(f"at character {node.col_offset + 1} (`{ast.unparse(node)[:40]}`): {why}")
