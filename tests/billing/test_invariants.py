"""Each rule of domain part 6 about ledger rows finds a book that breaks it, and leaves a sound one alone."""

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from candor.billing import invariants
from candor.billing.invariants import Violation, check
from candor.billing.records import Book, InterestCharge
from candor.importing.sample.bank import SEED
from candor.settings import ROOT
from tests import ours
from tests.billing.books import book, credit_for, day, late_fee
from tests.billing.broken_books import BROKEN, SUBTLE, Break

CODES = {
    code
    for path in Path(invariants.__file__).parent.glob("*.py")
    for code in re.findall(r'Violation\("(\w+)"', path.read_text(encoding="utf-8"))
}


@cache
def sound() -> dict[str, Book]:
    return {book.customer.id: book for book in ours.bank(SEED, date(2026, 5, 12))}


def codes(violations: list[Violation]) -> set[str]:
    return {violation.code for violation in violations}


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_book_is_found(code: str) -> None:
    customer, broken = BROKEN[code]
    assert code not in codes(check(sound()[customer]))
    assert code in codes(check(broken(sound()[customer])))


@pytest.mark.parametrize(("code", "customer", "broken"), SUBTLE.values(), ids=SUBTLE)
def test_a_finer_break_of_a_rule_is_found_too(code: str, customer: str, broken: Break) -> None:
    assert code not in codes(check(sound()[customer]))
    assert code in codes(check(broken(sound()[customer])))


def back_for_a_fee(cents: int, kind: str) -> Book:
    """A late fee of $30.00 of April 29 came back; 42 cents of interest were billed since, 99 before."""
    row, fee = late_fee("f1", 3000, "b1", "04-29")
    given, why = credit_for(row, cents, "05-05", kind)
    charged = [("before", 99, "03-04", "04-28"), ("since", 42, "04-29", "05-03")]
    charges = [
        InterestCharge(*(name, "acc", name, "purchase", c, 2499, day(a), day(b), c)) for name, c, a, b in charged
    ]
    return book(lines=(row, given), fees=(fee,), corrections=(why,), interest=tuple(charges))


@pytest.mark.parametrize(
    ("cents", "kind", "too_much"),
    [(3042, "correction", False), (3043, "correction", True), (3001, "goodwill", True), (3001, "temporary", True)],
)
def test_only_our_mistake_gives_back_more_than_the_line_and_only_the_interest_since(cents, kind, too_much) -> None:
    assert ("more_back_than_paid" in codes(check(back_for_a_fee(cents, kind)))) is too_much


def test_every_rule_has_a_book_that_breaks_it() -> None:
    assert set(BROKEN) == CODES


def test_every_rule_has_a_heading_in_the_reference() -> None:
    page = (ROOT / "docs" / "reference" / "invariants.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^### (\w+)$", page, re.MULTILINE)) == CODES


def test_a_violation_names_the_row_that_breaks_the_rule() -> None:
    book = BROKEN["currency_mixed"][1](sound()["c01"])
    assert [v.subject for v in check(book)] == [book.lines[-1].id]


def test_a_book_without_any_bill_or_line_breaks_nothing() -> None:
    book = sound()["c01"]
    assert check(Book(book.customer, book.account)) == []


def test_a_payment_after_the_cut_off_hour_counts_on_the_next_day() -> None:
    """The mistake in c11's book is one because 4:40 p.m. is before five; half an hour later it were none."""
    book = sound()["c11"]
    assert codes(check(book)) == {"late_fee_not_due", "credited_late", "interest_wrong"}
    assert check(half_an_hour_later(book)) == []


def half_an_hour_later(book: Book) -> Book:
    late = next(v.subject for v in check(book) if v.code == "credited_late")
    later = {p.id: p.received_at + timedelta(minutes=30 if p.id == late else 0) for p in book.payments}
    return replace(book, payments=tuple(replace(p, received_at=later[p.id]) for p in book.payments))
