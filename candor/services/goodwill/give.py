"""Gives what was decided: the grant's row, held to the caps by the database, and the money in the journal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from candor.billing.journal import CUSTOMER, Posting, Why
from candor.billing.records import Line
from candor.goodwill.asking import window_start
from candor.goodwill.decision import Decision
from candor.goodwill.granted import Decided, Granted, Limits, State
from candor.goodwill.history import GIFT
from candor.goodwill.policy import Kind, Policy
from candor.ids import new_id
from candor.services.goodwill.gather_facts import month_of
from candor.store import Transaction

GOODWILL = "goodwill"
SMALL = "G-MIC"
WHAT = "goodwill when the payment is here"
LOOK = "goodwill_payment"
"""The kind of due work that looks whether the payment is here; its subject is the customer."""
LOOK_EVERY = timedelta(days=1)


def give(
    tx: Transaction, decided: Decided, decision: Decision, line: Line, today: date, now: datetime
) -> Posting | Granted | None:
    """What was posted for a grant, the grant that waits for a payment, or None where nothing is given.

    Raises OverCap when the database finds the grant over a cap: then nothing at all was decided.
    """
    if decision.decision not in (Kind.GRANT, Kind.GRANT_ON_PAYMENT):
        return None
    granted = Granted(
        id=decided.id,
        account_id=decided.account_id,
        line_id=line.id,
        kind=str(decided.facts["kind"]),
        cents=decided.amount,
        small=(decided.granted_by or decided.reason) == SMALL,
        state=State.PAID,
        by=decided.by,
        month=month_of(today),
        on=today,
        settled_at=now,
    )
    if decision.decision is Kind.GRANT:
        tx.goodwill.grant(granted, limits_of(decision.policy, today))
        return post(tx, granted, now)
    return _wait(tx, decided, replace(granted, state=State.PENDING, settled_at=None), decision.policy, now)


def _wait(tx: Transaction, decided: Decided, granted: Granted, policy: Policy, now: datetime) -> Granted:
    """The grant that pays by itself when the payment is here, with its promise."""
    pay_by = granted.on + timedelta(days=policy.windows.pay_days)
    waiting = replace(granted, pay_by=pay_by, promise_id=new_id())
    promise = {
        "id": waiting.promise_id,
        "conversation_id": decided.conversation_id,
        "what": WHAT,
        "made_at": now,
        "due_at": end_of(pay_by, tx.ledger.customer(decided.customer_id).time_zone),
    }
    tx.goodwill.grant(waiting, limits_of(policy, granted.on), promise)
    tx.due_work.add(LOOK, decided.customer_id, now + LOOK_EVERY)
    return waiting


def post(tx: Transaction, granted: Granted, now: datetime) -> Posting:
    """The money of a grant in the journal: once for a line by the assistant, once for each decision of a person."""
    key = f"goodwill:{granted.line_id if granted.by == 'bot' and granted.line_id else granted.id}"
    why = Why.GIFT if granted.kind == GIFT else Why.GOODWILL
    refs = {"decision": granted.id, **({"target": granted.line_id} if granted.line_id else {"note": GIFT})}
    legs = [(CUSTOMER, -granted.cents), (GOODWILL, granted.cents)]
    tx.journal.post(key=key, account_id=granted.account_id, why=why, legs=legs, at=now, refs=refs)
    posted = tx.journal.of(key)
    assert posted
    return posted


def limits_of(policy: Policy, today: date) -> Limits:
    """What the database holds a grant to, by the policy's own numbers; one that a policy does not have binds nobody."""
    most = policy.limits
    return Limits(
        since=window_start(today, policy),
        tiny=most.get("tiny", 0),
        credits=most.get("credits_most"),
        cents=most.get("credits_sum"),
        small=most.get("tiny_times"),
    )


def end_of(day: date, zone: str) -> datetime:
    """The last instant of a day in a time zone."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=ZoneInfo(zone))
