from dataclasses import replace
from datetime import date

import pytest

from candor.billing.records import InterestCharge, LineType
from candor.disputes.related import related_interest
from tests.services.serving import BOOK, JACKET

APRIL = InterestCharge("i1", "a01", "t-interest", "purchase", 2122, 2499, date(2026, 4, 1), date(2026, 4, 30), 2122)
LINE = replace(JACKET, amount=20000, post_date=date(2026, 4, 11))


def related(line=LINE, amount=20000, credited_on=None, **change):
    account = replace(BOOK.account, terms=replace(BOOK.account.terms, day_count=change.pop("day_count", "365")))
    return related_interest(
        replace(BOOK, account=account, interest=(replace(APRIL, **change),)), line, amount, credited_on
    )


def test_a_charge_s_part_is_its_amount_over_its_own_days():
    """20 days from April 11: 20,000 × 20 × 24.99% ÷ 365 = 273.86."""
    assert related() == 274
    assert related(day_count="360") == 278
    assert related(amount=10000) == 137


def test_days_after_it_was_credited_cost_nothing():
    assert related(credited_on=date(2026, 4, 21)) == 137
    assert related(credited_on=date(2026, 4, 11)) == 0


def test_it_is_never_more_than_was_charged():
    assert related(amount=10**7) == 2122


@pytest.mark.parametrize(("kind", "of"), [("cash", LineType.PURCHASE), ("purchase", LineType.CASH_ADVANCE)])
def test_interest_of_another_kind_is_not_of_the_charge(kind, of):
    assert related(replace(LINE, type=of), kind=kind) == 0


def test_a_charge_posted_after_the_bill_caused_nothing_of_it():
    assert related(replace(LINE, post_date=date(2026, 5, 1))) == 0
