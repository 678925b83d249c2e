"""A customer whose payment came in time and who got a late fee all the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from candor.billing.records import (
    Account,
    Book,
    Customer,
    Descriptor,
    Fee,
    Line,
    LineType,
    Merchant,
    Payment,
    Statement,
    Terms,
)
from candor.clock import FixedClock
from candor.services.tools import Tools
from tests.services.serving import Talk, talk_of

CUSTOMER, FEE, BOUGHT_ABROAD, RIGHT_FEE = "c11", "m-fee", "m-abroad", "m-yearly"
BILL = Statement(
    id="m-bill",
    account_id="a11",
    open=date(2026, 3, 11),
    close=date(2026, 4, 10),
    transmitted_on=date(2026, 4, 11),
    due=date(2026, 5, 5),
    previous=0,
    purchases=50000,
    cash=0,
    transfers=0,
    fees=0,
    interest=0,
    payments=0,
    credits=0,
    new_balance=50000,
    minimum_due=3500,
)
FEE_LINE = Line(FEE, "a11", LineType.FEE, 3000, "LATE FEE", date(2026, 5, 6), date(2026, 5, 6))
PAID = replace(FEE_LINE, id="m-paid", type=LineType.PAYMENT, amount=-50000, descriptor="PAYMENT - THANK YOU")
ABROAD = replace(
    FEE_LINE,
    id=BOUGHT_ABROAD,
    type=LineType.PURCHASE,
    amount=12000,
    descriptor="TRATTORIA",
    original_amount=10000,
    original_currency="EUR",
    rate="1.0850",
    merchant_id="m-shop",
)
YEARLY = replace(FEE_LINE, id=RIGHT_FEE, amount=9500, descriptor="ANNUAL FEE")
BOOK = Book(
    customer=Customer(CUSTOMER, "Bo Lind", "bo@example.com"),
    account=Account(
        "a11", CUSTOMER, date(2020, 1, 1), "open", 500000, 10, 5, {"purchase": 2499}, Terms("priced", annual_fee=9500)
    ),
    statements=(BILL,),
    lines=(FEE_LINE, PAID, ABROAD, YEARLY),
    fees=(
        Fee("m-f1", "a11", FEE, "late", 3000, BILL.id, "2026"),
        Fee("m-f2", "a11", RIGHT_FEE, "annual", 9500, None, "2026"),
    ),
    payments=(
        Payment(
            "m-p1",
            "a11",
            PAID.id,
            50000,
            datetime(2026, 4, 27, 15, 0, tzinfo=UTC),
            date(2026, 4, 27),
            statement_id=BILL.id,
        ),
    ),
    merchants={"m-shop": Merchant("m-shop", "Trattoria Tre Gatti", "IT", "5812", "Rome")},
    descriptors=(Descriptor("m-name", "TRATTORIA", "m-shop", "certain"),),
)


def talk_with(tools: Tools, clock: FixedClock, name: str = "talk") -> Talk:
    """A new talk of this customer, whose book is written if it is not there yet."""
    with tools.store.write() as tx:
        if all(one.id != CUSTOMER for one in tx.ledger.customers()):
            tx.ledger.add_book(BOOK)
    return talk_of(tools, clock, CUSTOMER, name)
