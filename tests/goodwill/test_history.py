"""The facts of a request, read from a book as it stood on a day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from candor.billing.invariants import check
from candor.billing.records import Customer, Fee, InterestCharge, LineType
from candor.goodwill.facts import Facts, facts_from
from candor.goodwill.history import (
    Given,
    after_grants,
    days_past_due,
    late_payments,
    months_before,
    months_between,
    past_due,
    requests_of,
)
from tests.billing.books import bill, book, credit_for, day, late_fee, line, local, payment
from tests.goodwill.requests import POLICY

YEAR = (day("2025-06-01"), day("2026-05-12"))


def asked(one, since=YEAR[0], until=YEAR[1]):
    return list(requests_of(one, since, until, POLICY))


def with_fee(**parts):
    """A late fee of $30 on April 29, for the bill due on April 28."""
    row, fee = late_fee("f1", 3000, "b1", "04-29")
    lines, fees = parts.pop("lines", ()), parts.pop("fees", ())
    return book(lines=(row, *lines), fees=(fee, *fees), **parts)


def test_a_late_fee_becomes_a_request_with_the_facts_of_its_day():
    (found,) = asked(with_fee(statements=(bill("b1", "04-03", "04-28"),)))
    assert (found.line_id, found.day) == ("line-f1", day("04-29"))
    assert found.facts == {
        "kind": "late",
        "amt": 3000,
        "age": 0,
        "ten": 39,
        "dpd": 1,
        "same": 0,
        "n": 0,
        "used": 0,
        "mic": 0,
        "late12": 1,
        "bud": 1,
        "flag": [],
    }
    assert isinstance(facts_from(found.facts), Facts)


def test_it_is_asked_about_on_the_day_its_bill_was_sent_but_never_in_the_future():
    billed = with_fee(statements=(bill("b2", "05-03", "05-28", minimum=0),))
    billed = replace(billed, lines=(replace(billed.lines[0], statement_id="b2"),))
    (found,) = asked(billed)
    assert (found.day, found.facts["age"]) == (day("05-04"), 5)
    (found,) = asked(billed, until=day("05-01"))
    assert found.day == day("05-01")


def test_only_fees_and_interest_of_the_time_are_asked_about():
    bought = line("t1", 5000, "SQ *BLUE HERON", "04-20")
    old_row, old = late_fee("f0", 3000, "b0", "2025-05-31")
    plan = line("t2", 100, "PLAN FEE", "04-20", type=LineType.FEE)
    fees = (old, Fee("f2", "acc", "t2", "instalment", 100, None, "2026-1"))
    found = asked(with_fee(lines=(bought, old_row, plan), fees=fees))
    assert [request.line_id for request in found] == ["line-f1"]


@pytest.mark.parametrize(
    ("kind", "read_as"),
    [
        ("purchase", "interest"),
        ("cash", "interest"),
        ("trailing", "trailing"),
        ("minimum", "min_int"),
        ("deferred", "interest"),
    ],
)
def test_interest_is_asked_about_by_its_kind(kind, read_as):
    row = line("i1", 2122, "INTEREST", "04-20", type=LineType.INTEREST)
    reason = InterestCharge("r1", "acc", "i1", kind, 2122, 2499, day("03-04"), day("04-03"), 2122)
    found = asked(book(lines=(row,), interest=(reason,)))
    assert [request.facts["kind"] for request in found] == [read_as]


@pytest.mark.parametrize(
    ("kind", "read_as"),
    [("foreign", "ftf"), ("cash", "cash"), ("transfer", "bt_fee"), ("annual", "annual"), ("overlimit", "overlimit")],
)
def test_a_fee_is_asked_about_by_its_kind(kind, read_as):
    row = line("x1", 500, "FEE", "04-20", type=LineType.FEE)
    found = asked(book(lines=(row,), fees=(Fee("f1", "acc", "x1", kind, 500, None, "2026-1"),)))
    assert [request.facts["kind"] for request in found] == [read_as]


def test_grants_of_the_last_year_count_and_small_ones_apart():
    earlier = []
    for number, (on, amount) in enumerate([("2025-03-01", 3000), ("2025-09-01", 3000), ("2026-01-10", 400)]):
        row, fee = late_fee(f"e{number}", 3000, "b0", on)
        back, why = credit_for(row, amount, on)
        earlier.append((row, fee, back, why))
    rows, fees, backs, whys = zip(*earlier, strict=True)
    one = with_fee(lines=(*rows, *backs), fees=fees, corrections=whys)
    found = next(request for request in asked(one) if request.line_id == "line-f1")
    facts = found.facts
    assert (facts["same"], facts["n"], facts["used"], facts["mic"]) == (1, 1, 3000, 1)


def test_a_correction_is_no_grant():
    row, fee = late_fee("e1", 3000, "b0", "2026-01-10")
    back, why = credit_for(row, 3000, "2026-01-12", "correction")
    found = asked(with_fee(lines=(row, back), fees=(fee,), corrections=(why,)))[-1].facts
    assert (found["same"], found["n"], found["used"], found["mic"]) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("kind", "flag"), [("goodwill", "already"), ("correction", "already"), ("temporary", "disputed")]
)
def test_a_credit_for_the_line_itself_is_a_mark_from_the_next_day_on(kind, flag):
    one = with_fee(statements=(bill("b2", "05-03", "05-28", minimum=0),))
    fee = replace(one.lines[0], statement_id="b2")
    for on, flags in (("05-03", [flag]), ("05-04", [])):
        back, why = credit_for(fee, 3000, on, kind)
        (found,) = asked(replace(one, lines=(fee, back), corrections=(why,)))
        assert found.facts["flag"] == flags


def test_a_closed_account_and_a_customer_who_needs_care_are_marks():
    (found,) = asked(with_fee(account={"status": "charged_off"}))
    assert found.facts["flag"] == ["closed"]
    one = with_fee()
    care = replace(one, customer=replace(one.customer, flags=frozenset({"vulnerable"})))
    assert asked(care)[0].facts["flag"] == ["sensitive"]
    assert isinstance(one.customer, Customer)


def test_a_fee_that_we_charged_wrongly_is_our_error():
    paid = payment("p1", 5000, local("04-20"), "b1")
    (found,) = asked(with_fee(statements=(bill("b1", "04-03", "04-28"),), payments=(paid,)))
    assert found.facts["flag"] == ["bank_error"]


def test_days_past_due_run_from_the_oldest_due_date_that_nothing_covers():
    bills = (bill("b1", "03-03", "03-28"), bill("b2", "04-03", "04-28"))
    assert days_past_due(book(statements=bills), day("03-28")) == 0
    assert days_past_due(book(statements=bills), day("03-29")) == 1
    assert days_past_due(book(statements=bills), day("05-12")) == 45
    late = payment("p1", 3500, local("04-20"), "b1")
    assert days_past_due(book(statements=bills, payments=(late,)), day("04-19")) == 22
    assert days_past_due(book(statements=bills, payments=(late,)), day("04-20")) == 0
    assert (
        days_past_due(book(statements=bills, payments=(replace(late, returned_on=day("04-25")),)), day("04-26")) == 29
    )


def test_a_payment_counts_for_a_bill_after_its_close_and_until_it_is_sent_back():
    bills = (bill("b1", "03-03", "03-28"),)
    early, there = payment("p1", 3500, local("03-03"), "b0"), payment("p2", 3500, local("03-04"), "b1")
    assert days_past_due(book(statements=bills, payments=(early,)), day("03-29")) == 1
    assert days_past_due(book(statements=bills, payments=(there,)), day("03-29")) == 0
    back = replace(there, returned_on=day("03-30"))
    assert days_past_due(book(statements=bills, payments=(back,)), day("03-29")) == 0
    assert days_past_due(book(statements=bills, payments=(back,)), day("03-30")) == 2


def test_a_grant_leaves_the_window_on_the_same_day_a_year_later():
    (request,) = asked(with_fee())
    for back, counted in ((0, 0), (1, 1)):
        given = Given(day("2025-04-29") + timedelta(days=back), "late", 2500)
        assert after_grants(request, [given], POLICY)["same"] == counted


def test_late_payments_are_counted_over_the_last_due_dates():
    bills = tuple(bill(f"b{n}", f"2025-{n:02d}-03", f"2025-{n:02d}-28") for n in range(1, 13))
    good = tuple(payment(f"p{n}", 3500, local(f"2025-{n:02d}-20"), f"b{n}") for n in range(1, 10))
    one = book(statements=bills, payments=good)
    assert late_payments(one, date(2025, 10, 28), 12) == 0
    assert late_payments(one, date(2025, 10, 29), 12) == 1
    assert late_payments(one, date(2026, 1, 5), 12) == 3
    assert late_payments(one, date(2026, 1, 5), 2) == 2


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2025-01-31", "2025-02-28", 0),
        ("2025-01-31", "2025-03-31", 2),
        ("2025-01-15", "2026-01-14", 11),
        ("2025-01-15", "2026-01-15", 12),
        ("2026-01-15", "2025-01-15", 0),
    ],
)
def test_months_are_whole_ones(start, end, months):
    assert months_between(day(start), day(end)) == months


@pytest.mark.parametrize(
    ("on", "months", "found"),
    [
        ("2026-05-12", 12, "2025-05-12"),
        ("2026-03-31", 1, "2026-02-28"),
        ("2024-02-29", 12, "2023-02-28"),
        ("2026-01-31", 1, "2025-12-31"),
        ("2026-12-15", 1, "2026-11-15"),
        ("2026-01-01", 13, "2024-12-01"),
    ],
)
def test_months_back_end_on_a_day_that_there_is(on, months, found):
    assert months_before(day(on), months) == day(found)


def test_grants_on_top_of_the_ledger_count_while_they_are_in_the_window():
    (request,) = asked(with_fee())
    grants = [
        Given(request.day - timedelta(days=10), "late", 2500),
        Given(request.day - timedelta(days=20), "ftf", 300),
        Given(request.day - timedelta(days=400), "late", 4100),
    ]
    facts = after_grants(request, grants, POLICY)
    assert (facts["same"], facts["n"], facts["used"], facts["mic"]) == (1, 1, 2500, 1)
    assert request.facts["n"] == 0


def test_interest_that_a_bill_left_out_makes_no_mistake_of_its_late_fee():
    """In the customer's favour besides: the bill after an unpaid one should have had the lowest interest."""
    bills = (bill("b0", "03-03", "03-28", minimum=0), bill("b1", "04-03", "04-28"))
    late = (payment("p0", 3500, local("03-30"), "b0"),)
    billed = with_fee(statements=bills, payments=late, lines=(line("bought", 40000, "SQ *BLUE HERON", "02-20"),))
    assert any(violation.code == "interest_wrong" and violation.subject == "b1" for violation in check(billed))
    (found,) = asked(billed)
    assert found.facts["flag"] == []


def test_what_is_past_due_is_what_is_missing_of_the_newest_least_that_was_due():
    bills = (bill("b2", "04-03", "04-28", minimum=4000), bill("b1", "03-03", "03-28", minimum=3500))
    one = book(statements=bills)
    assert past_due(book(), day("04-29")) == 0
    assert [past_due(one, day(on)) for on in ("03-28", "03-29", "04-28", "04-29")] == [0, 3500, 3500, 4000]
    part = payment("p1", 1500, local("04-20"), "b2")
    assert past_due(replace(one, payments=(part,)), day("04-29")) == 2500
    more = payment("p1", 9000, local("04-20"), "b2")
    assert past_due(replace(one, payments=(more,)), day("04-29")) == 0
