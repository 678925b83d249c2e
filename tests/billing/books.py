"""Small books made by hand: one customer in New York, one card ending 4471, and what a test adds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from candor.billing.records import (
    Account,
    Authorisation,
    Book,
    Card,
    Correction,
    Customer,
    Descriptor,
    Fee,
    HoldState,
    Line,
    LineType,
    Merchant,
    Payment,
    Statement,
    Terms,
)

TODAY = date(2026, 5, 12)
NEW_YORK = ZoneInfo("America/New_York")
CARD = Card("k1", "acc", "Ada Moreno", "4471", "visa")
HERON = Merchant("m1", "Blue Heron Coffee", "US", "5814", "Portland", "12 Pine Street")
FUEL = Merchant("m2", "Ridge Fuel", "US", "5542", "Salem")
SHOPS = {
    shop.id: shop
    for shop in (
        HERON,
        FUEL,
        Merchant("m3", "Northfield Outdoor", "US", "5941", "Denver"),
        Merchant("m4", "Lantern Noodle House", "US", "5812", "Portland"),
        Merchant("m5", "Harbor Hotel", "US", "7011", "Boston"),
        Merchant("m6", "Streamly", "US", "4899"),
    )
}
NAMES = (
    Descriptor("d1", "SQ *BLUE HERON", "m1", "certain", "SQ *"),
    Descriptor("d2", "RIDGE FUEL 0042", "m2", "certain"),
    Descriptor("d3", "NRTHFLD OUTDR 0231", "m3", "likely"),
    Descriptor("d4", "TST* LANTERN NOODLE", "m4", "certain", "TST*"),
    Descriptor("d5", "HLX 8842 MKTPL", None, "unknown"),
    Descriptor("d6", "HARBOR HOTEL", "m5", "certain"),
    Descriptor("d7", "STREAMLY.COM", "m6", "certain"),
)


def day(text: str) -> date:
    """`05-03` of 2026, or a whole ISO day."""
    return date.fromisoformat(text if len(text) == 10 else f"2026-{text}")


def local(text: str, hour: int = 12, minute: int = 0) -> datetime:
    """An instant in New York, in UTC."""
    at = day(text)
    return datetime(at.year, at.month, at.day, hour, minute, tzinfo=NEW_YORK).astimezone(UTC)


def book(**parts: Any) -> Book:
    """A book with the parts given; `terms` and `account` are dictionaries of what differs."""
    terms = Terms("t1", **parts.pop("terms", {}))
    fields: dict[str, Any] = {
        "opened": date(2023, 1, 9),
        "status": "open",
        "limit": 500000,
        "cycle_day": 3,
        "due_day": 28,
        "apr_bp": {"purchase": 2499},
        **parts.pop("account", {}),
    }
    account = Account(id="acc", customer_id="c99", terms=terms, **fields)
    customer = Customer("c99", "Ada Moreno", "ada@example.org")
    defaults: dict[str, Any] = {"cards": (CARD,), "merchants": SHOPS, "descriptors": NAMES}
    return Book(customer, account, **{**defaults, **parts})


def line(line_id: str, amount: int, descriptor: str, on: str, **more: Any) -> Line:
    """A posted line two days after its purchase day; a purchase with the card unless told otherwise."""
    kind = more.pop("type", LineType.PURCHASE)
    shop = kind in (LineType.PURCHASE, LineType.CASH_ADVANCE)
    fields: dict[str, Any] = {
        "post_date": day(on) + timedelta(days=2 if shop else 0),
        "card_id": "k1" if shop else None,
        **more,
    }
    return Line(line_id, "acc", kind, amount, descriptor, day(on), **fields)


def hold(hold_id: str, amount: int, descriptor: str, on: str, mcc: str = "5999", **more: Any) -> Authorisation:
    """An open hold of five days, unless told otherwise."""
    at = local(on)
    fields: dict[str, Any] = {"expires_at": at + timedelta(days=5), "state": HoldState.OPEN, **more}
    return Authorisation(hold_id, "acc", "k1", amount, descriptor, mcc, at, **fields)


def bill(bill_id: str, close: str, due: str, balance: int = 50000, minimum: int = 3500, **more: Any) -> Statement:
    """A statement of a month that closed on a day."""
    end = day(close)
    fields: dict[str, Any] = dict.fromkeys(
        ("previous", "purchases", "cash", "transfers", "fees", "interest", "payments", "credits"), 0
    )
    return Statement(
        id=bill_id,
        account_id="acc",
        open=end - timedelta(days=29),
        close=end,
        transmitted_on=end + timedelta(days=1),
        due=day(due),
        new_balance=balance,
        minimum_due=minimum,
        **{**fields, **more},
    )


def payment(payment_id: str, amount: int, received: datetime, bill_id: str | None = None, **more: Any) -> Payment:
    return Payment(
        payment_id, "acc", f"line-{payment_id}", amount, received, received.astimezone(NEW_YORK).date(), bill_id, **more
    )


def payment_line(payment_id: str, amount: int, on: str) -> Line:
    return line(f"line-{payment_id}", -amount, "PAYMENT - THANK YOU", on, type=LineType.PAYMENT)


def late_fee(fee_id: str, amount: int, bill_id: str, on: str) -> tuple[Line, Fee]:
    row = line(f"line-{fee_id}", amount, "LATE FEE", on, type=LineType.FEE)
    return row, Fee(fee_id, "acc", row.id, "late", amount, bill_id, "2026-1")


def credit_for(target: Line, amount: int, on: str, kind: str = "goodwill") -> tuple[Line, Correction]:
    row = line(f"credit-{target.id}", -amount, "COURTESY CREDIT", on, type=LineType.CREDIT)
    return row, Correction(f"why-{target.id}", "acc", row.id, kind, target.id)
