"""Two computations that share nothing, the sample bank's and the assistant's, reach the same cents on every line."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from datetime import date

from candor.billing.interest.history import History
from candor.billing.invariants import check
from candor.billing.records import Book
from candor.importing.sample.bank import make_bank
from tests.importing.sample.random_people import random_book

# `make agree` looks at 1,000; each costs some 40 ms.
BANKS = int(os.environ.get("CANDOR_TEST_BANKS", "60"))


def billed(book: Book) -> dict[str, dict[str, int]]:
    bills = {line.id: line.statement_id for line in book.lines}
    found: dict[str, dict[str, int]] = {bill.id: {} for bill in book.statements}
    for charge in book.interest:
        found[bills[charge.line_id] or ""][charge.kind] = charge.amount
    return found


def recomputed(book: Book) -> dict[str, dict[str, int]]:
    history = History(book)
    found = {bill.id: history.interest(bill) for bill in history.bills}
    return {bill_id: interest.lines for bill_id, interest in found.items() if interest}


def test_every_interest_line_of_random_accounts_is_reached_twice() -> None:
    kinds: Counter[str] = Counter()
    for seed in range(BANKS):
        book = random_book(seed)
        assert recomputed(book) == billed(book), f"random_book({seed})"
        kinds.update(charge.kind for charge in book.interest)
    assert set(kinds) == {"purchase", "cash", "trailing", "minimum", "deferred"}, "every kind was looked at"


def test_a_payment_of_an_offer_that_comes_back_after_the_offer_leaves_an_ordinary_debt() -> None:
    book = random_book(716)
    assert recomputed(book) == billed(book)


def test_every_rule_about_books_holds_for_random_accounts() -> None:
    """A payment that comes back after it was late, or late after it came back, is one event with one fee."""
    found = {seed: check(random_book(seed)) for seed in range(BANKS)}
    assert {seed: violations for seed, violations in found.items() if violations} == {}


def test_every_interest_line_of_the_written_customers_is_reached_twice_but_for_our_own_mistake() -> None:
    wrong: defaultdict[str, int] = defaultdict(int)
    for seed in range(3):
        for book in make_bank(seed, date(2026, 5, 12)):
            ours, theirs = recomputed(book), billed(book)
            wrong[book.customer.id] += sum(ours[bill] != theirs[bill] for bill in theirs)
    assert {customer: count for customer, count in wrong.items() if count} == {"c11": 3}


def test_the_steps_of_every_line_add_up_to_its_cents() -> None:
    for seed in range(20):
        book = random_book(seed)
        charges = {(charge.kind, charge.computed) for charge in book.interest}
        history = History(book)
        for bill in history.bills:
            interest = history.interest(bill)
            assert interest is not None
            for charge in interest.charges:
                assert sum(step.cents for step in charge.accrued.steps) == charge.cents
                if charge.cents and not interest.raised_by:
                    assert (charge.name, charge.cents) in charges
