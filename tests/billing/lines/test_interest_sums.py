"""Each interest line of the sample bank and of random banks: its steps come to the billed cents, or are our mistake."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from candor.billing.descriptors import Confidence
from candor.billing.explanation import Detail, Explanation
from candor.billing.lines import explain
from candor.billing.records import Book, Line, LineType
from tests import ours
from tests.importing.sample.random_people import random_book

TODAY = date(2026, 5, 12)
WORDING = ours.wording()
# `make agree` looks at 1,000.
BANKS = int(os.environ.get("CANDOR_TEST_BANKS", "40"))


def interest_of(book: Book, today: date) -> Iterator[tuple[Line, Explanation]]:
    for line in book.lines:
        if line.type is LineType.INTEREST:
            yield line, explain(book, line.id, today, Detail.FULL)


def assert_right(line: Line, its: Explanation) -> None:
    """The sum stands on days: each run's cents, and what the smallest charge adds, come to what was billed."""
    *parts, result = its.steps
    assert its.confidence is Confidence.CERTAIN
    assert sum(step.amount.cents for step in parts) == result.amount.cents == line.amount
    days = [step for step in parts if step.name == "for_days"]
    assert [step.amount for step in days] == [span.interest for span in its.spans]
    exact = sum((span.days * span.owed.cents * span.daily_rate for span in its.spans), Fraction(0))
    assert abs(exact - sum(step.amount.cents for step in days)) <= Fraction(len({span.apr for span in its.spans}), 2)
    assert all(WORDING.render(name, its.all_facts).text for name in its.responses)


def test_every_interest_line_of_random_banks_is_told_with_a_sum_that_comes_to_it() -> None:
    kinds: Counter[str] = Counter()
    for seed in range(BANKS):
        book = random_book(seed)
        today = max(bill.close for bill in book.statements) + timedelta(days=14)
        for line, its in interest_of(book, today):
            assert its.mistake is None, (seed, its)
            assert_right(line, its)
            kinds[its.kind] += 1
    assert set(kinds) == {f"interest_{kind}" for kind in ("purchase", "cash", "trailing", "minimum", "deferred")}


def test_every_interest_line_of_the_sample_bank_is_too_and_our_one_mistake_is_found() -> None:
    wrong = []
    for book in ours.bank(1, TODAY):
        for line, its in interest_of(book, TODAY):
            assert_right(line, its)
            if its.mistake:
                wrong.append((book.customer.id, its.mistake.name, its.mistake.amount.cents))
    assert wrong == [("c11", "counted_late", 41)]


def test_a_cent_more_on_any_line_is_found_as_our_mistake_of_a_cent() -> None:
    """The explainer never reads what was billed to find what should have been."""
    for seed in range(BANKS // 4):
        book = random_book(seed)
        today = max(bill.close for bill in book.statements) + timedelta(days=14)
        # What the first two bills stand on began before the book: there nothing is called a mistake.
        early = {bill.id for bill in book.statements[:2]}
        late = [row for row in book.lines if row.type is LineType.INTEREST and row.statement_id not in early]
        newest = late[-1:]
        for line in newest:
            its = explain(one_cent_more(book, line), line.id, today, Detail.FULL)
            assert its.mistake is not None, seed
            assert its.mistake.amount.cents == 1


def one_cent_more(book: Book, wrong: Line) -> Book:
    """The same book with the line, its row and its bill a cent higher, so that all adds up."""
    return replace(
        book,
        lines=tuple(replace(row, amount=row.amount + 1) if row is wrong else row for row in book.lines),
        interest=tuple(
            replace(row, amount=row.amount + 1) if row.line_id == wrong.id else row for row in book.interest
        ),
        statements=tuple(
            replace(
                bill,
                new_balance=bill.new_balance + (bill.close >= wrong.post_date),
                previous=bill.previous + (bill.open > wrong.post_date),
            )
            for bill in book.statements
        ),
    )
