"""An interest line held against what the rows come to, and what its words need; the base of all kinds of interest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from candor.billing.explanation import Span
from candor.billing.interest import Accrued, BalanceType, BillInterest, Charge
from candor.billing.interest.history import History, history_of
from candor.billing.interest.whole import whole_of
from candor.billing.page import Page
from candor.billing.records import InterestCharge, Line, Statement
from candor.billing.tariff import basis_points

BALANCE = {"cash": BalanceType.CASH, "transfer": BalanceType.TRANSFER}
DEFERRED = "deferred"


@dataclass(frozen=True)
class Worked:
    """What a bill should charge. `kind` is the one that the rows come to, `right` its cents before anything given back.

    `bill` carries the line, `before` is the bill that was due in its days; None when there is none in the book.
    """

    row: InterestCharge
    bill: Statement
    before: Statement | None
    history: History
    found: BillInterest
    kind: str
    right: int

    @property
    def charges(self) -> tuple[Charge, ...]:
        """The balances behind the line, those that cost nothing left out."""
        wanted = BALANCE.get(self.kind, BalanceType.PURCHASE)
        return tuple(c for c in self.found.charges if c.cents and (self.kind == "minimum" or c.kind is wanted))

    @property
    def accrued(self) -> tuple[Accrued, ...]:
        """The days behind the line, balance by balance; none when nothing should be charged."""
        if not self.right:
            return ()
        if self.kind == DEFERRED:
            return (self.found.deferred.stored,) if self.found.deferred else ()
        return tuple(charge.accrued for charge in self.charges)

    @property
    def computed(self) -> int:
        """The interest before the smallest charge is applied, in cents."""
        return sum(accrued.cents for accrued in self.accrued)


@dataclass(frozen=True)
class Said:
    """What one kind says of its line: its wording, the facts for it, and how it goes on."""

    variant: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    cites: tuple[str, ...] = ()
    then: tuple[str, ...] = ()


def work_out(page: Page, line: Line, row: InterestCharge) -> Worked | None:
    """None when the book does not hold all that it takes, or when its rows do not agree with each other."""
    bill = page.statement(line.statement_id)
    if bill is None or bill.id not in whole_of(page.book).bills or not _rate_known(page, row, bill):
        return None
    history = history_of(page.book)
    found = history.interest(bill)
    right = _right(page, row, bill, found) if found else None
    if found is None or right is None or (right[1] != line.amount and _began_before(history, bill)):
        return None
    return Worked(row, bill, history.before(bill), history, found, *right)


def spans_of(page: Page, its: Worked) -> tuple[Span, ...]:
    """The days behind the line on which something was owed, balance by balance and oldest first."""
    return tuple(
        Span(s.first, s.last, page.money(s.counted), s.apr, s.daily_rate, page.money(s.cents))
        for accrued in its.accrued
        for s in accrued.steps
        if s.counted
    )


def _rate_known(page: Page, row: InterestCharge, bill: Statement) -> bool:
    """Whether the account had the row's rate in the bill's days; where it holds today's rates only, whether it is one
    of those. Interest at a rate that is not known can not be held against anything."""
    if row.kind == DEFERRED:
        return True
    if not page.book.rates:
        return page.book.account.apr_bp.get(BALANCE.get(row.kind, "purchase")) == row.apr_bp
    kind = BALANCE.get(row.kind, BalanceType.PURCHASE)
    return basis_points(row.apr_bp) in history_of(page.book).aprs(kind, bill)


def _began_before(history: History, bill: Statement) -> bool:
    """Whether the bill stands on days before the book's first one: how those were paid can not be seen."""
    return history.bills[0].previous > 0 and bill in history.bills[:2]


def _right(page: Page, row: InterestCharge, bill: Statement, found: BillInterest) -> tuple[str, int] | None:
    """The kind and the cents that should stand in the line's place."""
    due, others = found.lines, _others(page, row, bill)
    if row.kind in due and row.kind not in others:
        return row.kind, due[row.kind]
    missing = {kind: cents for kind, cents in due.items() if kind not in others and kind != DEFERRED}
    if row.kind == DEFERRED or not missing:
        return row.kind, 0
    return next(iter(missing.items())) if len(missing) == 1 and not others - {DEFERRED} else None


def _others(page: Page, row: InterestCharge, bill: Statement) -> set[str]:
    """The kinds of the bill's other interest; of two lines of one kind the first is the one that is meant."""
    rows = whole_of(page.book).interest.get(bill.id, ())
    earlier = rows[: rows.index(row)] if row in rows else rows
    return {one.kind for one in rows if one is not row and (one.kind != row.kind or one in earlier)}
