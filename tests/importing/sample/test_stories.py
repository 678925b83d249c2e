"""What c01 can be asked holds on any day, and the page about the sample bank says what is true."""

import re
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta

import pytest

from candor.billing.records import Book, HoldState, Line
from candor.importing.sample.bank import SEED, make_bank, make_book
from candor.importing.sample.recipe import Event, Habit, Membership, NewRate, Pay, Person, Shop, recipe
from candor.settings import ROOT
from tests.importing.sample.line_kinds import KINDS

DAYS = [date(2026, 5, 12), date(2026, 11, 22), date(2027, 3, 31), date(2028, 2, 29), date(2029, 1, 1)]
PAGE = (ROOT / "docs" / "reference" / "sample-bank.md").read_text(encoding="utf-8")


@pytest.fixture(params=DAYS, ids=str)
def today(request: pytest.FixtureRequest) -> date:
    day: date = request.param
    return day


@pytest.fixture
def c01(today: date) -> Book:
    return make_book(recipe(), recipe().people[0], SEED, today)


def named(book: Book, name: str) -> list[Line]:
    return [line for line in book.lines if line.descriptor.startswith(name)]


def test_c01_has_one_blue_heron_charge_of_12_40_nine_days_ago_on_card_4471(c01: Book, today: date) -> None:
    (line,) = named(c01, "SQ *BLUE HERON")
    shop = c01.merchants[line.merchant_id or ""]
    assert (line.amount, line.txn_date, c01.cards[0].last4) == (1240, today - timedelta(days=9), "4471")
    assert (shop.brand, shop.address) == ("Blue Heron Coffee", "118 Pine Street")


def test_c01_has_a_first_late_fee_of_30_dollars_for_a_payment_two_days_late(c01: Book) -> None:
    (fee,) = [fee for fee in c01.fees if fee.kind == "late"]
    bill = c01.statements[-2]
    (payment,) = [payment for payment in c01.payments if payment.statement_id == bill.id]
    assert (fee.amount, fee.trigger_id) == (3000, bill.id)
    assert payment.credited_on == bill.due + timedelta(days=2)
    assert next(line for line in c01.lines if line.id == fee.line_id).statement_id == c01.statements[-1].id


def test_c01_owes_a_bill_that_is_due_in_the_future_and_not_paid_yet(c01: Book, today: date) -> None:
    bill = c01.statements[-1]
    assert today < bill.due < today + timedelta(days=21)
    assert 0 < bill.minimum_due < bill.new_balance
    assert not [payment for payment in c01.payments if payment.statement_id == bill.id]


def test_c01_has_an_open_hold_of_175_dollars_at_a_gas_station_since_yesterday(c01: Book, today: date) -> None:
    (hold,) = [hold for hold in c01.authorisations if hold.state == HoldState.OPEN]
    midnight = datetime.combine(today, datetime.min.time(), UTC)
    assert (hold.amount, hold.mcc) == (17_500, "5542")
    assert midnight - timedelta(days=1) < hold.at < midnight + timedelta(hours=5)
    assert [line.amount for line in named(c01, "RED MESA")] == [5_237]


def test_the_page_names_every_customer_with_their_story_and_questions() -> None:
    for person in recipe().people:
        assert f"### {person.id} {person.name}\n\n{person.about}\n" in PAGE
        assert all(f"- {question}\n" in PAGE for question in person.ask)


def test_the_page_says_on_whose_bill_each_kind_of_line_stands(today: date) -> None:
    rows = dict(re.findall(r"^\| ([^|]+?) \| ((?:c\d\d(?:, )?)+) \|", PAGE, re.MULTILINE))
    assert set(rows) == set(KINDS)
    books = {book.customer.id: book for book in make_bank(SEED, today)}
    for kind, customers in rows.items():
        assert all(KINDS[kind](books[customer], today) for customer in customers.split(", ")), kind


def test_every_key_of_the_recipe_is_explained_on_the_page() -> None:
    keys = {field.name for kind in (Shop, Person, NewRate, Pay, Habit, Membership, Event) for field in fields(kind)} - {
        "key"
    }
    assert not [key for key in sorted(keys) if f"`{key}`" not in PAGE]


def test_no_payment_goes_to_an_offer_that_is_over(today: date) -> None:
    """What was left of it is a purchase debt by then: a part booked elsewhere would go on costing interest."""
    c15 = next(person for person in recipe().people if person.id == "c15")
    book = make_book(recipe(), c15, SEED, today)
    (offer,) = [plan for plan in book.plans if plan.kind == "deferred"]
    after = [payment for payment in book.payments if payment.credited_on > offer.ends]
    assert after
    assert not [payment.allocation for payment in after if "promo" in payment.allocation]
