"""A goodwill policy as it is in force: its numbers, its rules in order, and what becomes of a grant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from candor.goodwill.compiled import Sum, Test, sum_of, test_of
from candor.goodwill.expression import Amount, Condition
from candor.goodwill.facts import Facts
from candor.goodwill.folding import folded

BY_AMOUNT = "by_amount"


class Kind(StrEnum):
    """What a decision does."""

    GRANT = "GRANT"
    GRANT_ON_PAYMENT = "GRANT_ON_PAYMENT"
    CORRECT = "CORRECT"
    DENY = "DENY"
    DISPUTE = "DISPUTE"
    HANDOFF = "HANDOFF"


PAYS = frozenset({Kind.GRANT, Kind.GRANT_ON_PAYMENT, Kind.CORRECT})


@dataclass(frozen=True)
class Next:
    """When the answer may be another one: so many months after an anchor.

    `after`: `opened` (the account), `granted` (this grant), `same` (the newest grant for a charge of this kind).
    """

    after: str
    months: int


@dataclass(frozen=True)
class Rule:
    """One rule. Its id is the reason that the customer, the ledger and the audit know it by.

    `words` and `alternatives` name responses, `says` the numbers that the words need. `authority` is who decides: the
    assistant, or for HANDOFF the role of a person, or `by_amount` for the lowest one that may decide about the charge.
    """

    id: str
    order: int
    condition_text: str
    condition: Condition
    decides: Kind
    words: str
    authority: str
    amount_text: str = "0"
    amount: Amount | None = None
    alternatives: tuple[str, ...] = ()
    next: Next | None = None
    says: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def test(self) -> Test:
        return test_of(self.condition)

    @cached_property
    def gives(self) -> Sum | None:
        return sum_of(self.amount) if self.amount is not None else None


@dataclass(frozen=True)
class Gift:
    """The surprise gift (G-GFT): `amount` cents to accounts of `tenure` months, once in `apart` months.

    The draw of a month takes one in `one_in` of them.
    """

    id: str
    tenure: int
    apart: int
    amount: int
    words: str
    one_in: int


@dataclass(frozen=True)
class Budget:
    """Cents that a calendar month has for goodwill; gifts stop at so many percent of it. Corrections do not count."""

    month: int
    gifts_until_percent: int


@dataclass(frozen=True)
class Windows:
    """Over how many months given credits count, and over how many due dates late payments do.

    A grant that waits for a payment waits for `pay_days` calendar days.
    """

    credit_months: int
    due_dates: int
    pay_days: int


@dataclass(frozen=True)
class Policy:
    """`caps` by kind of charge and `authority` by role in cents, lowest role first; None has no upper bound.

    The first rule that holds decides. When it grants, the first of `on_grant` that holds changes the grant.
    `unclear` is the rule for facts that can not be decided on.
    """

    version: int
    valid_from: date
    limits: Mapping[str, int]
    caps: Mapping[str, int]
    authority: Mapping[str, int | None]
    windows: Windows
    budget: Budget
    rules: tuple[Rule, ...]
    on_grant: tuple[Rule, ...]
    unclear: Rule
    gift: Gift

    def person_for(self, amount: int) -> str:
        """The lowest role that may decide about so many cents when the assistant does not: never its own."""
        people = list(self.authority.items())[1:]
        return next(role for role, most in people if most is None or amount <= most)

    @property
    def lowest_role(self) -> str:
        return next(iter(self.authority))

    @cached_property
    def asked(self) -> Mapping[tuple[str, bool], Asked]:
        """For each kind of charge, with some mark or none: what is left to ask, in order."""
        cases = [(kind, marked) for kind in self.caps for marked in (False, True)]
        return {
            (kind, marked): Asked(
                self.caps[kind], _tests(self.rules, kind, marked), _tests(self.on_grant, kind, marked)
            )
            for kind, marked in cases
        }


@dataclass(frozen=True)
class Asked:
    """The cap of a kind in cents, and the tests of the rules that may hold for it, with their places."""

    cap: int
    rules: tuple[tuple[Test, int], ...]
    on_grant: tuple[tuple[Test, int], ...]


def _tests(rules: tuple[Rule, ...], kind: str, marked: bool) -> tuple[tuple[Test, int], ...]:
    found: list[tuple[Test, int]] = []
    for place, rule in enumerate(rules):
        match folded(rule.condition, kind, marked):
            case False:
                continue
            case True:
                found.append((_always, place))
                break
            case left:
                found.append((test_of(left), place))
    return tuple(found)


def _always(facts: Facts, cap: int) -> bool:
    return True
