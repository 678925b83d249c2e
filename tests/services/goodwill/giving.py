"""A bank with one customer whose fees can be asked about, on either database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest

from candor.billing.records import Book, Fee, Line, LineType, Merchant
from candor.clock import FixedClock
from candor.conversation.promises import HandOffPolicy
from candor.conversation.replies import Reply
from candor.goodwill.decision import Decision
from candor.goodwill.granted import Decided, Granted, Limits, State
from candor.services.goodwill.decide_goodwill import decide_goodwill
from candor.services.goodwill.goodwill_policy import POLICY_FILE
from candor.services.goodwill.policy_in_force import checked
from candor.services.people.handoff_policy import load_handoff_policy
from candor.services.tools import Tools
from candor.store import Store
from candor.store.goodwill import Goodwill
from tests import ours
from tests.billing.books import bill, book, late_fee, line, payment, payment_line
from tests.billing.books import local as at
from tests.services.serving import Talk, talk_of

WORDING = ours.wording()
CUSTOMER, ACCOUNT = "c99", "acc"
NEXT_DOOR = "acc-98"
"""The account of `add_neighbour`."""


def fee_of(month: int, cents: int = 3000) -> tuple[Line, Fee]:
    """A late fee of a month of 2026, for a bill whose payment was late."""
    return late_fee(f"f{month}", cents, f"b{month}", f"{month:02d}-24")


def late_book(*months: int, cents: int = 3000, paid: bool = True, **account: object) -> Book:
    """For each month a bill that was due on the 23rd, a late fee on the 24th, and the payment on the 25th."""
    fees = [fee_of(month, cents) for month in months]
    bills = [bill(f"b{month}", f"{month:02d}-03", f"{month:02d}-23", minimum=3000) for month in months]
    rows = [(payment_line(f"p{month}", 3000, f"{month:02d}-25"), month) for month in months] if paid else []
    payments = [payment(f"p{month}", 3000, at(f"{month:02d}-25"), f"b{month}") for _, month in rows]
    return book(
        account=account,
        statements=tuple(bills),
        lines=(*(row for row, _ in fees), *(row for row, _ in rows)),
        fees=tuple(fee for _, fee in fees),
        payments=tuple(payments),
    )


def fees_book(count: int, cents: int = 3000) -> Book:
    """So many late fees, all of them on April 24 and asked about one by one."""
    one = late_book(4)
    line, fee = one.lines[0], one.fees[0]
    more = [replace(line, id=f"line-x{n}", amount=cents) for n in range(count)]
    rows = [replace(fee, id=f"x{n}", line_id=f"line-x{n}", amount=cents) for n in range(count)]
    return replace(one, lines=(*more, *one.lines[1:]), fees=tuple(rows))


def open_bank(url: str, clock: FixedClock, books: Book) -> Talk:
    """A talk of the customer with this book, in a database that has its tables."""
    prove_once()
    tools = tools_of(url, clock)
    with tools.store.write() as tx:
        tx.ledger.add_book(books)
    return talk_of(tools, clock, CUSTOMER)


@cache
def prove_once() -> None:
    """As the product does before it serves: on a busy machine a proof takes longer than a turn may."""
    checked(POLICY_FILE, WORDING)


@cache
def _handoff_policy() -> HandOffPolicy:
    return load_handoff_policy()


def tools_of(url: str, clock: FixedClock) -> Tools:
    return Tools(Store(url), clock, WORDING, _handoff_policy())


def ask(talk: Talk, line_id: str = "line-f4", text: str = "take this off") -> tuple[Reply, ...]:
    """One wish for a line, in a transaction of its own."""
    talk.clock.advance(timedelta(seconds=1))
    context = talk.says(text)
    with talk.tools.store.write() as tx:
        return decide_goodwill(tx, talk.tools, context, line_id)


def holding(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The accounts that are held from now on, in order."""
    held: list[str] = []
    real = Goodwill.hold

    def hold(self: Goodwill, account_id: str) -> None:
        held.append(account_id)
        real(self, account_id)

    monkeypatch.setattr(Goodwill, "hold", hold)
    return held


def decisions(talk: Talk) -> list[tuple[str, int, str]]:
    """Decision, amount and reason of each, oldest first."""
    with talk.tools.store.read() as tx:
        return [(one.decision, one.amount, one.reason) for one in reversed(tx.goodwill.decisions())]


def credits_of(talk: Talk) -> list[int]:
    """The credits on the customer's account, in cents that came off."""
    with talk.tools.store.read() as tx:
        return [-row.amount for row in tx.ledger.book(CUSTOMER).lines if row.type == "credit"]


def pay(talk: Talk, cents: int, on: date, bill_id: str = "b4") -> None:
    """A payment that is credited on a day."""
    name = f"late-{on}"
    row = payment_line(name, cents, on.isoformat())
    made = payment(name, cents, at(on.isoformat()), bill_id)
    with talk.tools.store.write() as tx:
        tx.ledger.add_lines(ACCOUNT, lines=[row], payments=[made])


def decided_row(talk: Talk, made: Decision, name: str = "d1", **parts: object) -> Decided:
    """A decision about April's fee that is made now, for the store to keep. `parts` are what is different."""
    with talk.tools.store.write() as tx:
        digest = talk.tools.goodwill.keep(tx, talk.tools.wording, talk.clock.now()).digest
    row = Decided(
        id=name,
        account_id=ACCOUNT,
        customer_id=CUSTOMER,
        conversation_id=talk.conversation.id,
        message_id=None,
        line_id="line-f4",
        facts={"kind": "late"},
        digest=digest,
        version=made.version,
        decision=made.decision.value,
        amount=made.amount,
        reason=made.reason,
        granted_by=made.granted_by.id if made.granted_by else None,
        authority=made.authority,
        trail=(),
        at=talk.clock.now(),
    )
    return replace(row, **parts)  # type: ignore[arg-type]


def waits_for_payment(
    talk: Talk, made: Decision, name: str, line_id: str | None, account_id: str = ACCOUNT, pay_by: date | None = None
) -> Granted:
    """A grant of May 1, of $25.00, that waits."""
    day = date(2026, 5, 1)
    granted = Granted(name, account_id, line_id, "late", 2500, False, State.PENDING, "bot", "2026-05", day, pay_by)
    decided = decided_row(talk, made, name, account_id=account_id, line_id=line_id)
    with talk.tools.store.write() as tx:
        tx.goodwill.add(decided)
        tx.goodwill.grant(granted, Limits(day, 500, None, None, None))
    return granted


def add_neighbour(talk: Talk) -> None:
    """A second customer, with an account and nothing on it."""
    one = book()
    account = replace(one.account, id=NEXT_DOOR, customer_id="c98")
    neighbour = replace(one.customer, id="c98", name="Bo Lee", email="bo@example.org")
    with talk.tools.store.write() as tx:
        tx.ledger.add_book(replace(one, customer=neighbour, account=account, cards=(), merchants={}, descriptors=()))


def days(count: int) -> timedelta:
    return timedelta(days=count)


def four_kinds() -> Book:
    """A late fee, a returned-payment fee, a fee for cash and one for paying abroad, each as it should be."""
    one = late_book(4, opened=date(2015, 1, 9))
    cash = line("cash", 30000, "ATM 0042", "04-10", type=LineType.CASH_ADVANCE)
    hotel = line("hotel", 40000, "HOTEL PARIS", "04-12", merchant_id="abroad")
    back = payment("returned", 5000, at("03-20"), "b3", returned_on=date(2026, 3, 22), return_code="R01")
    took_back = line("took-back", 5000, "RETURNED PAYMENT", "03-22", type=LineType.PAYMENT)
    fees = [
        ("cash-fee", 1500, "cash", "cash", "04-12"),
        ("abroad-fee", 1200, "foreign", "hotel", "04-14"),
        ("returned-fee", 3000, "returned", "returned", "03-22"),
    ]
    rows = tuple(line(name, cents, name.upper(), on, type=LineType.FEE) for name, cents, _, _, on in fees)
    kinds = tuple(Fee(f"fee-{name}", ACCOUNT, name, kind, cents, of, "2026-1") for name, cents, kind, of, _ in fees)
    return replace(
        one,
        statements=(bill("b3", "03-03", "03-23", minimum=3000), *one.statements),
        lines=(*one.lines, cash, hotel, payment_line("returned", 5000, "03-20"), took_back, paid_march(), *rows),
        fees=(*one.fees, *kinds),
        payments=(*one.payments, back, payment("march", 3000, at("03-21"), "b3")),
        merchants={**one.merchants, "abroad": Merchant("abroad", "Hotel Lune", "FR", "7011")},
    )


def paid_march() -> Line:
    return payment_line("march", 3000, "03-21")


FOUR = ("line-f4", "cash-fee", "abroad-fee", "returned-fee")
