"""A case of interest is read exactly, or refused with the field's name and what to write there."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candor.billing.interest import BalanceType, DayCount, Grace, Method, Rate, always
from candor.billing.interest.case import solve
from candor.billing.tariff import percent
from candor.errors import CaseRefused
from candor.importing.interest_case import case_from

APRIL = {"open": "2025-04-01", "close": "2025-04-30"}
OWED = {"cycle": APRIL, "opening": {"purchase": 100_000}, "apr": {"purchase": "24.99"}}
OFFER = {"starts": "2024-05-01", "ends": "2025-04-30", "amount": 120_000, "apr": "24.99"}


def read(**fields: Any) -> Any:
    return case_from(json.dumps({**OWED, **fields}))


def refused(text: str) -> str:
    with pytest.raises(CaseRefused) as found:
        case_from(text)
    assert found.value.next_step
    return f"{found.value} {found.value.next_step}"


def test_what_is_left_out_has_a_plain_default() -> None:
    case = read()
    assert (case.open, case.close) == (date(2025, 4, 1), date(2025, 4, 30))
    assert (case.opening, case.rates) == ({BalanceType.PURCHASE: 100_000}, {"purchase": always(percent("24.99"))})
    assert (case.bookings, case.method, case.grace, case.offer) == ((), Method(), None, None)
    assert (case.minimum_interest, case.currency) == (0, "USD")


@pytest.mark.parametrize("rate", ["24.99", 24.99, "24.990"])
def test_a_rate_is_exact_as_text_and_as_number(rate: object) -> None:
    assert read(apr={"purchase": rate}).rates["purchase"] == always(Fraction(2499, 10_000))


def test_periods_of_a_rate_are_read_by_the_day_each_begins() -> None:
    periods = [{"from": "2025-04-16", "percent": 30}, {"from": "2025-01-01", "percent": "24.99"}]
    found = read(apr={"purchase": periods}).rates["purchase"]
    assert found == (Rate(date(2025, 4, 16), percent(30)), Rate(date(2025, 1, 1), percent("24.99")))


@pytest.mark.parametrize("written", ["360", 360])
def test_the_day_count_may_be_a_number(written: object) -> None:
    assert read(day_count=written).method.day_count is DayCount.FIXED_360


def test_null_is_as_good_as_left_out() -> None:
    assert read(grace=None, deferred=None, daily_rate_digits=None, entries=None) == read()


def test_the_grace_facts_are_read() -> None:
    facts = {"previous_in_full": True, "this_in_full": False, "due": "2025-04-25"}
    assert read(grace=facts).grace == Grace(True, False, date(2025, 4, 25))


def test_a_payment_without_a_balance_is_given_out_and_one_with_it_is_not() -> None:
    apr = {"purchase": "24.99", "cash": "29.99"}
    opening = {"purchase": 10_000, "cash": 5_000}
    entry = {"day": "2025-04-21", "payment": 6_000}
    given_out = solve(read(apr=apr, opening=opening, entries=[entry]))
    assert given_out.given[0].allocation.by_kind == {"cash": 5_000, "purchase": 1_000}
    named = solve(read(apr=apr, opening=opening, entries=[{**entry, "balance": "purchase"}]))
    assert named.given == ()
    assert named.interest.billed > given_out.interest.billed


def test_the_minimum_is_used_up_by_the_payments_in_their_order() -> None:
    apr, opening = {"purchase": 20, "transfer": 0}, {"purchase": 50_000, "transfer": 50_000}
    entries = [{"day": "2025-04-20", "payment": 3_000}, {"day": "2025-04-10", "payment": 2_000}]
    found = solve(read(apr=apr, opening=opening, entries=entries, allocation={"minimum_due": 3_500})).given
    assert [given.allocation.by_kind for given in found] == [
        {"transfer": 2_000},
        {"transfer": 1_500, "purchase": 1_500},
    ]


def test_an_overpaid_account_without_purchases_keeps_a_credit() -> None:
    cash = {"cycle": APRIL, "apr": {"cash": 30}, "opening": {"cash": 1_000}}
    case = case_from(json.dumps({**cash, "entries": [{"day": "2025-04-02", "payment": 5_000}]}))
    assert solve(case).given[0].allocation.by_kind == {"cash": 1_000, "purchase": 4_000}
    assert solve(case).interest.lines == {"cash": 1}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (
            {"opning": {}},
            "opning is not a field that is known here. There are: cycle, opening, apr, entries, day_count",
        ),
        ({"cycle": {**APRIL, "until": 1}}, "cycle.until is not a field"),
        ({"cycle": {"open": "2025-04-01"}}, "cycle.close is missing"),
        ({"cycle": {"open": "2025-04-30", "close": "2025-04-01"}}, "cycle.close is 2025-04-01, before"),
        ({"cycle": {"open": "2024-01-01", "close": "2025-04-01"}}, "cycle.close is too far"),
        ({"cycle": {"open": "April 1", "close": "x"}}, 'cycle.open is "April 1", no day. Write a day as 2025-04-01.'),
        ({"cycle": {"open": 20250401, "close": "x"}}, "cycle.open is 20250401, no day"),
        ({"cycle": []}, "cycle is not an object"),
        (
            {"opening": {"purchase": 12.5}},
            "opening.purchase is 12.5, no whole number of cents. Write $12.50 as 1250.",
        ),
        ({"opening": {"purchase": "12"}}, "opening.purchase is"),
        ({"opening": {"purchase": True}}, "opening.purchase is true"),
        ({"opening": {"purchase": 10**16}}, "opening.purchase is out of range"),
        ({"opening": {"cash": 1}}, "apr.cash is missing. Add the rate of the cash balance."),
        ({"opening": {"savings": 1}}, "opening.savings is not a field"),
        ({"apr": {"purchase": -1}}, "apr.purchase is -1, no rate"),
        ({"apr": {"purchase": "24,99"}}, "apr.purchase is"),
        ({"apr": {"purchase": "1001"}}, "apr.purchase is"),
        ({"apr": {"purchase": []}}, "apr.purchase names no rate"),
        ({"apr": {"purchase": [{"from": "2025-04-02", "percent": 1}]}}, "apr.purchase has no rate for 2025-04-01"),
        ({"apr": {"purchase": [{"from": "2025-01-01", "percent": 1}] * 2}}, "apr.purchase has two rates"),
        ({"apr": {"purchase": [7]}}, "apr.purchase[0] is not an object"),
        ({"entries": {}}, "entries is not a list"),
        ({"entries": [{"day": "2025-05-01", "charge": 1}]}, "entries[0].day is 2025-05-01, not within"),
        ({"entries": [{"day": "2025-04-01"}]}, "exactly one of: charge, credit, payment"),
        ({"entries": [{"day": "2025-04-01", "charge": 1, "credit": 1}]}, "exactly one of"),
        ({"entries": [{"day": "2025-04-01", "charge": -1}]}, "entries[0].charge is out of range"),
        ({"entries": [{"day": "2025-04-01", "charge": 1, "balance": "gold"}]}, "purchase, cash, transfer, promo"),
        ({"entries": [{"day": "2025-04-01", "charge": 1, "balance": "cash"}]}, "apr.cash is missing"),
        ({"entries": [{"day": "2025-04-01", "charge": 1, "note": 5}]}, "entries[0].note is 5, no text"),
        ({"day_count": "366"}, 'day_count is "366". Write one of: 365, actual, 360.'),
        ({"compounding": True}, "compounding is true. Write one of: none, daily."),
        ({"daily_rate_digits": 13}, "daily_rate_digits is 13"),
        ({"daily_rate_digits": 1.5}, "daily_rate_digits is"),
        ({"grace": {"previous_in_full": "yes"}}, 'grace.previous_in_full is "yes". Write true or false.'),
        ({"minimum_interest": -1}, "minimum_interest is out of range"),
        ({"allocation": {"minimum_to": "cheapest"}}, "allocation.minimum_to is"),
        ({"deferred": {**OFFER, "starts": "2025-05-01"}}, "deferred.starts is 2025-05-01, after 2025-04-30"),
        ({"deferred": {**OFFER, "starts": "2015-05-01"}}, "deferred.starts is too long ago"),
        ({"deferred": {**OFFER, "apr": [{"from": "2025-01-01", "percent": 1}]}}, "deferred.apr has no rate for 2024"),
        (
            {"deferred": {**OFFER, "entries": [{"day": "2025-04-01", "payment": 1, "balance": "cash"}]}},
            "balance is not",
        ),
        ({"currency": "dollars"}, "currency is no code"),
    ],
)
def test_what_can_not_be_used_is_refused_by_its_name(fields: dict[str, Any], said: str) -> None:
    assert said in refused(json.dumps({**OWED, **fields}))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "This is not JSON: Expecting value at line 1, column 1."),
        ('{"cycle": }', "at line 1, column 11"),
        ("[]", "The case is not an object."),
        ('{"cycle": {"open": "2025-04-01", "open": "2025-04-02"}}', "open stands there twice"),
        ('{"minimum_interest": NaN}', "This is not JSON that can be read."),
        ('{"minimum_interest": ' + "9" * 5_000 + "}", "This is not JSON that can be read."),
        ("[" * 100_000, "This is not JSON that can be read."),
        ('{"cycle": {"open": "2025-04-01", "close": "2025-04-30"}, "apr": {"cash": 1e999999999}}', "apr.cash is"),
    ],
)
def test_text_that_is_no_case_is_refused(text: str, said: str) -> None:
    assert said in refused(text)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**18), 10**18) | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = (
    *("cycle", "opening", "apr", "entries", "day_count", "compounding", "daily_rate_digits", "grace"),
    *("minimum_interest", "allocation", "deferred", "currency"),
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), ANYTHING, max_size=4))
def test_whatever_stands_in_a_field_is_read_or_refused_and_nothing_else(fields: dict[str, Any]) -> None:
    with suppress(CaseRefused):
        assert solve(case_from(json.dumps({**OWED, **fields}))).interest.billed >= 0
