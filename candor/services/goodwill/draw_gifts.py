"""The surprise gift (G-GFT): a seeded draw of a month, told to the customer only after it is on the account (V16)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from candor.billing.page import Page
from candor.billing.records import Account, Customer
from candor.clock import day_in
from candor.conversation.replies import Reply
from candor.goodwill.granted import Decided, Granted, State
from candor.goodwill.history import GIFT, months_before, months_between
from candor.goodwill.policy import Gift, Kind
from candor.services.goodwill.gather_facts import month_of
from candor.services.goodwill.give import limits_of, post
from candor.services.goodwill.goodwill_words import response_of
from candor.services.goodwill.policy_in_force import InForce
from candor.services.tools import Tools
from candor.store import Transaction
from candor.store.due_work import DueWork

BY_DRAW = "G-GFT"
DRAW = "goodwill_gifts"
"""The kind of due work that draws; its subject is the month."""
DRAWN_ON = 25


@dataclass(frozen=True)
class Drawn:
    """What the draw of a month came to: how many were in it, who was drawn and given, and whether money ran out."""

    month: str
    eligible: int
    given: tuple[str, ...]
    stopped: bool


def draw_gifts(tx: Transaction, tools: Tools, month: str, seed: str | None = None) -> Drawn:
    """Draws the gifts of a month (`2026-05`) and posts them. The same month again gives nobody a second one.

    The draw knows an account's id and age and nothing else: no balance, no spending, no survey, no talk. `seed` is the
    month unless said. It stops when the budget's part for gifts is gone. In a transaction that writes.
    """
    now = tools.clock.now()
    force = tools.goodwill.keep(tx, tools.wording, now)
    gift, rules = force.policy.gift, force.policy.budget
    budget = tx.goodwill.open_month(month, rules.month)
    until = rules.month * rules.gifts_until_percent // 100
    eligible = [one for one in tx.ledger.customers() if _may(tx, one, tx.ledger.account(one.id), gift, now)]
    lots = sorted(_lot(seed or month, one.id) for one in eligible)
    given, stopped = [], False
    for lot in (lot for lot in lots if lot.number % gift.one_in == 0):
        if budget.left <= 0 or not tx.goodwill.spend(month, gift.amount, gift=True, at_most=until):
            stopped = True
            break
        customer = next(one for one in eligible if one.id == lot.customer)
        given.append(_give(tx, customer, tx.ledger.account(customer.id), force, month, now))
    tx.trail.add(now, actor="bot", act="gifts_drawn", subject=month, seed=seed or month, given=len(given))
    return Drawn(month, len(eligible), tuple(given), stopped)


@dataclass(frozen=True, order=True)
class _Lot:
    number: int
    customer: str


def _lot(seed: str, customer_id: str) -> _Lot:
    """The lot of a customer: it hangs on the seed and the id alone, so anybody can draw it again."""
    digest = hashlib.sha256(f"{seed}:{customer_id}".encode()).digest()
    return _Lot(int.from_bytes(digest[:8], "big"), customer_id)


def _may(tx: Transaction, customer: Customer, account: Account, gift: Gift, now: datetime) -> bool:
    today = day_in(customer.time_zone, now)
    return (
        account.status in ("open", "active")
        and not customer.flags
        and months_between(account.opened, today) >= gift.tenure
        and not tx.goodwill.gift_since(account.id, months_before(today, gift.apart))
    )


def _give(tx: Transaction, customer: Customer, account: Account, force: InForce, month: str, now: datetime) -> str:
    gift, today = force.policy.gift, day_in(customer.time_zone, now)
    decision_id = f"gift-{month}-{account.id}"[:64]
    tx.goodwill.add(_row(decision_id, customer, account, force, month, now))
    granted = Granted(
        decision_id, account.id, None, GIFT, gift.amount, False, State.PAID, "bot", month, today, settled_at=now
    )
    tx.goodwill.grant(granted, limits_of(force.policy, today))
    post(tx, granted, now)
    return customer.id


def _row(decision_id: str, customer: Customer, account: Account, force: InForce, month: str, now: datetime) -> Decided:
    gift = force.policy.gift
    return Decided(
        id=decision_id,
        account_id=account.id,
        customer_id=customer.id,
        conversation_id=None,
        message_id=None,
        line_id=None,
        facts={"month": month},
        digest=force.digest,
        version=force.policy.version,
        decision=str(Kind.GRANT),
        amount=gift.amount,
        reason=BY_DRAW,
        granted_by=None,
        authority=force.policy.lowest_role,
        trail=(),
        at=now,
    )


def draw_when_due(tx: Transaction, tools: Tools, work: DueWork, now: datetime) -> None:
    """The draw of a month, whose name is the subject, and the row for the month after it."""
    draw_gifts(tx, tools, work.subject)
    ask_for_draw(tx, date.fromisoformat(f"{work.subject}-28") + timedelta(days=7))


def ask_for_draw(tx: Transaction, day: date) -> None:
    """Has the gifts of a day's month drawn: late in the month, when who asked for something has been served."""
    at = datetime(day.year, day.month, DRAWN_ON, 15, tzinfo=UTC)
    tx.due_work.add(DRAW, month_of(day), at)


def tell_gift(tx: Transaction, tools: Tools, customer_id: str) -> Reply | None:
    """The words about a gift that is on the account and that the customer was not told of yet; once.

    Raises WritingNeeded where there is one and `tx` only reads.
    """
    granted = tx.goodwill.untold_gift(customer_id)
    if granted is None:
        return None
    tx.must_write()
    tx.goodwill.told(granted, tools.clock.now())
    force = tools.goodwill.current(tx, tools.wording, tools.clock.now().date())
    posted = tx.journal.of(f"goodwill:{granted.id}")
    page = Page(tx.ledger.book(customer_id), granted.on)
    cites = (granted.id, *((posted.line_id,) if posted and posted.line_id else ()))
    return Reply(response_of(force.policy.gift.words), {"given": page.amount(granted.cents)}, cites)
