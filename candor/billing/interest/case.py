"""A cycle described from outside, with no account behind it: what an auditor or a test hands in (see solve)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from candor.billing.interest.allocation import Allocation, MinimumTo, Owed, allocate
from candor.billing.interest.cycle import Balance, BalanceType, BillInterest, bill_interest
from candor.billing.interest.daily import Daily, Entry
from candor.billing.interest.deferred import deferred_interest
from candor.billing.interest.grace import Grace
from candor.billing.interest.method import Method
from candor.billing.interest.rates import Rates, always, rate_on


@dataclass(frozen=True)
class Booking:
    """An entry of a case. A payment without a balance is given out by the rules of allocation."""

    entry: Entry
    balance: BalanceType | None = BalanceType.PURCHASE


@dataclass(frozen=True)
class Paying:
    """What decides where payments go: the minimum due and its order, disputed cents, offers in their last cycles."""

    minimum_due: int = 0
    minimum_to: MinimumTo = MinimumTo.LOWEST
    disputed: Mapping[BalanceType, int] = field(default_factory=dict)
    offer_ends: frozenset[BalanceType] = frozenset()


@dataclass(frozen=True)
class Offer:
    """A purchase whose interest is on hold until `ends`; `daily` is what was owed of it since."""

    daily: Daily
    ends: date
    rates: Rates


@dataclass(frozen=True)
class Case:
    """One cycle: balances in cents, what happened on which day, rates, and the terms. Entries are in file order."""

    open: date
    close: date
    opening: Mapping[BalanceType, int]
    rates: Mapping[BalanceType, Rates]
    bookings: tuple[Booking, ...] = ()
    method: Method = field(default_factory=Method)
    grace: Grace | None = None
    minimum_interest: int = 0
    paying: Paying = field(default_factory=Paying)
    offer: Offer | None = None
    currency: str = "USD"


@dataclass(frozen=True)
class Given:
    """A payment that was given out by the rules, and where it went."""

    day: date
    amount: int
    allocation: Allocation


@dataclass(frozen=True)
class Solved:
    interest: BillInterest
    given: tuple[Given, ...] = ()


def solve(case: Case) -> Solved:
    """The interest of a case with every step, and where its payments went.

    Raises ValueError for an entry outside of the cycle, and for a day without a rate.
    """
    entries: dict[BalanceType, list[Entry]] = {kind: [] for kind in _kinds(case)}
    given = tuple(_book(case, entries))
    balances = [
        Balance(kind, Daily(case.open, case.close, case.opening.get(kind, 0), tuple(found)), _rates(case, kind))
        for kind, found in entries.items()
    ]
    offer = case.offer
    deferred = deferred_interest(offer.daily, offer.ends, offer.rates, case.method) if offer else None
    return Solved(bill_interest(balances, case.method, case.grace, case.minimum_interest, deferred), given)


def _book(case: Case, entries: dict[BalanceType, list[Entry]]) -> Iterator[Given]:
    """Sorts the bookings into the ledgers, day by day; yields the payments that had to be given out."""
    open_minimum = case.paying.minimum_due
    for booking in sorted(case.bookings, key=lambda booking: booking.entry.day):
        entry = booking.entry
        if booking.balance is not None:
            entries[booking.balance].append(entry)
        else:
            found = allocate(-entry.amount, open_minimum, _owed(case, entries, entry.day), case.paying.minimum_to)
            for kind, amount in found.by_kind.items():
                entries[BalanceType(kind)].append(Entry(entry.day, -amount, paid=True))
            yield Given(entry.day, -entry.amount, found)
        open_minimum += entry.amount if entry.paid else 0


def _owed(case: Case, entries: Mapping[BalanceType, list[Entry]], day: date) -> list[Owed]:
    return [
        Owed(
            kind=kind,
            amount=case.opening.get(kind, 0) + sum(entry.amount for entry in found),
            apr=rate_on(_rates(case, kind), day),
            disputed=case.paying.disputed.get(kind, 0),
            offer_ends=kind in case.paying.offer_ends,
        )
        for kind, found in entries.items()
    ]


def _kinds(case: Case) -> list[BalanceType]:
    """The balances of a case; purchases too when a payment might leave a credit among them."""
    named = {*case.opening, *case.rates, *(booking.balance for booking in case.bookings if booking.balance)}
    if any(booking.balance is None for booking in case.bookings):
        named.add(BalanceType.PURCHASE)
    return [kind for kind in BalanceType if kind in named]


def _rates(case: Case, kind: BalanceType) -> Rates:
    """A balance without a rate is one that nothing was ever owed on: it can only hold a credit."""
    return case.rates.get(kind) or always(Fraction(0))
