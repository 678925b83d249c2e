"""What follows from what happened to a case: money in the journal, letters, clocks. Written in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from candor.billing.journal import CUSTOMER, Why
from candor.clock import day_in
from candor.disputes import events as happened
from candor.disputes.events import Event
from candor.disputes.policy import Give
from candor.services.disputes.case_promises import keep_promises
from candor.services.disputes.days import instant
from candor.services.disputes.letters import DueAt, add_letters
from candor.services.tools import Tools
from candor.store import Transaction
from candor.store.disputes import KeptCase

# The journal's ledgers: lent while a case is open; given for good; interest given back.
LENT, GIVEN, INTEREST = "disputed", "dispute_losses", "interest"
REMIND, ALERT, CREDIT, NO_LETTER = "dispute_remind", "dispute_alert", "dispute_credit", "dispute_no_letter"
LOOK, LEND, LEND_SOON = "dispute_look", "dispute_lend", "dispute_lend_soon"
REFUND = "dispute_refund"
CLOCKS = (REMIND, ALERT, CREDIT, NO_LETTER, LOOK, LEND, LEND_SOON, REFUND)
REMIND_BEFORE = timedelta(days=14)
ALERT_BEFORE = 3
"""Business days; so many also before the day of the acknowledgement, and of a temporary credit."""
MORNING, NOON = time(9), time(12)


def follow_up(
    tx: Transaction, tools: Tools, before: KeptCase, kept: KeptCase, events: Sequence[Event], now: datetime, zone: str
) -> None:
    """`kept` is the case after `events`, `before` the one that they happened to, `zone` its customer's time zone."""
    related = _related(events, before)
    due = add_letters(tx, tools, kept, events, day_in(zone, now), now)
    for number, event in enumerate(events):
        post(tx, before, event, f"dispute:{kept.id}:{before.events + number}", related, now)
    keep_promises(tx, kept, events, zone, now)
    if any(isinstance(event, happened.Submitted) for event in events):
        due += wind_up(tools, kept, zone, now)
    tx.due_work.add_fresh(due)
    if before.case.is_open and not kept.case.is_open:
        tx.due_work.withdraw_all(CLOCKS, kept.id)
        tx.disputes.clear_alerts(kept.id, now)


def _related(events: Sequence[Event], before: KeptCase) -> int:
    """Cents of a final credit beyond what was disputed: interest that the charge caused."""
    decided = any(isinstance(event, happened.ErrorDecided) for event in events)
    given = sum(event.amount for event in events if isinstance(event, happened.CreditGiven) and event.final)
    if any(isinstance(event, happened.ShopRefundSeen) for event in events):
        return given
    return max(0, given - (before.case.amount - before.case.temporary)) if decided else 0


def post(tx: Transaction, kept: KeptCase, event: Event, key: str, related: int, now: datetime) -> None:
    """The event's money, once by its place in the case."""
    refs = {"target": kept.case.line_id, "case": kept.id}
    match event:
        case happened.CreditGiven(amount, final=False):
            why, legs = Why.TEMPORARY, {CUSTOMER: -amount, LENT: amount}
        case happened.CreditGiven(amount):
            why, legs = Why.CORRECTION, {CUSTOMER: -amount, GIVEN: amount - related, INTEREST: related}
        case happened.CreditMadeFinal(amount):
            why, legs = Why.CORRECTION, {LENT: -amount, GIVEN: amount}
        case happened.CreditReversed(amount):
            lent = min(amount, kept.case.temporary)
            why, legs = Why.TEMPORARY, {CUSTOMER: amount, LENT: -lent, GIVEN: lent - amount}
        case _:
            return
    moved = [(ledger, cents) for ledger, cents in legs.items() if cents]
    tx.journal.post(key=key, account_id=kept.account_id, why=why, legs=moved, at=now, refs=refs)


def wind_up(tools: Tools, kept: KeptCase, zone: str, now: datetime) -> list[DueAt]:
    """All that comes by itself while the case is open."""
    clocks, policy = kept.case.clocks, tools.dispute_policy
    calendar = policy.law(clocks.regime).calendar
    days = {
        REMIND: calendar.act_by(clocks.resolve_by - REMIND_BEFORE),
        ALERT: calendar.before(clocks.credit_itself_on, ALERT_BEFORE),
        LOOK: day_in(zone, now) + timedelta(days=1),
    }
    if clocks.acknowledge_by:
        days[NO_LETTER] = calendar.before(clocks.acknowledge_by, ALERT_BEFORE)
    work = [(CREDIT, kept.id, instant(clocks.credit_itself_on, NOON, zone))]
    lend_on = clocks.provisional_credit_by
    if lend_on and policy.temporary_credit[clocks.regime].give is Give.BY_LAW and not kept.case.temporary:
        days[LEND_SOON] = calendar.before(lend_on, ALERT_BEFORE)
        work.append((LEND, kept.id, instant(calendar.act_by(lend_on), NOON, zone)))
    return [*work, *((kind, kept.id, instant(day, MORNING, zone)) for kind, day in days.items())]


def zone_of(tx: Transaction, kept: KeptCase) -> str:
    return tx.ledger.customer(kept.customer_id).time_zone


def today_of(tx: Transaction, tools: Tools, kept: KeptCase) -> date:
    return day_in(zone_of(tx, kept), tools.clock.now())
