"""A book's rows as daily ledgers, so that the interest of any of its bills can be worked out again.

What the bank charged is read only where it is a debt of later days, never to find what it should have charged. Money
counts on the day it was received, whenever the bank credited it; a payment that came back had never come.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate, pairwise
from operator import attrgetter

from candor.billing.interest.cycle import Balance, BalanceType, BillInterest, bill_interest
from candor.billing.interest.daily import Daily, Entry
from candor.billing.interest.deferred import Deferred, deferred_interest
from candor.billing.interest.grace import Grace
from candor.billing.interest.method import DayCount, Method
from candor.billing.interest.rates import Rate, Rates, always, changes, rate_on
from candor.billing.receipts import counts_on
from candor.billing.records import Book, Line, LineType, Payment, Plan, Statement
from candor.billing.tariff import basis_points
from candor.billing.timeline import Timeline

OF_TYPE = {LineType.CASH_ADVANCE: BalanceType.CASH, LineType.TRANSFER: BalanceType.TRANSFER}
OF_REASON = {"cash": BalanceType.CASH, "transfer": BalanceType.TRANSFER}
BILLED_MONTHLY = (BalanceType.PURCHASE, BalanceType.CASH, BalanceType.TRANSFER)
CREDITS = (LineType.REFUND, LineType.CREDIT)


@dataclass(frozen=True)
class Came:
    """A payment with the day it counts, and what it lowered of which balance, in cents."""

    day: date
    payment: Payment
    parts: Mapping[str, int]

    def stands(self, by: date) -> bool:
        """Whether it had not come back by a day."""
        return self.payment.returned_on is None or self.payment.returned_on > by


class Receipts:
    """Payments by the day they count, oldest first; those of one day in the book's order."""

    def __init__(self, came: Iterable[Came]) -> None:
        self._came = tuple(sorted(came, key=attrgetter("day")))
        self._days: list[date] = [one.day for one in self._came]
        self._returned = tuple(one for one in self._came if one.payment.returned_on)
        self._sums = {
            kind: list(accumulate((one.parts.get(kind, 0) for one in self._came), initial=0)) for kind in BalanceType
        }

    def within(self, first: date, last: date, by: date) -> list[Came]:
        """Those of a span of days, but for those that had come back by a day."""
        found = self._came[bisect_left(self._days, first) : bisect_right(self._days, last)]
        return [one for one in found if one.stands(by)]

    def before(self, kind: str, day: date, by: date) -> int:
        """What had lowered a balance before a day, in cents, but for what had come back by another."""
        back = sum(one.parts.get(kind, 0) for one in self._returned if one.day < day and not one.stands(by))
        return self._sums[BalanceType(kind)][bisect_left(self._days, day)] - back


class History:
    """One pass over a book; then each bill's interest costs only its own rows (`history_of`)."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.bills = sorted(book.statements, key=lambda bill: bill.close)
        self._place = {bill.id: number for number, bill in enumerate(self.bills)}
        days = book.account.terms.day_count
        self.method = Method(DayCount(days)) if days in list(DayCount) else None
        self.offers = sorted((plan for plan in book.plans if plan.kind == "deferred"), key=lambda plan: plan.starts)
        self._receipts = self._received({})
        to_plan = {row.line_id for row in book.corrections if row.kind == "plan"}
        self._postings = {kind: Timeline(lines) for kind, lines in self._by_kind().items()}
        others = (line for line in book.lines if line.type != LineType.PURCHASE)
        self._credits = Timeline(line for line in others if line.type in CREDITS and line.id not in to_plan)
        self._rates = self._periods()
        self._interest: dict[str, BillInterest | None] = {}

    def counting(self, days: Mapping[str, date]) -> History:
        """The same history, had some payments (by their ids) counted on other days."""
        other = copy(self)
        other._receipts, other._interest = self._received(days), {}
        return other

    def _received(self, days: Mapping[str, date]) -> Receipts:
        counted = ((days.get(paid.id) or counts_on(self.book, paid), paid) for paid in self.book.payments)
        return Receipts(self._given_out(day, paid) for day, paid in counted)

    def interest(self, bill: Statement) -> BillInterest | None:
        """What a bill should charge, with its steps.

        None when the book does not hold what that takes: the account's rates and terms, days in their order, or which
        of two offers at a time a payment went to. Kept, since several lines of a bill ask for it.
        """
        if bill.id not in self._interest:
            self._interest[bill.id] = self._worked_out(bill)
        return self._interest[bill.id]

    def _worked_out(self, bill: Statement) -> BillInterest | None:
        rates_known = bool(self.book.account.apr_bp or self._rates)
        if self.method is None or not rates_known or bill.close < bill.open or self._offers_unclear():
            return None
        balances = [Balance(kind, self.daily(kind, bill), self._rates_over(kind, bill)) for kind in BILLED_MONTHLY]
        if any(not one.rates and (one.daily.opening or one.daily.entries) for one in balances):
            return None
        balances = [one if one.rates else replace(one, rates=always(Fraction(0))) for one in balances]
        minimum = self.book.account.terms.minimum_interest
        return bill_interest(balances, self.method, self.grace(bill), minimum, self._deferred(bill, self.method))

    def grace(self, bill: Statement) -> Grace:
        """The facts of the grace table for a bill's cycle; the first bill's stand on what it began with."""
        number = self._place[bill.id]
        new = self.bills[0].previous <= 0
        if number == 0:
            return Grace(new, new, bill.close)
        before = self._in_full(number - 2, number - 1) if number > 1 else new
        return Grace(before, self._in_full(number - 1, number), self.bills[number - 1].due)

    def before(self, bill: Statement) -> Statement | None:
        """The bill that was due in a bill's cycle; None for the first."""
        number = self._place[bill.id]
        return self.bills[number - 1] if number else None

    def after(self, bill: Statement) -> Statement | None:
        """The bill of the cycle that a bill was due in; None for the newest."""
        number = self._place[bill.id] + 1
        return self.bills[number] if number < len(self.bills) else None

    def came(self, bill: Statement, by: date) -> list[tuple[date, int]]:
        """What lowered the bill before it, from a bill's first day until a day: days and cents, oldest first."""
        paid = [(one.day, one.payment.amount) for one in self._receipts.within(bill.open, by, bill.close)]
        back = [(line.post_date, -line.amount) for line in self._credits.within(bill.open, by)]
        return sorted(paid + back)

    def paid_in(self, bill: Statement) -> tuple[str, ...]:
        """The ids of the payments that count in a bill's cycle."""
        return tuple(one.payment.id for one in self._receipts.within(bill.open, bill.close, bill.close))

    def _in_full(self, number: int, following: int) -> bool:
        """Whether what came in during the following cycle, by the due day, was all of a bill."""
        bill = self.bills[number]
        return sum(amount for _, amount in self.came(self.bills[following], bill.due)) >= bill.new_balance

    def daily(self, kind: BalanceType, bill: Statement) -> Daily:
        """A balance over a bill's cycle. The bill's own interest joins it after the last day."""
        lines = self._postings[kind]
        opening = lines.before(bill.open) + (self.bills[0].previous if kind is BalanceType.PURCHASE else 0)
        entries = [
            Entry(line.post_date, line.amount)
            for line in lines.within(bill.open, bill.close)
            if line.type is not LineType.INTEREST
        ]
        opening -= self._receipts.before(kind, bill.open, bill.close)
        entries += (
            Entry(one.day, -one.parts[kind], paid=True)
            for one in self._receipts.within(bill.open, bill.close, bill.close)
            if one.parts.get(kind)
        )
        for entry in self._offers_over(kind, bill.close):
            if entry.day < bill.open:
                opening += entry.amount
            elif entry.day <= bill.close:
                entries.append(entry)
        return Daily(bill.open, bill.close, opening, tuple(entries))

    def _offers_over(self, kind: BalanceType, by: date) -> Iterator[Entry]:
        """What was left of an offer is an ordinary purchase from the day after its last."""
        for offer in self.offers if kind is BalanceType.PURCHASE else ():
            left = self._owed_on(offer, offer.ends, by).closing if offer.ends < by else 0
            if left > 0:
                yield Entry(offer.ends + timedelta(days=1), left)

    def _given_out(self, day: date, payment: Payment) -> Came:
        """What a payment lowered: as the bank gave it out, but nothing can go to an offer that is over."""
        parts: defaultdict[str, int] = defaultdict(int)
        runs = any(offer.starts <= day <= offer.ends for offer in self.offers)
        for kind, amount in (payment.allocation or {BalanceType.PURCHASE: payment.amount}).items():
            parts[kind if kind != BalanceType.PROMO or runs else BalanceType.PURCHASE] += amount
        return Came(day, payment, dict(parts))

    def _owed_on(self, offer: Plan, day: date, by: date) -> Daily:
        """What was owed under an offer from its first day until a day."""
        paid = [
            Entry(one.day, -one.parts.get(BalanceType.PROMO, 0), paid=True)
            for one in self._receipts.within(offer.starts, day, by)
        ]
        return Daily(offer.starts, day, offer.amount, tuple(paid))

    def _deferred(self, bill: Statement, method: Method) -> Deferred | None:
        """The interest on hold of an offer that ends in a bill's cycle."""
        ending = [offer for offer in self.offers if bill.open <= offer.ends <= bill.close]
        if not ending:
            return None
        (offer, *_) = ending
        owed = self._owed_on(offer, offer.ends, bill.close)
        return deferred_interest(owed, offer.ends, always(basis_points(offer.apr_bp)), method)

    def on_hold(self, offer: Plan, today: date) -> Deferred | None:
        """An offer that runs: what is unpaid of it, and its interest until today. None when rows do not tell."""
        if self.method is None or self._offers_unclear():
            return None
        rates = always(basis_points(offer.apr_bp))
        return deferred_interest(self._owed_on(offer, today, today), offer.ends, rates, self.method)

    def _offers_unclear(self) -> bool:
        backwards = any(offer.ends < offer.starts for offer in self.offers)
        return backwards or any(one.ends >= other.starts for one, other in pairwise(self.offers))

    def aprs(self, kind: BalanceType, bill: Statement) -> frozenset[Fraction]:
        """The yearly rates of a balance in a bill's cycle; none when the book does not tell those of all its days."""
        rates = self._rates_over(kind, bill)
        days = {bill.open, *changes(rates, bill.open, bill.close)}
        return frozenset(rate_on(rates, day) for day in days) if rates else frozenset()

    def _rates_over(self, kind: BalanceType, bill: Statement) -> Rates:
        """The rates of a balance; today's alone where the book has no days of any, and none where they begin later."""
        if kind not in self._rates:
            today = self.book.account.apr_bp.get(kind, 0)
            return always(basis_points(today))
        rates = self._rates[kind]
        return rates if min(rate.since for rate in rates) <= bill.open else ()

    def _periods(self) -> dict[str, list[Rate]]:
        found: defaultdict[str, list[Rate]] = defaultdict(list)
        for period in self.book.rates:
            found[period.balance].append(Rate(period.since, basis_points(period.apr_bp)))
        return dict(found)

    def _by_kind(self) -> dict[BalanceType, list[Line]]:
        """The lines of each balance; those of an offer and of payments are read from their own rows."""
        reasons = {fee.line_id: fee.kind for fee in self.book.fees}
        reasons |= {charge.line_id: charge.kind for charge in self.book.interest}
        offers = {offer.line_id for offer in self.offers}
        found: dict[BalanceType, list[Line]] = {kind: [] for kind in BILLED_MONTHLY}
        purchases = found[BalanceType.PURCHASE]
        # Nearly every line of a long history is a purchase: looked at first, or old years make each answer slower.
        for line in self.book.lines:
            if line.type == LineType.PURCHASE:
                if line.id not in offers:
                    purchases.append(line)
            elif line.type != LineType.PAYMENT:
                kind = OF_TYPE.get(line.type) or OF_REASON.get(reasons.get(line.id, ""), BalanceType.PURCHASE)
                found[kind].append(line)
        return found


@lru_cache(maxsize=32)
def history_of(book: Book) -> History:
    """A book's history, made once for each book: the pass over its lines is most of the work."""
    return History(book)
