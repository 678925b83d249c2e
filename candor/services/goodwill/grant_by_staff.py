"""A person gives money back: within the authority of their role at once, above it after a second person approved.

It is goodwill like the assistant's: a decision row with the reason given, the journal, the month's money, an audit row.
Nobody gives back more than the charge. How much each role may decide stands in data/policy/goodwill.yml.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from candor.billing.records import Line
from candor.clock import day_in
from candor.errors import NotAllowed, NotYours
from candor.goodwill.granted import Decided, Granted, State, Wish
from candor.goodwill.policy import Kind, Policy
from candor.ids import new_id
from candor.services.goodwill.gather_facts import gather_facts, month_of
from candor.services.goodwill.give import limits_of, post
from candor.services.goodwill.policy_in_force import InForce
from candor.services.tools import Tools
from candor.store import Transaction

BY_STAFF = "G-STAFF"
"""The reason id of a grant that a person decided; their own words stand in `why`."""
APPROVES = "supervisor"


@dataclass(frozen=True)
class StaffGrant:
    """What came of it: given (`credit` is the customer's new line), or a wish that a second person has to approve."""

    cents: int
    decision_id: str | None = None
    credit: str | None = None
    wish_id: str | None = None

    @property
    def given(self) -> bool:
        return self.decision_id is not None


def grant_by_staff(
    tx: Transaction,
    tools: Tools,
    staff_id: str,
    role: str,
    line_id: str,
    cents: int,
    reason: str,
    *,
    conversation_id: str | None = None,
    once: str | None = None,
) -> StaffGrant:
    """Gives so many cents back for a fee or for interest, or asks a second person when the role may not decide so much.

    `once` names the request (the form's token): the same one again gives what it gave before. Raises NotYours for an
    unknown line, NotAllowed for a role without authority, an amount that is none or a missing reason, OverCap for more
    than is left of the charge. In a transaction that writes.
    """
    now = tools.clock.now()
    force = tools.goodwill.keep(tx, tools.wording, now)
    if role not in force.policy.authority or cents <= 0 or not reason.strip():
        raise NotAllowed
    customer = tx.goodwill.customer_of_line(line_id)
    if customer is None:
        raise NotYours
    most = force.policy.authority[role]
    if most is not None and cents > most:
        wish = Wish(once or new_id(), line_id, customer, cents, reason, staff_id, now)
        if not any(one.id == wish.id for one in tx.goodwill.wishes(open_only=False)):
            tx.goodwill.add_wish(wish)
            tx.trail.add(now, actor=staff_id, act="goodwill_wished", subject=customer, line=line_id, cents=cents)
        return StaffGrant(cents, wish_id=wish.id)
    return _given(tx, _Order(force, staff_id, role, customer, line_id, cents, reason, conversation_id, once), now)


def answer_wish(
    tx: Transaction, tools: Tools, staff_id: str, role: str, wish_id: str, *, approved: bool
) -> StaffGrant | None:
    """A second person's yes, which gives the money, or no: None.

    Raises NotAllowed for the one who asked, for a role below supervisor, and for a wish that was answered.
    """
    now = tools.clock.now()
    force = tools.goodwill.keep(tx, tools.wording, now)
    if not _may_approve(force.policy, role):
        raise NotAllowed
    wish = tx.goodwill.answer_wish(wish_id, staff_id, now, approved=approved)
    if wish is None:
        raise NotAllowed
    act = "goodwill_approved" if approved else "goodwill_refused"
    tx.trail.add(now, actor=staff_id, act=act, subject=wish.customer_id, line=wish.line_id, cents=wish.cents)
    if not approved:
        return None
    why = f"{wish.reason} (asked by {wish.asked_by})"
    order = _Order(force, staff_id, role, wish.customer_id, wish.line_id, wish.cents, why, None, f"wish-{wish.id}")
    return _given(tx, order, now)


def most_of(policy: Policy, role: str) -> int | None:
    """Up to how many cents a role may decide alone; 0 for one without authority, None without a limit."""
    return policy.authority.get(role, 0)


def _may_approve(policy: Policy, role: str) -> bool:
    roles = list(policy.authority)
    return role in roles and APPROVES in roles and roles.index(role) >= roles.index(APPROVES)


@dataclass(frozen=True)
class _Order:
    """What a person gives, and under which policy."""

    force: InForce
    staff_id: str
    role: str
    customer: str
    line_id: str
    cents: int
    why: str
    conversation_id: str | None
    once: str | None


def _given(tx: Transaction, order: _Order, now: datetime) -> StaffGrant:
    account = tx.ledger.account(order.customer)
    tx.goodwill.hold(account.id)
    book = tx.ledger.book(order.customer)
    today = day_in(book.customer.time_zone, now)
    line = next(row for row in book.lines if row.id == order.line_id)
    decision_id = order.once or new_id()
    if tx.goodwill.decision(decision_id) is None:
        facts = gather_facts(tx, book, line, today, order.force.policy).plain
        tx.goodwill.add(_row(order, decision_id, account.id, facts, now))
        month = month_of(today)
        tx.goodwill.open_month(month, order.force.policy.budget.month)
        granted = _grant(order, decision_id, line, str(facts["kind"] or "other"), today, now)
        tx.goodwill.grant(granted, limits_of(order.force.policy, today))
        tx.goodwill.spend(month, order.cents, by=order.staff_id)
        post(tx, granted, now)
        ids = {"decision": decision_id, "line": line.id, "cents": order.cents, "role": order.role}
        tx.trail.add(now, actor=order.staff_id, act="goodwill_granted", subject=order.customer, **ids)
    posted = tx.journal.of(f"goodwill:{decision_id}")
    return StaffGrant(order.cents, decision_id, posted.line_id if posted else None)


def _row(order: _Order, decision_id: str, account_id: str, facts: dict[str, object], now: datetime) -> Decided:
    policy = order.force.policy
    return Decided(
        id=decision_id,
        account_id=account_id,
        customer_id=order.customer,
        conversation_id=order.conversation_id,
        message_id=None,
        line_id=order.line_id,
        facts=facts,
        digest=order.force.digest,
        version=policy.version,
        decision=str(Kind.GRANT),
        amount=order.cents,
        reason=BY_STAFF,
        granted_by=None,
        authority=order.role,
        trail=(),
        at=now,
        by=order.staff_id,
        why=order.why,
    )


def _grant(order: _Order, decision_id: str, line: Line, kind: str, today: date, now: datetime) -> Granted:
    return Granted(
        id=decision_id,
        account_id=line.account_id,
        line_id=line.id,
        kind=kind,
        cents=order.cents,
        small=False,
        state=State.PAID,
        by=order.staff_id,
        month=month_of(today),
        on=today,
        settled_at=now,
    )
