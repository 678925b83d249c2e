"""Interest worked out again from nothing but a book's rows, by average daily balances.

It shares no code with the bank that made the rows. What it needs is what an honest answer needs: if a reason for an
amount did not stand in the rows, this could not find it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate

from candor.billing.money import half_up
from candor.billing.records import Book, Line, LineType, Payment, Plan, Statement

Moves = list[tuple[date, int]]


class Recomputed:
    """Goes through the bills, oldest first, and gives what each should charge: `{kind: cents}` by the closing day."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.deferred = next((plan for plan in book.plans if plan.kind == "deferred"), None)
        self.fees = {fee.line_id: fee.kind for fee in book.fees}
        self.billed: defaultdict[str | None, list[Line]] = defaultdict(list)
        for line in book.lines:
            self.billed[line.statement_id].append(line)

    def interest(self) -> dict[date, dict[str, int]]:
        book, found = self.book, {}
        balance = {"purchase": book.statements[0].previous, "cash": 0}
        grace_before = grace_now = book.statements[0].previous == 0
        last: Statement | None = None
        for bill in book.statements:
            if last is not None:
                grace_before, grace_now = grace_now, self._in_full(last, bill)
            found[bill.close] = self._of(bill, last, balance, grace_before, grace_now)
            for kind in balance:
                balance[kind] += sum(amount for _, amount in self._moves(bill, kind))
                balance[kind] += self._posted_interest(bill, kind)
            last = bill
        return found

    def _of(
        self, bill: Statement, last: Statement | None, balance: dict[str, int], before: bool, now: bool
    ) -> dict[str, int]:
        purchases = self._moves(bill, "purchase")
        if before and not now and last is not None:
            purchases = self._as_if_paid_on_day_one(bill, purchases, last.due)
        charge = 0 if before and now else self._charge(bill, "purchase", balance["purchase"], purchases)
        amounts = {"trailing" if now else "purchase": charge}
        amounts["cash"] = self._charge(bill, "cash", balance["cash"], self._moves(bill, "cash"))
        least = self.book.account.terms.minimum_interest
        if 0 < sum(amounts.values()) < least:
            amounts = {"minimum": least}
        amounts["deferred"] = self._deferred(bill)
        return {kind: amount for kind, amount in amounts.items() if amount}

    def _charge(self, bill: Statement, kind: str, opening: int, moves: Moves) -> int:
        """ADB x daily rate x days of the cycle, for each stretch of days with one rate (domain 1.1)."""
        owed = _owed(bill, opening, moves)
        total = Fraction(0)
        for first, last, apr_bp in self._stretches(bill, kind):
            days = owed[(first - bill.open).days : (last - bill.open).days + 1]
            average = Fraction(sum(max(balance, 0) for balance in days), len(days))
            total += average * Fraction(apr_bp, 10_000) / 365 * len(days)
        return half_up(total)

    def _stretches(self, bill: Statement, kind: str) -> Iterator[tuple[date, date, int]]:
        """The days of a bill in stretches of one rate: first, last, basis points."""
        rates = sorted((row.since, row.apr_bp) for row in self.book.rates if row.balance == kind)
        for number, (since, apr_bp) in enumerate(rates):
            until = rates[number + 1][0] - timedelta(days=1) if number + 1 < len(rates) else bill.close
            first, last = max(since, bill.open), min(until, bill.close)
            if first <= last:
                yield first, last, apr_bp

    def _in_full(self, last: Statement, bill: Statement) -> bool:
        plan = {c.line_id for c in self.book.corrections if c.kind == "plan"}
        came = sum(p.amount for p in self._payments(bill) if p.credited_on <= last.due)
        for line in self.billed[bill.id]:
            credit = line.type in (LineType.REFUND, LineType.CREDIT) and line.id not in plan
            if credit and bill.open <= line.post_date <= last.due:
                came -= line.amount
        return came >= last.new_balance

    def _payments(self, bill: Statement) -> Iterator[Payment]:
        return (p for p in self.book.payments if p.returned_on is None and bill.open <= p.credited_on <= bill.close)

    def _moves(self, bill: Statement, kind: str) -> Moves:
        moves = [(p.credited_on, -p.allocation.get(kind, 0)) for p in self._payments(bill)]
        moves += [(n.post_date, n.amount) for n in self.billed[bill.id] if self._kind(n) == kind]
        if kind == "purchase" and self.deferred and bill.open <= self.deferred.ends <= bill.close:
            moves.append((self.deferred.ends + timedelta(days=1), self._offer_on(self.deferred, self.deferred.ends)))
        return moves

    def _kind(self, line: Line) -> str:
        fee = self.fees.get(line.id, "")
        if line.type == LineType.CASH_ADVANCE or fee == "cash":
            return "cash"
        if line.type in (LineType.TRANSFER, LineType.PAYMENT, LineType.INTEREST) or fee == "transfer":
            return ""
        return "" if self.deferred and line.id == self.deferred.line_id else "purchase"

    def _posted_interest(self, bill: Statement, kind: str) -> int:
        cash = {c.line_id for c in self.book.interest if c.kind == "cash"}
        rows = [n for n in self.billed[bill.id] if n.type == LineType.INTEREST]
        return sum(n.amount for n in rows if (n.id in cash) == (kind == "cash"))

    def _as_if_paid_on_day_one(self, bill: Statement, moves: Moves, due: date) -> Moves:
        in_time = [p for p in self._payments(bill) if p.credited_on <= due]
        early = [(p.credited_on, -p.allocation.get("purchase", 0)) for p in in_time]
        rest = list(moves)
        for move in early:
            rest.remove(move)
        return rest + [(bill.open, amount) for _, amount in early]

    def _offer_on(self, plan: Plan, day: date) -> int:
        paid = [p for p in self.book.payments if p.returned_on is None and plan.starts <= p.credited_on <= day]
        return plan.amount - sum(p.allocation.get("promo", 0) for p in paid)

    def _deferred(self, bill: Statement) -> int:
        plan = self.deferred
        if plan is None or not bill.open <= plan.ends <= bill.close or self._offer_on(plan, plan.ends) <= 0:
            return 0
        days = (plan.ends - plan.starts).days + 1
        owed = sum(self._offer_on(plan, plan.starts + timedelta(days=n)) for n in range(days))
        return half_up(Fraction(owed) * Fraction(plan.apr_bp, 10_000) / 365)


def _owed(bill: Statement, opening: int, moves: Moves) -> list[int]:
    """The end-of-day balances of a bill."""
    days = (bill.close - bill.open).days + 1
    steps: defaultdict[date, int] = defaultdict(int)
    for day, amount in moves:
        steps[day] += amount
    return list(accumulate((steps[bill.open + timedelta(days=n)] for n in range(days)), initial=opening))[1:]
