"""What an explanation of a line holds (domain 1.3). Facts and names of responses; the words stand in domain.yml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from candor.billing.descriptors import Confidence
from candor.billing.money import Money


class Detail(StrEnum):
    """How much is told: the plain sentence, the answer with its reason, or the whole sum."""

    ONE_LINE = "one-line"
    SHORT = "short"
    FULL = "full"


class NextStep(StrEnum):
    """The honest next step."""

    NONE = "none"
    SAY_IF_YOURS = "say_if_yours"
    WAIT = "wait"
    PAY = "pay"
    ASK_SHOP = "ask_shop"
    ASK_PERSON = "ask_person"


class Role(StrEnum):
    """What a number is to the sum: what is added less what is taken off comes to the result; the others are shown."""

    SHOWN = "shown"
    ADDED = "added"
    TAKEN = "taken"
    RESULT = "result"


@dataclass(frozen=True)
class Step:
    """One number of the sum, under the name that the words use for it. A sum has at most one result."""

    name: str
    amount: Money
    role: Role = Role.SHOWN


@dataclass(frozen=True)
class Span:
    """Days in a row that money was owed on, and their interest in whole cents (one step of an interest sum).

    `daily_rate` is the exact share of one for a day; `owed` is what bears interest, never below nothing.
    """

    first: date
    last: date
    owed: Money
    apr: Fraction
    daily_rate: Fraction
    interest: Money

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


SIGNS = {Role.ADDED: "+", Role.TAKEN: "-"}


@dataclass(frozen=True)
class Mistake:
    """Something we got wrong: which rule was broken, and what it cost the customer."""

    name: str
    amount: Money


@dataclass(frozen=True)
class Explanation:
    """Why a line is there, made of rows of the customer's own book.

    `facts` are formatted strings, never empty. `cites` are ids of the rows they come from, the line's own first.
    `variant` picks among the wordings of a kind; `sum_variant` among the wordings of its sum. `said_as` and `sum_as`
    name the wording where several kinds share one. `spans` are the days behind an interest sum. `then` are responses
    that close it, but for the one-line form: what comes next, in words that kinds share.
    """

    kind: str
    line_id: str
    facts: Mapping[str, str]
    cites: tuple[str, ...]
    detail: Detail = Detail.SHORT
    variant: str = ""
    sum_variant: str = ""
    said_as: str = ""
    sum_as: str = ""
    steps: tuple[Step, ...] = ()
    spans: tuple[Span, ...] = ()
    then: tuple[str, ...] = ()
    confidence: Confidence = Confidence.CERTAIN
    mistake: Mistake | None = None
    next_step: NextStep = NextStep.NONE
    by_when: date | None = None
    status: str = "final"
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def responses(self) -> tuple[str, ...]:
        """The responses that tell it at the wanted detail, in order; a mistake is said first at every detail."""
        short = _named(self.said_as or self.kind, self.variant)
        if self.detail is Detail.ONE_LINE and not self.mistake:
            return (_named(self.said_as or self.kind, "line"),)
        if self.detail is Detail.FULL and self.steps:
            return (short, _named(self.sum_as or self.kind, self.sum_variant, "full"), *self.then)
        return (short, *self.then)

    @property
    def all_facts(self) -> dict[str, str]:
        """The facts together with the numbers of the sum, under the steps' names, and the whole of it as `sum`."""
        known = {**self.facts, **{step.name: str(step.amount) for step in self.steps}}
        written = self.sum
        return {**known, "sum": written} if written else known

    @property
    def sum(self) -> str:
        """What is added and taken off, as it is written down: `$40.00 + $8.00 = $48.00`; "" when there is no such."""
        terms = [(SIGNS[step.role], str(step.amount)) for step in self.steps if step.role in SIGNS]
        result = next((str(step.amount) for step in self.steps if step.role is Role.RESULT), "")
        if not terms or not result:
            return ""
        return f"{' '.join(' '.join(term) for term in terms).removeprefix('+ ')} = {result}"


def _named(*parts: str) -> str:
    return "_".join(("utter_explain", *(part for part in parts if part)))
