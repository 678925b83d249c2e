"""A book's rows as ledgers: what counts, on which day, and when nothing can be said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from candor.billing.interest import BalanceType, BillInterest, Row
from candor.billing.interest.history import History, history_of
from candor.billing.records import Book, Correction, Fee, InterestCharge, Line, LineType, Plan, Statement
from tests.billing.books import bill, book, line, local, payment

MARCH = replace(bill("s3", "03-31", "04-25", 60_000), open=date(2026, 3, 1), previous=60_000)
APRIL = replace(bill("s4", "04-30", "05-25"), open=date(2026, 4, 1), previous=60_000)
FURNITURE = Plan("o1", "acc", "t1", "deferred", 60_000, date(2026, 3, 20), date(2026, 4, 19), 2499)


def posted(line_id: str, amount: int, on: str, kind: LineType = LineType.PURCHASE, **more: Any) -> Line:
    """A line that counts on the day said."""
    at = line(line_id, amount, "RIDGE FUEL 0042", on, type=kind, **more)
    return replace(at, post_date=at.txn_date)


def april(*lines: Line, **parts: Any) -> BillInterest:
    """The interest of April after a March that began with $600.00 and was not paid in full."""
    found = History(book(statements=(MARCH, APRIL), lines=lines, **parts)).interest(APRIL)
    assert found is not None
    return found


def purchases(found: BillInterest) -> list[tuple[int, int]]:
    return [(step.days, step.balance) for step in found.charges[0].accrued.steps]


def test_what_a_bill_began_with_is_followed_line_by_line() -> None:
    lines = (posted("t1", 15_000, "03-20"), posted("t2", -5_000, "04-05", LineType.REFUND))
    assert purchases(april(*lines)) == [(4, 75_000), (26, 70_000)]


def test_a_bills_own_interest_joins_the_balance_after_its_last_day() -> None:
    old, new = (posted(f"i{n}", 1_000, on, LineType.INTEREST) for n, on in ((3, "03-31"), (4, "04-30")))
    assert purchases(april(old, new)) == [(30, 61_000)]


def test_a_payment_counts_on_the_day_it_came_although_we_credited_it_later() -> None:
    late = payment("p1", 60_000, local("04-20", 16, 40), allocation={"purchase": 60_000})
    late = replace(late, credited_on=date(2026, 4, 22))
    assert purchases(april(payments=(late,))) == [(19, 60_000), (11, 0)]


def test_a_payment_after_the_cut_off_hour_counts_on_the_next_day() -> None:
    late = payment("p1", 60_000, local("04-20", 17, 1), allocation={"purchase": 60_000})
    assert purchases(april(payments=(late,))) == [(20, 60_000), (10, 0)]


def test_a_payment_that_came_back_had_never_come() -> None:
    back = payment("p1", 60_000, local("04-10"), returned_on=date(2026, 4, 14))
    assert purchases(april(payments=(back,))) == [(30, 60_000)]


def test_a_payment_that_came_back_after_the_bill_closed_still_counted_on_it() -> None:
    back = payment("p1", 60_000, local("04-20"), returned_on=date(2026, 5, 2))
    assert purchases(april(payments=(back,))) == [(19, 60_000), (11, 0)]


def test_a_payment_in_full_by_the_due_day_makes_the_interest_trailing() -> None:
    found = april(payments=(payment("p1", 60_000, local("04-25")),))
    assert (found.charges[0].row, found.lines) == (Row.TRAILING, {"trailing": 986})


def test_a_refund_helps_to_pay_a_bill_in_full_but_a_move_to_a_plan_does_not() -> None:
    back = posted("t1", -10_000, "04-03", LineType.CREDIT)
    paid = payment("p1", 50_000, local("04-25"))
    assert april(back, payments=(paid,)).charges[0].row is Row.TRAILING
    moved = Correction("k1", "acc", "t1", "plan", None)
    assert april(back, payments=(paid,), corrections=(moved,)).charges[0].row is Row.NONE


def test_cash_its_fee_and_its_interest_are_a_balance_of_their_own() -> None:
    lines = (
        posted("t1", 15_000, "04-11", LineType.CASH_ADVANCE),
        posted("t2", 1_000, "04-11", LineType.FEE),
        posted("t3", 200, "03-31", LineType.INTEREST),
    )
    found = april(
        *lines,
        account={"apr_bp": {"purchase": 2499, "cash": 2999}},
        fees=(Fee("f1", "acc", "t2", "cash", 1_000, "t1", "1"),),
        interest=(InterestCharge("i1", "acc", "t3", "cash", 200, 2999, MARCH.open, MARCH.close, 200),),
    )
    cash = next(charge for charge in found.charges if charge.kind is BalanceType.CASH)
    assert [(step.days, step.balance) for step in cash.accrued.steps] == [(10, 200), (20, 16_200)]
    assert purchases(found) == [(30, 60_000)]


def test_what_is_left_of_an_offer_is_a_purchase_from_the_next_day_on() -> None:
    bought = posted("t1", 60_000, "03-20")
    part = payment("p1", 20_000, local("04-10"), allocation={"promo": 20_000})
    after = payment("p2", 15_000, local("04-22"), allocation={"promo": 15_000})
    found = april(bought, plans=(FURNITURE,), payments=(part, after))
    assert purchases(found) == [(19, 60_000), (2, 100_000), (9, 85_000)]
    assert found.deferred is not None
    assert [(step.days, step.balance) for step in found.deferred.stored.steps] == [(21, 60_000), (10, 40_000)]
    assert (found.deferred.left, found.deferred.charged) == (40_000, 1_137)


def test_an_offer_that_was_paid_off_costs_nothing() -> None:
    paid = payment("p1", 60_000, local("04-19"), allocation={"promo": 60_000})
    found = april(posted("t1", 60_000, "03-20"), plans=(FURNITURE,), payments=(paid,))
    assert purchases(found) == [(30, 60_000)]
    assert "deferred" not in found.lines


def test_the_first_bill_has_grace_only_when_it_began_with_nothing() -> None:
    new = replace(MARCH, previous=0)
    for first, row in ((MARCH, Row.NONE), (new, Row.KEPT)):
        found = History(book(statements=(first,), lines=(posted("t1", 5_000, "03-05"),))).interest(first)
        assert found is not None
        assert found.charges[0].row is row


@pytest.mark.parametrize(
    ("bill", "parts"),
    [
        (APRIL, {"account": {"apr_bp": {}}}),
        (APRIL, {"terms": {"day_count": "lunar"}}),
        (APRIL, {"plans": (FURNITURE, replace(FURNITURE, id="o2", line_id="t2"))}),
        (APRIL, {"plans": (replace(FURNITURE, ends=date(2026, 1, 1)),)}),
        (replace(APRIL, close=APRIL.open - timedelta(days=1)), {}),
    ],
    ids=[
        "no rates",
        "a year of no known days",
        "two offers at a time",
        "an offer that ends before it begins",
        "a bill that closes before it opens",
    ],
)
def test_without_what_it_takes_nothing_is_said(bill: Statement, parts: dict[str, Any]) -> None:
    assert History(book(statements=(MARCH, bill), **parts)).interest(bill) is None


def test_a_history_is_made_once_for_each_book() -> None:
    one: Book = book(statements=(MARCH, APRIL))
    assert history_of(one) is history_of(one)
    assert history_of(one) is not history_of(book(statements=(MARCH, APRIL)))
