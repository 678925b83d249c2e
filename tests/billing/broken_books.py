"""Books of the sample bank, each broken in one place: what `check` must find, by the code of the rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from candor.billing.records import Book, HoldState, LineType

Break = Callable[[Book], Book]
DAY = timedelta(days=1)


def one(family: str, when: Callable[[Any], bool] = lambda row: True, **changes: Any) -> Break:
    """Changes the newest row of a family that fits; a callable change is given the row."""

    def broken(book: Book) -> Book:
        rows = list(getattr(book, family))
        at = max(n for n, row in enumerate(rows) if when(row))
        rows[at] = replace(rows[at], **{k: v(rows[at]) if callable(v) else v for k, v in changes.items()})
        return replace(book, **{family: tuple(rows)})

    return broken


def without(family: str, when: Callable[[Any], bool] = lambda row: True) -> Break:
    """Leaves out the rows of a family that fit."""
    return lambda book: replace(book, **{family: tuple(row for row in getattr(book, family) if not when(row))})


def account(**changes: Any) -> Break:
    return lambda book: replace(book, account=replace(book.account, **changes))


def again(family: str, when: Callable[[Any], bool], **changes: Any) -> Break:
    """Adds a second row like one that fits."""

    def broken(book: Book) -> Book:
        rows = getattr(book, family)
        return replace(book, **{family: (*rows, replace(next(filter(when, rows)), **changes))})

    return broken


def both(first: Break, second: Break) -> Break:
    return lambda book: second(first(book))


def is_type(kind: LineType) -> Callable[[Any], bool]:
    return lambda line: line.type == kind


def is_kind(kind: str) -> Callable[[Any], bool]:
    return lambda row: row.kind == kind


def billed(line: Any) -> bool:
    return line.statement_id is not None


def returned(payment: Any) -> bool:
    return payment.returned_on is not None


def a_purchase_on_an_open_hold(book: Book) -> Book:
    hold = next(hold for hold in book.authorisations if hold.state == HoldState.OPEN)
    return one("lines", is_type(LineType.PURCHASE), authorisation_id=hold.id)(book)


def two_purchases_on_one_hold(book: Book) -> Book:
    hold = next(line.authorisation_id for line in book.lines if line.authorisation_id)
    return one("lines", lambda n: n.merchant_id and n.authorisation_id != hold, authorisation_id=hold)(book)


def billed_interest_one_cent_up(book: Book) -> Book:
    up = {"amount": lambda charge: charge.amount + 1, "computed": lambda charge: charge.computed + 1}
    return one("interest", is_kind("trailing"), **up)(book)


def a_late_fee_beside_the_returned_one(book: Book) -> Book:
    fee = next(fee for fee in book.fees if fee.kind == "returned")
    payment = next(payment for payment in book.payments if payment.id == fee.trigger_id)
    return replace(book, fees=(*book.fees, replace(fee, id="f2", kind="late", trigger_id=payment.statement_id)))


def a_late_payment_sent_back(book: Book) -> Book:
    return one("payments", returned_on=lambda payment: payment.credited_on + DAY)(book)


BROKEN: dict[str, tuple[str, Break]] = {
    "balance_sum": ("c01", one("statements", new_balance=lambda bill: bill.new_balance + 1)),
    "minimum_above_balance": ("c01", one("statements", minimum_due=lambda bill: bill.new_balance + 1)),
    "previous_balance": ("c01", one("statements", previous=lambda bill: bill.previous - 1)),
    "gap_between_bills": ("c01", one("statements", open=lambda bill: bill.open + DAY)),
    "column_sum": ("c01", one("lines", billed, amount=lambda line: line.amount + 1)),
    "line_on_wrong_bill": ("c01", one("lines", billed, post_date=lambda line: line.post_date + timedelta(days=40))),
    "line_on_no_bill": ("c01", one("lines", billed, statement_id=None)),
    "too_little_time_to_pay": ("c01", one("statements", transmitted_on=lambda bill: bill.due - timedelta(days=20))),
    "sent_before_close": ("c01", one("statements", transmitted_on=lambda bill: bill.close - DAY)),
    "due_day_moved": ("c01", account(due_day=31)),
    "interest_without_reason": ("c01", without("interest")),
    "interest_differs": ("c01", one("interest", amount=lambda charge: charge.amount + 1)),
    "minimum_interest": ("c16", one("interest", is_kind("minimum"), computed=151)),
    "interest_not_as_computed": ("c13", one("interest", computed=lambda charge: charge.computed + 1)),
    "interest_wrong": ("c13", billed_interest_one_cent_up),
    "captured_without_charge": ("c01", without("lines", lambda line: line.authorisation_id is not None)),
    "hold_in_balance": ("c01", a_purchase_on_an_open_hold),
    "charged_twice_for_one_hold": ("c01", two_purchases_on_one_hold),
    "order_parts": ("c02", one("authorisations", lambda hold: hold.amount == 12_997, amount=12_996)),
    "fee_without_reason": ("c01", without("fees")),
    "fee_differs": ("c01", one("fees", amount=2_999)),
    "fee_above_cap": ("c01", one("fees", amount=3_001)),
    "two_fees_for_one_event": ("c09", a_late_fee_beside_the_returned_one),
    "late_fee_not_due": ("c01", one("payments", received_at=lambda p: p.received_at - timedelta(days=2))),
    "over_limit_without_consent": ("c10", account(overlimit_optin_on=None)),
    "fee_price": ("c05", one("fees", is_kind("foreign"), amount=lambda fee: fee.amount - 1)),
    "payment_differs": ("c01", one("payments", amount=lambda payment: payment.amount + 1)),
    "returned_payment": ("c01", a_late_payment_sent_back),
    "payment_without_row": ("c01", without("payments")),
    "allocation_sum": ("c01", one("payments", allocation={"purchase": 1})),
    "credited_late": ("c01", one("payments", credited_on=lambda payment: payment.credited_on + DAY)),
    "credited_before_receipt": ("c01", one("payments", credited_on=lambda payment: payment.credited_on - DAY)),
    "more_back_than_paid": ("c09", one("lines", is_type(LineType.REFUND), amount=lambda line: line.amount - 1)),
    "id_twice": ("c01", again("lines", lambda line: True)),
    "dangling": ("c01", one("lines", lambda line: line.card_id, card_id="d0")),
    "currency_mixed": ("c01", one("lines", currency="EUR")),
    "card_number_kept": ("c01", one("lines", descriptor="CARD 4111 1111 1111 1111")),
    "days_out_of_order": ("c01", one("lines", txn_date=date(2030, 1, 1))),
}

SUBTLE: dict[str, tuple[str, str, Break]] = {
    "a second late fee within six cycles at more than the repeat tier": (
        "fee_above_cap", "c07", one("fees", is_kind("late"), amount=4_101),
    ),
    "a first late fee at the tier of a repeated one": (
        "fee_above_cap", "c07", without("fees", lambda fee: fee.kind == "late" and fee.amount == 3_000),
    ),
    "a late fee above the minimum that was due": ("fee_above_cap", "c08", one("fees", amount=2_501)),
    "an over-limit fee above the excess": ("fee_above_cap", "c10", one("fees", is_kind("overlimit"), amount=1_501)),
    "consent to over-limit fees that came after the fee": (
        "over_limit_without_consent", "c10", account(overlimit_optin_on=date(2030, 1, 1)),
    ),
    "two over-limit fees in one cycle": (
        "two_fees_for_one_event", "c10", again("fees", is_kind("overlimit"), id="f2"),
    ),
    "a cash fee below its least": ("fee_price", "c06", one("fees", is_kind("cash"), amount=750)),
    "a transfer fee of another rate": ("fee_price", "c12", one("fees", is_kind("transfer"), amount=6_000)),
    "a yearly fee of another card": ("fee_price", "c03", one("fees", is_kind("annual"), amount=9_900)),
    "interest from a day after its last": (
        "days_out_of_order", "c01", one("interest", to_day=lambda charge: charge.from_day - DAY),
    ),
    "interest that a bill left out": ("interest_wrong", "c07", without("interest", is_kind("purchase"))),
    "interest at another rate": (
        "interest_wrong", "c06", one("rates", lambda period: period.balance == "cash", apr_bp=2_899),
    ),
    "interest on days that a payment had ended": (
        "interest_wrong", "c07", one("payments", received_at=lambda payment: payment.received_at - 9 * DAY),
    ),
    "a hold that ends before it begins": (
        "days_out_of_order", "c01", one("authorisations", expires_at=lambda hold: hold.at),
    ),
    "a bill that is due before it closes": ("days_out_of_order", "c01", one("statements", due=lambda b: b.close)),
    "a card number without spaces in a note": (
        "card_number_kept", "c10", one("corrections", note="for 5500005555555559"),
    ),
    "a whole card number as its ending": ("card_number_kept", "c01", one("cards", last4="44711")),
    "another customer's account": ("dangling", "c01", account(customer_id="c02")),
}  # fmt: skip
