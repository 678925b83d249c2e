"""Interest of days before and after the yearly rate changed: each at its own rate (domain 1.1)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from candor.billing.descriptors import Confidence
from candor.billing.explanation import Detail, Explanation
from candor.billing.lines import explain
from candor.billing.records import AprPeriod, Book, InterestCharge, Line, LineType
from tests import ours
from tests.billing.books import bill, book, line

TODAY = date(2026, 5, 12)
BEFORE = tuple(
    replace(bill(f"s{month}", close, due, 100_000), open=date(2026, month, 1), previous=100_000)
    for month, close, due in ((1, "01-31", "02-25"), (2, "02-28", "03-25"), (3, "03-31", "04-25"))
)
OLD = AprPeriod("q1", "acc", "purchase", date(2024, 1, 1), 2499)
NEW = AprPeriod("q2", "acc", "purchase", date(2026, 4, 11), 2000)
# 100,000 for 10 days at 24.99% and 20 days at 20.00%, a 365th of each a day: 684.66 + 1,095.89.
RIGHT = 1_781


def charged(cents: int, apr_bp: int = 2000, rates: tuple[AprPeriod, ...] = (OLD, NEW)) -> Book:
    april = replace(bill("s4", "04-30", "05-25", 100_000 + cents), open=date(2026, 4, 1), previous=100_000)
    row: Line = line("i4", cents, "INTEREST CHARGE", "04-30", type=LineType.INTEREST, statement_id="s4")
    why = InterestCharge("r4", "acc", "i4", "purchase", cents, apr_bp, april.open, april.close, cents)
    its = book(statements=(*BEFORE, april), lines=(row,), interest=(why,), rates=rates)
    return replace(its, account=replace(its.account, apr_bp={"purchase": apr_bp}))


def told(its: Book, detail: Detail = Detail.FULL) -> Explanation:
    return explain(its, "i4", TODAY, detail)


def test_both_stretches_are_told_with_their_rates_and_come_to_what_was_billed() -> None:
    its = told(charged(RIGHT))
    assert its.confidence is Confidence.CERTAIN
    assert its.mistake is None
    assert [(span.days, span.apr * 10_000) for span in its.spans] == [(10, 2499), (20, 2000)]
    assert sum(span.interest.cents for span in its.spans) == RIGHT
    assert (its.facts["rate_before"], its.facts["rate_now"], its.facts["rate_on"]) == ("24.99%", "20%", "April 11")
    assert its.facts["rate"] == "24.99% and later 20%"
    assert "utter_explain_interest_rate_changed" in its.responses
    assert "utter_explain_interest_mixed_full" in its.responses
    assert "10 days × $1,000.00 at 24.99% = $6.85" in its.facts["list"]


def test_the_new_rate_taken_for_all_days_is_our_mistake_when_it_is_the_higher_one() -> None:
    dearer = replace(NEW, apr_bp=2999)
    all_new = 2_465  # 100,000 x 30 days at 29.99%
    its = told(charged(all_new, 2999, (OLD, dearer)))
    assert its.mistake is not None
    right = round(100_000 * (10 * 0.2499 + 20 * 0.2999) / 365)
    assert its.mistake.amount.cents == all_new - right


@pytest.mark.parametrize(
    ("rates", "apr_bp"),
    [((NEW,), 2000), ((OLD, NEW), 2299)],
    ids=["no rate for the first days", "a rate that the account never had"],
)
def test_what_the_rates_do_not_tell_is_told_as_unknown(rates: tuple[AprPeriod, ...], apr_bp: int) -> None:
    its = told(charged(RIGHT, apr_bp, rates))
    assert (its.confidence, its.mistake) == (Confidence.UNKNOWN, None)


def test_interest_at_a_rate_of_before_is_known_once_its_days_are() -> None:
    """An older bill at an older rate could not be held against anything while only today's rate was known."""
    later = replace(NEW, since=date(2026, 5, 2))
    assert told(charged(2_054, 2499, (OLD, later))).confidence is Confidence.CERTAIN


def test_a_customer_of_the_sample_bank_is_told_both_rates_of_the_newest_bill() -> None:
    (its,) = (one for one in ours.bank(1, TODAY) if one.customer.id == "c07")
    newest = [row.id for row in its.lines if row.type is LineType.INTEREST][-1]
    found = explain(its, newest, TODAY, Detail.FULL)
    assert (found.facts["rate_before"], found.facts["rate_now"]) == ("24.99%", "25.24%")
    assert found.steps[-1].amount.cents == sum(step.amount.cents for step in found.steps[:-1])
    assert found.mistake is None
