"""Debts under their own terms: transfers, instalment plans, deferred interest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from candor.billing.records import Line, LineType, Plan
from candor.importing.sample.arithmetic import share_of
from candor.importing.sample.buying import purchase
from candor.importing.sample.cycles import cycle_of, months_later
from candor.importing.sample.giving_back import correct
from candor.importing.sample.life import Life
from candor.importing.sample.recipe import Event


def transfer(life: Life, event: Event) -> None:
    """A debt moved here from another card, under an offer with its own rate."""
    day, terms = life.day_of(event), life.journal.account.terms
    line = life.journal.post(LineType.TRANSFER, event.amount, "BALANCE TRANSFER", day, order_ref=event.order or None)
    life.ledger.add("transfer", day, event.amount)
    fee = share_of(event.amount, terms.transfer_fee_bp, terms.transfer_fee_least)
    life.charge_fee("transfer", fee, "BALANCE TRANSFER FEE", day, line.id, "transfer")
    _plan(life, event, line, "transfer_offer", day, life.person.apr["transfer"])


def bought_under_offer(life: Life, event: Event) -> None:
    """A purchase that begins an offer: it posts like any other, and the offer with it."""
    purchase(life, event)
    begin = deferred if event.kind == "deferred" else instalments
    life.on(life.day_of(event), lambda: begin(life, event))


def deferred(life: Life, event: Event) -> None:
    """Remembers a purchase of the story as bought under deferred interest."""
    line = life.named[event.name]
    offer = life.deferred = _plan(life, event, line, "deferred", line.post_date, life.person.apr["purchase"])
    day_after = offer.ends + timedelta(days=1)
    life.on(day_after, lambda: life.ledger.end_offer(day_after))


def instalments(life: Life, event: Event) -> None:
    """Moves a purchase of the story to a plan: off the balance on the same day, then one equal part each bill."""
    bought = life.named[event.name]
    moved = life.journal.post(LineType.CREDIT, -bought.amount, "MOVED TO INSTALMENT PLAN", bought.post_date)
    life.ledger.add("purchase", moved.post_date, moved.amount)
    correct(life, moved, "plan", bought.id, event.note)
    plan = _plan(life, event, bought, "instalment", bought.post_date, 0)
    first = cycle_of(bought.post_date, life.cycles).number
    for number, cycle in enumerate(life.cycles[first : first + event.months], start=1):
        day = cycle.open + timedelta(days=5)
        life.on(day, _part(life, plan, bought, number, day))


def _part(life: Life, plan: Plan, bought: Line, number: int, day: date) -> Callable[[], None]:
    def act() -> None:
        amount = plan.amount // plan.parts
        words = f"INSTALMENT {number} OF {plan.parts}"
        line = life.journal.post(
            LineType.PURCHASE, amount, words, day, merchant_id=bought.merchant_id, order_ref=plan.id
        )
        life.ledger.add("purchase", day, amount)
        life.charge_fee("instalment", share_of(plan.amount, plan.fee_bp), "INSTALMENT PLAN FEE", day, line.id)

    return act


def _plan(life: Life, event: Event, line: Line, kind: str, starts: date, apr_bp: int) -> Plan:
    parts = event.months if kind == "instalment" else 0
    plan = Plan(
        id=life.journal.ids.new("o"),
        account_id=life.journal.account.id,
        line_id=line.id,
        kind=kind,
        amount=line.amount,
        starts=starts,
        ends=months_later(starts, event.months),
        apr_bp=apr_bp,
        parts=parts,
        fee_bp=event.fee_bp,
    )
    life.journal.plans.append(plan)
    return plan
