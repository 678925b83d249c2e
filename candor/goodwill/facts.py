"""All that a decision may look at (domain 3.2), and what it must never be told (domain 3.1 f)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from candor.errors import FactsRefused

FEES = ("late", "returned", "overlimit", "ftf", "cash", "annual", "bt_fee")
INTEREST = ("trailing", "interest", "min_int")
KINDS = (*FEES, *INTEREST, "service")
FLAGS = ("sensitive", "bank_error", "disputed", "already", "closed", "contradict")

# The highest value that a fact can have. Cents, days, months and counts beyond it are a broken record, not a fact.
MOST: Mapping[str, int] = {
    "amt": 1_000_000_000,
    "age": 40_000,
    "ten": 1_500,
    "dpd": 40_000,
    "same": 10_000,
    "n": 10_000,
    "used": 1_000_000_000,
    "mic": 10_000,
    "late12": 12,
    "bud": 1,
}
NUMBERS = tuple(MOST)
KEYS = ("kind", *NUMBERS, "flag")
NO_FLAG = ("", "none")

# Parts of names that stand for a forbidden input. Regulation B also bars penalising rights used in good faith.
_FORBIDDEN = re.compile(
    r"balance|spen[dt]|profit|income|salary|wealth|worth|revenue|tier|product|segment|post_?code|zip|address|gender|sex"
    r"|marital|married|race|ethnic|religio|origin|nation|language|assistance|welfare|born|birth|(?:customer|person)_?age"
    r"|age_of|years_old|complain|past_disputes|disputes|mood|tone|angry|wording|reason_given|asked"
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one request. Make it with `facts_from`, which lets no impossible value in.

    `amt` and `used` in cents, `age` and `dpd` in days, `ten` in months; `same`, `n`, `used` and `mic` count what was
    given back in the window of the policy; `late12` is of the last 12 due dates; `bud` is 1 while there is budget.
    """

    kind: str
    amt: int
    age: int
    ten: int
    dpd: int
    same: int
    n: int
    used: int
    mic: int
    late12: int
    bud: int
    flag: frozenset[str] = frozenset()

    def plain(self) -> dict[str, Any]:
        """As it is stored with a decision: `facts_from` of it gives the same facts again."""
        return {"kind": self.kind, **{key: getattr(self, key) for key in NUMBERS}, "flag": sorted(self.flag)}


@dataclass(frozen=True, slots=True)
class Unclear:
    """Facts that can not be decided on: what is missing or impossible, one sentence each. A person looks at them."""

    problems: tuple[str, ...]


def is_forbidden(name: str) -> bool:
    """Whether a name stands for something that may not decide about money: balance, income, postcode, ..."""
    return name not in KEYS and _FORBIDDEN.search(name.lower()) is not None


def facts_from(given: Mapping[str, Any]) -> Facts | Unclear:
    """The facts of one request. Every key but `flag` is needed; a missing or impossible value makes them Unclear.

    `flag` is one mark, a list of marks, or nothing (left out, null, "" or "none"). `bud` may be true or false.
    Raises FactsRefused for a key that is not among the facts: what is not read must not look as if it were.
    """
    if not given.keys() <= _KEYS:
        raise FactsRefused(refusal(key for key in given if key not in _KEYS))
    try:
        values: tuple[Any, ...] = _NUMBERS(given)
    except KeyError:
        return Unclear(tuple(_problems(given, tuple(map(given.get, NUMBERS)))))
    if values[-1].__class__ is bool:
        values = (*values[:-1], int(values[-1]))
    kind, flag = given.get("kind"), _flags(given.get("flag"))
    if kind is None or flag is None or not _is_kind(kind) or not _are_possible(values):
        return Unclear(tuple(_problems(given, values)))
    amt, age, ten, dpd, same, n, used, mic, late12, bud = values
    return Facts(kind, amt, age, ten, dpd, same, n, used, mic, late12, bud, flag)


def refusal(names: Iterable[object]) -> str:
    """Why these names are not facts, the forbidden ones in words of their own."""
    return "; ".join(
        f"{name} may not decide about money back (domain 3.1 f)" if is_forbidden(name) else f"{name} is not a fact"
        for name in sorted(map(str, names))
    )


_KEYS = frozenset(KEYS)
_MOST = tuple(MOST.values())
_NUMBERS = itemgetter(*NUMBERS)


def _is_kind(value: object) -> bool:
    return value.__class__ is str and value in KINDS


def _are_possible(values: tuple[Any, ...]) -> bool:
    for value, most in zip(values, _MOST, strict=True):  # a loop: a backtest asks a million times
        if value.__class__ is not int or not 0 <= value <= most:
            return False
    return True


def _flags(value: object) -> frozenset[str] | None:
    """The marks; None when there is one that nobody knows."""
    if value is None or value in NO_FLAG:
        return frozenset()
    marks = [value] if value.__class__ is str else value
    if not isinstance(marks, list | tuple | frozenset) or not all(mark in FLAGS for mark in marks):
        return None
    return frozenset(marks)


def _problems(given: Mapping[str, Any], values: Iterable[Any]) -> Iterable[str]:
    if not _is_kind(given.get("kind")):
        yield "kind is not one of " + ", ".join(KINDS) if given.get("kind") is not None else "kind is missing"
    for (name, most), value in zip(MOST.items(), values, strict=True):
        if value is None:
            yield f"{name} is missing"
        elif value.__class__ is not int or not 0 <= value <= most:
            yield f"{name} is not a whole number from 0 to {most}"
    if _flags(given.get("flag")) is None:
        yield "flag is not one of " + ", ".join(FLAGS)
