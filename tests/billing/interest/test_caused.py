"""The interest that a wrong amount led to, worked out by hand beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from candor.billing.interest.caused import caused_interest
from candor.billing.records import Book, Fee, InterestCharge, Line, LineType
from tests.billing.books import bill, book, line, local, payment

WRONG = 3_000
MARCH = replace(bill("s3", "03-31", "04-25", 63_000), open=date(2026, 3, 1), previous=60_000)
APRIL = replace(bill("s4", "04-30", "05-25", 64_294), open=date(2026, 4, 1), previous=63_000)
MAY = replace(bill("s5", "05-31", "06-25", 65_659), open=date(2026, 5, 1), previous=64_294)
FEE = line("fee", WRONG, "LATE FEE", "03-31", type=LineType.FEE, statement_id="s3")
# 63,000 x 30 days and 64,294 x 31 days at 24.99% / 365, rounded half up.
CHARGED = {"s4": 1_294, "s5": 1_365}


def charged(bill_id: str, day: str) -> tuple[Line, InterestCharge]:
    cents = CHARGED[bill_id]
    row = line(f"i-{bill_id}", cents, "INTEREST CHARGE", day, type=LineType.INTEREST, statement_id=bill_id)
    on = row.post_date
    return row, InterestCharge(f"r-{bill_id}", "acc", row.id, "purchase", cents, 2499, on.replace(day=1), on, cents)


def two_bills() -> Book:
    rows = [charged("s4", "04-30"), charged("s5", "05-31")]
    return book(
        statements=(MARCH, APRIL, MAY),
        lines=(FEE, *(row for row, _ in rows)),
        fees=(Fee("f1", "acc", FEE.id, "late", WRONG, "s3", "2026"),),
        interest=tuple(row for _, row in rows),
    )


def test_interest_on_the_wrong_amount_and_on_that_interest_is_counted_bill_by_bill() -> None:
    """Without the fee: 60,000 x 30 days is 1,232, and 61,232 x 31 days is 1,300: 62 and 65 less."""
    assert caused_interest(two_bills(), FEE, WRONG) == (1_294 - 1_232) + (1_365 - 1_300)


def test_a_part_that_was_wrong_caused_a_part() -> None:
    """58,500 and more would have been owed: 1,500 of 3,000 is about half of it."""
    assert caused_interest(two_bills(), FEE, 1_500) in (63, 64)


def test_never_more_than_what_was_charged() -> None:
    its = two_bills()
    assert caused_interest(its, FEE, 63_000) == sum(CHARGED.values())


def test_a_bill_whose_rows_do_not_add_up_says_nothing() -> None:
    broken = replace(two_bills(), statements=(MARCH, replace(APRIL, new_balance=1), MAY))
    assert caused_interest(broken, FEE, WRONG) == 0


def test_without_interest_nothing_was_caused() -> None:
    alone = replace(two_bills(), lines=(FEE,), interest=(), statements=(MARCH,))
    assert caused_interest(alone, FEE, WRONG) == 0


def test_a_bill_that_would_have_been_paid_in_full_bore_no_interest_at_all() -> None:
    """All but the wrong fee was paid by the due day: without it the purchases of the next month had grace."""
    its = two_bills()
    new = replace(bill("s3", "03-31", "04-25", 63_000), open=date(2026, 3, 1), previous=0)
    bought = line("t1", 60_000, "RIDGE FUEL 0042", "03-08", statement_id="s3")
    paid = line("line-p1", -60_000, "PAYMENT", "04-20", type=LineType.PAYMENT, statement_id="s4")
    came = payment("p1", 60_000, local("04-20"), "s3", allocation={"purchase": 60_000})
    row, why = charged("s4", "04-30")
    # 3,000 of day one to thirty; the part that was paid bears none (1026.54): 62.
    row, why = replace(row, amount=62), replace(why, amount=62, computed=62)
    after = replace(APRIL, new_balance=63_000 - 60_000 + 62)
    its = replace(
        its,
        statements=(new, after),
        lines=(bought, FEE, paid, row),
        interest=(why,),
        payments=(came,),
        account=replace(its.account, opened=date(2026, 3, 1)),
    )
    assert caused_interest(its, FEE, WRONG) == 62
