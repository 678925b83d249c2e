"""Gives what was decided: the grant's row, held to the caps by the database, and the money in the journal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from candor.billing.days import business_days_after
from candor.billing.journal import CUSTOMER, Posting, Why
from candor.errors import OverCap
from candor.goodwill.asking import window_start
from candor.goodwill.decision import Decision
from candor.goodwill.granted import BOT, Decided, Granted, Limits, State
from candor.goodwill.history import GIFT
from candor.goodwill.policy import Kind, Policy
from candor.ids import new_id
from candor.services.goodwill.gather_facts import month_of
from candor.services.goodwill.let_down import promise_of
from candor.store import Transaction

GOODWILL = "goodwill"
SMALL = "G-MIC"
WHAT = "goodwill when the payment is here"
ON_ACCOUNT = "goodwill on the account"
POSTS_WITHIN = 2
"""Business days until money that we give is on the account at the latest (domain 3.3)."""
LOOK = "goodwill_payment"
"""The kind of due work that looks whether the payment is here; its subject is the customer."""
LOOK_EVERY = timedelta(days=1)


def give(tx: Transaction, decided: Decided, decision: Decision, today: date, now: datetime) -> Posting | Granted | None:
    """What was posted for a grant, the grant that waits for a payment, or None where nothing is given.

    Raises OverCap when the database finds the grant over a cap: then nothing at all was decided.
    """
    if decision.decision not in (Kind.GRANT, Kind.GRANT_ON_PAYMENT):
        return None
    granted = Granted(
        id=decided.id,
        account_id=decided.account_id,
        line_id=decided.line_id,
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
        _promise_posting(tx, decided, today, now)
        return post(tx, granted, now)
    return _wait(tx, decided, replace(granted, state=State.PENDING, settled_at=None), decision.policy, now)


def _wait(tx: Transaction, decided: Decided, granted: Granted, policy: Policy, now: datetime) -> Granted:
    """The grant that pays by itself when the payment is here, with its promise."""
    pay_by = granted.on + timedelta(days=policy.windows.pay_days)
    waiting = replace(granted, pay_by=pay_by, promise_id=new_id())
    # Who pays on the last day is paid in time: the promise is about our days after it.
    kept_by = business_days_after(pay_by, POSTS_WITHIN)
    due = end_of(kept_by, tx.ledger.customer(decided.customer_id).time_zone)
    promise = (str(waiting.promise_id), str(decided.conversation_id), WHAT, now, due)
    tx.goodwill.grant(waiting, limits_of(policy, granted.on), promise)
    tx.due_work.add(LOOK, decided.customer_id, now + LOOK_EVERY)
    return waiting


def _promise_posting(tx: Transaction, decided: Decided, today: date, now: datetime) -> None:
    """What we say of a grant, that it is on the account by a day, is a promise; it is kept by the posting itself."""
    if decided.conversation_id is None:
        return
    promise, zone = new_id(), tx.ledger.customer(decided.customer_id).time_zone
    due = end_of(business_days_after(today, POSTS_WITHIN), zone)
    tx.promises.add(promise, decided.conversation_id, ON_ACCOUNT, now, due, kept_at=now)


def post(tx: Transaction, granted: Granted, now: datetime) -> Posting:
    """The money of a grant in the journal: once for a line or a broken promise by the assistant, once for each decision
    of a person. Raises OverCap where it was given before."""
    key = key_of(granted)
    why = Why.GIFT if granted.kind == GIFT else Why.GOODWILL
    refs = {"decision": granted.id, **({"target": granted.line_id} if granted.line_id else {"note": granted.kind})}
    legs = [(CUSTOMER, -granted.cents), (GOODWILL, granted.cents)]
    if not tx.journal.post(key=key, account_id=granted.account_id, why=why, legs=legs, at=now, refs=refs):
        raise OverCap(f"{key} was given before")
    posted = tx.journal.of(key)
    assert posted
    return posted


def key_of(granted: Granted) -> str:
    """What the money of a grant is posted under: the line, the broken promise, or the decision itself."""
    once = granted.line_id or promise_of(granted.id)
    return f"goodwill:{once if granted.by == BOT and once else granted.id}"


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
