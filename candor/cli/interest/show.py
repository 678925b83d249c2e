"""A worked-out case of interest as people read it in a terminal."""

from __future__ import annotations

from rich.markup import escape
from rich.table import Table

from candor.billing.interest import Accrued, Charge, Row, Step
from candor.billing.interest.case import Case, Given, Solved
from candor.billing.money import Money, half_up
from candor.cli.interest.plain import decimal_of
from candor.cli.terminal import out

GRACE = {
    Row.KEPT: "paid in full twice running: no interest",
    Row.LOST: "this bill was not paid in full: only what was not paid by the due day bears interest",
    Row.TRAILING: "paid in full now, not the time before: interest until the payment",
    Row.NONE: "not paid in full twice running: every day bears interest",
}
WHY = {
    "minimum": "the minimum due",
    "offer_ends": "an offer that ends soon",
    "highest_rate": "the highest rate",
    "disputed": "disputed, so last",
    "overpaid": "more than was owed",
}


def show(case: Case, solved: Solved) -> None:
    """Prints each balance with its days, where payments went, and what the bill charges."""
    found, screen = solved.interest, out()
    screen.print(f"Interest from {case.open} to {case.close}, {escape(_method(case))}")
    for given in solved.given:
        screen.print(_given(case, given))
    for charge in found.charges:
        screen.print(f"\n[bold]{charge.kind}[/]{_grace(charge)}")
        _show_sum(case, charge.accrued)
    if found.deferred:
        screen.print(f"\n[bold]on hold[/] until {found.deferred.ends}: {_deferred(case, solved)}")
        _show_sum(case, found.deferred.stored)
    if found.raised_by:
        told = f"{_money(case, found.computed)} is below the minimum: {_money(case, found.raised_by)} more"
        screen.print(f"\n{told}")
    screen.print(f"\n[bold]The bill charges {_money(case, found.billed)}[/]")


def _method(case: Case) -> str:
    method = case.method
    year = {"365": "a year of 365 days", "360": "a year of 360 days", "actual": "the year's own days"}
    parts = [year[method.day_count], "compounding daily" if method.compounding == "daily" else "not compounding"]
    if method.rate_digits is not None:
        parts.append(f"daily rate rounded to {method.rate_digits} decimals of percent")
    return ", ".join(parts)


def _grace(charge: Charge) -> str:
    return f": {GRACE[charge.row]}" if charge.row else ""


def _show_sum(case: Case, accrued: Accrued) -> None:
    if not accrued.steps:
        return
    table = Table(box=None, show_header=False)
    for _ in range(6):
        table.add_column(no_wrap=True)
    for step in accrued.steps:
        table.add_row(*_row(case, step))
    screen = out()
    screen.print(table)
    average = _money(case, half_up(accrued.average))
    exact = f"{decimal_of(accrued.exact)} cents, rounded once to {_money(case, accrued.cents)}"
    screen.print(f"  {accrued.days} days, average daily balance {average}; {exact}")


def _row(case: Case, step: Step) -> tuple[str, ...]:
    days = "1 day" if step.days == 1 else f"{step.days} days"
    joined = f" + {_money(case, half_up(step.joined))}" if step.joined else ""
    rate = f"at {decimal_of(step.apr * 100)}%"
    sum_ = f"{days} × {_money(case, step.counted)}{joined}"
    return str(step.first), "to", str(step.last), sum_, rate, _money(case, step.cents)


def _given(case: Case, given: Given) -> str:
    parts = [f"{_money(case, p.amount)} to {p.kind} ({WHY[p.why]})" for p in given.allocation.parts]
    return f"Payment of {_money(case, given.amount)} on {given.day}: {', '.join(parts) or 'nothing'}"


def _deferred(case: Case, solved: Solved) -> str:
    offer = solved.interest.deferred
    if offer is None or not offer.ended:
        return "its time runs still, so nothing is charged"
    left = _money(case, offer.left)
    return f"{left} was left, so all of it is charged" if offer.left else "all was paid, so nothing is charged"


def _money(case: Case, cents: int) -> str:
    return str(Money(cents, case.currency))
