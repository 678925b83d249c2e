"""On which day money counts: one rule for interest, for late fees and for what is told of a payment."""

from datetime import date, timedelta

import pytest

from candor.billing.explanation import Explanation
from candor.billing.lines import explain
from candor.billing.receipts import counts_on, cut_off
from candor.billing.records import Book
from tests.billing.books import TODAY, bill, book, late_fee, local, payment, payment_line

DUE = date(2026, 4, 28)
SHARP = local("04-28", 17)


def paid_at(seconds_after_five: int, cut_off_hour: int = 17) -> Book:
    """The minimum came so many seconds after 5 p.m. of the due day, and a late fee was charged."""
    row, fee = late_fee("f1", 3000, "s4", "05-01")
    paid = payment("p1", 5000, SHARP + timedelta(seconds=seconds_after_five), "s4")
    return book(
        statements=(bill("s4", "04-03", "04-28"),),
        lines=(row, payment_line("p1", 5000, "04-28")),
        fees=(fee,),
        payments=(paid,),
        terms={"payment_cut_off_hour": cut_off_hour},
    )


def fee_told(its: Book) -> Explanation:
    return explain(its, "line-f1", TODAY)


@pytest.mark.parametrize(("seconds", "day"), [(-3600, 28), (-1, 28), (0, 28), (1, 29), (3600, 29)])
def test_money_by_five_o_clock_sharp_counts_that_day(seconds: int, day: int) -> None:
    its = paid_at(seconds)
    assert counts_on(its, its.payments[0]) == date(2026, 4, day)


@pytest.mark.parametrize("seconds", [-1, 0, 1, 3600])
def test_the_late_fee_and_the_day_that_a_payment_counts_never_disagree(seconds: int) -> None:
    its = paid_at(seconds)
    in_time = counts_on(its, its.payments[0]) <= DUE
    assert (fee_told(its).mistake is not None) == in_time


def test_a_cut_off_earlier_than_five_is_not_kept_to() -> None:
    """12 CFR 1026.10(b)(2)(ii): 5 p.m. is the earliest that terms may set."""
    its = paid_at(-60, cut_off_hour=14)
    assert cut_off(its, DUE) == SHARP
    assert counts_on(its, its.payments[0]) == DUE
    assert fee_told(its).mistake is not None


def test_a_later_cut_off_is_kept_to_and_midnight_ends_the_day() -> None:
    assert counts_on(paid_at(2 * 3600, cut_off_hour=20), paid_at(2 * 3600).payments[0]) == DUE
    whole = paid_at(7 * 3600 - 1, cut_off_hour=24)
    assert counts_on(whole, whole.payments[0]) == DUE
    assert fee_told(whole).facts["cut_off"] == "12 a.m."
