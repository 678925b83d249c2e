"""`candor dispute deadlines`: what a notice sets going, and by when."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from candor.cli.terminal import WRONG_USE, Trouble, out, print_object
from candor.disputes.calendar import FIRST_YEAR, LAST_YEAR
from candor.disputes.clocks.clock import Clocks, Regime, Step

if TYPE_CHECKING:
    from candor.disputes.policy import DisputePolicy

# Customers may say that a charge is wrong before the bill that shows it is sent.
LONGEST_BEFORE_A_BILL = timedelta(days=62)
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
SHOWN = {
    "last_notice_day": "last day for a notice",
    "acknowledge_by": "acknowledge by",
    "provisional_credit_by": "temporary credit by",
    "resolve_by": "resolve by",
    "autopay_block_by": "notice by this day stops autopay",
}
LATE = (
    "The notice is late. Do not refuse it by that alone: unauthorised use has no last day,\n"
    "and a claim against the shop, or the network's window, may still be open."
)

dispute = typer.Typer(help="Work out what a dispute sets going.", no_args_is_help=True)


@dispute.callback()
def _group() -> None:
    """Work out what a dispute sets going."""


@dispute.command()
def deadlines(
    sent: Annotated[str, typer.Option(help="The day the first bill with the charge was sent (eu: it was debited).")],
    notice: Annotated[str, typer.Option(help="The day the customer first said that it is wrong.")],
    closes: Annotated[int | None, typer.Option(help="The day of the month that cycles close on, 1 to 31.")] = None,
    autopay: Annotated[str | None, typer.Option(help="The day of the next automatic payment.")] = None,
    regime: Annotated[Regime, typer.Option(help="Whose law the card stands under.")] = Regime.REG_Z,
    new_account: Annotated[
        bool | None, typer.Option("--new-account/--old-account", help="reg-e: within 30 days of the first deposit.")
    ] = None,
    shop_or_abroad: Annotated[
        bool | None, typer.Option("--shop-or-abroad/--neither", help="reg-e: paid in a shop, or abroad.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say by when a dispute is acknowledged, resolved, and kept out of autopay. Days are those of the account."""
    from candor.services.disputes.dispute_policy import load_dispute_policy

    days = {name: _day(name, given) for name, given in (("sent", sent), ("notice", notice), ("autopay", autopay))}
    found = _clocks(load_dispute_policy(), regime, days, closes, (new_account, shop_or_abroad))
    if as_json:
        print_object(_plain(found))
    else:
        _show(found)


def _clocks(
    policy: DisputePolicy,
    regime: Regime,
    days: dict[str, date | None],
    closes: int | None,
    long: tuple[bool | None, bool | None],
) -> Clocks:
    sent, notice, autopay = days["sent"], days["notice"], days["autopay"]
    if sent is None or notice is None:
        raise AssertionError("both are required by the command")
    if sent - notice > LONGEST_BEFORE_A_BILL:
        step = "Put the days in order: a charge is on a bill within two months."
        raise Trouble(f"--notice {notice} is long before the bill was sent, {sent}.", step, WRONG_USE)
    if closes is not None and not 1 <= closes <= 31:
        raise Trouble(f"--closes is {closes}, no day of a month.", "Give it as 1 to 31; 31 is the last day.", WRONG_USE)
    match regime:
        case Regime.REG_Z:
            if closes is None:
                raise Trouble("--closes is missing.", "Name the day that cycles close on: --closes 10.", WRONG_USE)
            return policy.reg_z.clocks(sent, closes, notice, autopay)
        case Regime.REG_E:
            return policy.reg_e.clocks(sent, notice, new_account=long[0], shop_or_abroad=long[1])
        case Regime.UK:
            return policy.uk.clocks(notice)
        case Regime.EU:
            return policy.eu.clocks(sent, notice)


def _day(name: str, given: str | None) -> date | None:
    """A day that there is. Raises Trouble for anything else: a deadline of a wrong day would look like a right one."""
    if given is None:
        return None
    try:
        day = date.fromisoformat(given) if ISO_DAY.fullmatch(given) else None
    except ValueError:
        raise Trouble(f"--{name} is {given}, which there is not.", "Look at the month's length.", WRONG_USE) from None
    if day is None:
        raise Trouble(f"--{name} is {given!r}, no day.", "Write it as 2025-04-28.", WRONG_USE)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        next_step = f"Days from {FIRST_YEAR} to {LAST_YEAR} are counted."
        raise Trouble(f"--{name} is {given}, too far away.", next_step, WRONG_USE)
    return day


def _plain(clocks: Clocks) -> dict[str, Any]:
    """One JSON object: ISO days, null where the regime sets none. `deadline` of a step is the day of the law, `by` the
    day to act by; they differ when the deadline is no business day."""
    days = {name: _iso(getattr(clocks, name)) for name in SHOWN}
    steps = [
        {"by": _iso(step.by), "what": str(step.what), "rule": step.rule, "deadline": _iso(step.deadline)}
        for step in clocks.steps
    ]
    late = not clocks.notice_in_time
    return {"regime": str(clocks.regime), **days, "late_notice": late, "steps": steps}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _show(clocks: Clocks) -> None:
    screen = out()
    for name, said in SHOWN.items():
        day = getattr(clocks, name)
        if day:
            screen.print(f"{said:<33}[bold]{day:%a} {day}[/]")
    table = Table(box=None, show_header=False)
    for column in range(3):
        table.add_column(no_wrap=column != 1)
    for step in clocks.steps:
        table.add_row(f"{step.by:%a} {step.by}", f"{step.what}{_why_early(step)}", step.rule)
    screen.print()
    screen.print(table)
    if not clocks.notice_in_time:
        screen.print(f"\n{LATE}")


def _why_early(step: Step) -> str:
    early = step.by != step.deadline
    return f" (the deadline, {step.deadline:%a} {step.deadline}, is no business day)" if early else ""
