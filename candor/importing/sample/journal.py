"""Where the sample bank writes one customer's rows, until they are bound as a Book."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import lru_cache
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from candor.billing.records import (
    Account,
    AprPeriod,
    Authorisation,
    Book,
    Card,
    Correction,
    Customer,
    Descriptor,
    Fee,
    InterestCharge,
    Line,
    LineType,
    Merchant,
    Payment,
    Plan,
    Refund,
    Statement,
    Subscription,
)
from candor.importing.sample.cycles import BILLED, Cycle, cycle_of
from candor.importing.sample.ids import Ids, opaque
from candor.importing.sample.recipe import Shop

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
PRINTED = 25


@lru_cache(maxsize=512)
def merchant_id(shop: str) -> str:
    """A shop has the same id in every book."""
    return opaque("m", shop)


@dataclass
class Journal:
    """The growing rows of one account."""

    customer: Customer
    account: Account
    cards: list[Card]
    cycles: list[Cycle]
    ids: Ids
    rng: Random
    statement_ids: dict[int, str] = field(init=False)
    lines: list[Line] = field(default_factory=list)
    columns: Counter[tuple[int, LineType]] = field(default_factory=Counter)
    statements: list[Statement] = field(default_factory=list)
    authorisations: list[Authorisation] = field(default_factory=list)
    fees: list[Fee] = field(default_factory=list)
    interest: list[InterestCharge] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    refunds: list[Refund] = field(default_factory=list)
    subscriptions: list[Subscription] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    rates: list[AprPeriod] = field(default_factory=list)
    merchants: dict[str, Merchant] = field(default_factory=dict)
    descriptors: dict[str, Descriptor] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.statement_ids = {n: self.ids.new("s") for n in range(1, BILLED + 1)}

    def post(self, kind: LineType, amount: int, descriptor: str, post: date, **more: Any) -> Line:
        """Writes a posted line; it stands on the bill of the cycle that `post` lies in, once that is billed."""
        cycle = cycle_of(post, self.cycles)
        line = Line(
            id=self.ids.new("t"),
            account_id=self.account.id,
            type=kind,
            amount=amount,
            descriptor=descriptor,
            txn_date=more.pop("txn_date", post),
            post_date=post,
            statement_id=self.statement_ids.get(cycle.number),
            **more,
        )
        self.lines.append(line)
        self.columns[cycle.number, kind] += amount
        return line

    def printed(self, shop: Shop) -> tuple[str, str | None]:
        """The name as it stands on the bill and the shop's id, both also kept as rows."""
        raw = shop.raw.replace("{code}", "".join(self.rng.choices(LETTERS, k=6)))[:PRINTED].rstrip()
        merchant = self._merchant(shop) if shop.brand else None
        if raw not in self.descriptors:
            known = Descriptor(opaque("n", raw), raw, merchant, shop.confidence, shop.prefix, "sample")
            self.descriptors[raw] = known
        return raw, merchant

    def _merchant(self, shop: Shop) -> str:
        key = merchant_id(shop.key)
        if key not in self.merchants:
            self.merchants[key] = Merchant(
                key, shop.brand or "", shop.country, shop.mcc, shop.city, shop.address, shop.phone, shop.parent
            )
        return key

    def instant(self, day: date, at: str = "") -> datetime:
        """A moment of a local day as UTC, by the clock time `at` (`16:40`) or somewhere in shop hours."""
        hour, minute = map(int, at.split(":")) if at else (self.rng.randint(8, 15), self.rng.randint(0, 59))
        local = datetime.combine(day, time(hour, minute), ZoneInfo(self.customer.time_zone))
        return local.astimezone(UTC)

    def book(self) -> Book:
        return Book(
            customer=self.customer,
            account=self.account,
            cards=tuple(self.cards),
            statements=tuple(self.statements),
            lines=tuple(sorted(self.lines, key=lambda line: line.post_date)),
            authorisations=tuple(sorted(self.authorisations, key=lambda hold: hold.at)),
            fees=tuple(self.fees),
            interest=tuple(self.interest),
            payments=tuple(self.payments),
            refunds=tuple(self.refunds),
            subscriptions=tuple(self.subscriptions),
            plans=tuple(self.plans),
            corrections=tuple(self.corrections),
            rates=tuple(sorted(self.rates, key=lambda period: period.since)),
            merchants=self.merchants,
            descriptors=tuple(self.descriptors.values()),
        )
