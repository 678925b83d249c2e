"""One account living through its days: what is planned, what came in, and the rows and balances that follow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from candor.billing.records import Fee, Line, LineType, Plan
from candor.importing.sample.cycles import BILLED, Cycle
from candor.importing.sample.journal import Journal
from candor.importing.sample.ledger import Ledger
from candor.importing.sample.recipe import Event, Person, Shop

RULES = "terms.1"


@dataclass(frozen=True)
class Receipt:
    """Money or a credit that came in during this cycle, in cents; `paid` when the customer sent it."""

    day: date
    amount: int
    paid: bool
    source: str


@dataclass
class Life:
    """The state of one account between two days. Acts on the agenda run in the order in which they were put there."""

    person: Person
    shops: Mapping[str, Shop]
    journal: Journal
    ledger: Ledger
    cycles: list[Cycle]
    today: date
    rng: Random
    agenda: defaultdict[date, list[Callable[[], None]]] = field(default_factory=lambda: defaultdict(list))
    named: dict[str, Line] = field(default_factory=dict)
    receipts: list[Receipt] = field(default_factory=list)
    paid_in_full: dict[int, bool] = field(default_factory=dict)
    penalties: list[tuple[str, int]] = field(default_factory=list)
    deferred: Plan | None = None
    deferred_interest: Fraction = Fraction(0)

    def on(self, day: date, act: Callable[[], None]) -> None:
        """Plans an act; what lies after today has not happened yet and is left out."""
        if day <= self.today:
            self.agenda[day].append(act)

    def day_of(self, event: Event) -> date:
        """The day on which an event posts."""
        if event.ago is not None:
            return self.today - timedelta(days=event.ago - event.posts_after)
        cycle = self.cycles[BILLED + (event.cycle or 0)]
        if event.end is not None:
            return cycle.close - timedelta(days=event.end)
        return cycle.open + timedelta(days=event.day - 1)

    def received_by(self, day: date, *, only_payments: bool = False) -> int:
        """What came in during this cycle up to a day, in cents."""
        return sum(r.amount for r in self.receipts if r.day <= day and (r.paid or not only_payments))

    def charge_fee(
        self, kind: str, amount: int, descriptor: str, day: date, trigger: str | None, drawer: str = "purchase"
    ) -> Line:
        """Posts a fee line with the row that says why it is there."""
        line = self.journal.post(LineType.FEE, amount, descriptor, day)
        fee = Fee(self.journal.ids.new("f"), self.journal.account.id, line.id, kind, amount, trigger, RULES)
        self.journal.fees.append(fee)
        self.ledger.add(drawer, day, amount)
        return line
