"""The last day of a cycle: interest, the columns of the bill, the minimum due."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from candor.billing.records import InterestCharge, LineType, Statement
from candor.importing.sample.arithmetic import (
    days_between,
    interest,
    minimum_due,
    purchase_interest,
    rounded,
    with_minimum,
)
from candor.importing.sample.cycles import Cycle
from candor.importing.sample.life import Life
from candor.importing.sample.paying import plan_payments

WORDS = {
    "purchase": "INTEREST CHARGE ON PURCHASES",
    "trailing": "INTEREST CHARGE ON PURCHASES",
    "cash": "INTEREST CHARGE ON CASH ADVANCES",
    "minimum": "MINIMUM INTEREST CHARGE",
    "deferred": "DEFERRED INTEREST CHARGE",
}


def close(life: Life, cycle: Cycle) -> None:
    """Bills the cycle and begins the next one."""
    kind = _judge_last_bill(life, cycle)
    _charge_interest(life, cycle, kind)
    bill = _bill(life, cycle)
    life.journal.statements.append(bill)
    life.ledger.turn()
    life.receipts.clear()
    plan_payments(life, bill, cycle.number)


def _judge_last_bill(life: Life, cycle: Cycle) -> str:
    """Notes whether the last bill was paid in full by its due day; the kind of interest that follows, or ''."""
    last = cycle.number - 1
    full_before = life.paid_in_full.get(last - 1, not life.person.opening)
    if life.journal.statements:
        bill = life.journal.statements[-1]
        life.paid_in_full[last] = life.received_by(bill.due) >= bill.new_balance
    full_now = life.paid_in_full.setdefault(last, not life.person.opening)
    if full_before and full_now:
        return ""
    return "trailing" if full_now else "purchase"


def _charge_interest(life: Life, cycle: Cycle, kind: str) -> None:
    deferred = _deferred_interest(life, cycle)
    drawers = life.ledger.drawers
    purchases = drawers["purchase"].month(cycle)
    due = life.journal.statements[-1].due if life.journal.statements else cycle.close
    last = cycle.number - 1
    exact = purchase_interest(
        purchases,
        _rates(life, cycle, "purchase"),
        due,
        full_before=life.paid_in_full.get(last - 1, not life.person.opening),
        full_now=life.paid_in_full[last],
    )
    cash = rounded(interest(drawers["cash"].month(cycle).owed_each_day(), _rates(life, cycle, "cash")))
    computed = {kind or "purchase": rounded(exact), "cash": cash}
    total = sum(computed.values())
    if with_minimum(total, life.journal.account.terms.minimum_interest) != total:
        _charge(life, cycle, "minimum", total)
    else:
        for name, amount in computed.items():
            _charge(life, cycle, name, amount)
    _charge(life, cycle, "deferred", deferred)


def _rates(life: Life, cycle: Cycle, drawer: str) -> list[int]:
    """The yearly rate of each day of the cycle."""
    return [life.ledger.drawers[drawer].apr_on(day) for day in days_between(cycle.open, cycle.close)]


def _charge(life: Life, cycle: Cycle, kind: str, computed: int) -> None:
    if not computed:
        return
    drawer = "cash" if kind == "cash" else "purchase"
    terms = life.journal.account.terms
    amount = terms.minimum_interest if kind == "minimum" else computed
    line = life.journal.post(LineType.INTEREST, amount, WORDS[kind], cycle.close)
    life.ledger.add(drawer, cycle.close, amount)
    begin, end = _span(life, cycle, kind)
    apr = life.ledger.drawers[drawer].apr_on(cycle.close)
    journal = life.journal
    row = InterestCharge(journal.ids.new("i"), journal.account.id, line.id, kind, amount, apr, begin, end, computed)
    journal.interest.append(row)


def _span(life: Life, cycle: Cycle, kind: str) -> tuple[date, date]:
    if kind == "deferred" and life.deferred:
        return life.deferred.starts, life.deferred.ends
    return cycle.open, cycle.close


def _deferred_interest(life: Life, cycle: Cycle) -> int:
    """What was on hold, if the offer ended in this cycle with something left; else the store grows (domain 1.2)."""
    offer = life.deferred
    if offer is None or offer.ends < cycle.open:
        return 0
    owed = life.ledger.drawers["promo"].month(cycle).owed_each_day()
    within = owed[: (min(offer.ends, cycle.close) - cycle.open).days + 1]
    life.deferred_interest += interest(within, [offer.apr_bp] * len(within))
    if offer.ends > cycle.close:
        return 0
    if owed[(offer.ends - cycle.open).days] <= 0:
        return 0
    charged, life.deferred_interest = rounded(life.deferred_interest), Fraction(0)
    return charged


def _bill(life: Life, cycle: Cycle) -> Statement:
    journal = life.journal
    column = {kind: journal.columns[cycle.number, kind] for kind in LineType}
    last = journal.statements[-1] if journal.statements else None
    paid = life.received_by(cycle.close, only_payments=True)
    past_due = max(last.minimum_due - paid, 0) if last else 0
    extra = column[LineType.INTEREST] + column[LineType.FEE]
    return Statement(
        id=journal.statement_ids[cycle.number],
        account_id=journal.account.id,
        open=cycle.open,
        close=cycle.close,
        transmitted_on=cycle.transmitted,
        due=cycle.due,
        previous=last.new_balance if last else life.person.opening,
        purchases=column[LineType.PURCHASE],
        cash=column[LineType.CASH_ADVANCE],
        transfers=column[LineType.TRANSFER],
        fees=column[LineType.FEE],
        interest=column[LineType.INTEREST],
        payments=-column[LineType.PAYMENT],
        credits=-column[LineType.REFUND] - column[LineType.CREDIT],
        new_balance=life.ledger.total,
        minimum_due=minimum_due(life.ledger.total, extra, past_due, journal.account.terms.least_due),
    )
