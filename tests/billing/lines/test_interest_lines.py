"""The worked examples of domain 1.1 as explanations of the lines they are billed as, to the cent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from candor.billing.days import spoken_span
from candor.billing.descriptors import Confidence
from candor.billing.explanation import Detail, Explanation, NextStep
from candor.billing.lines import explain
from candor.billing.records import (
    Book,
    Correction,
    Fee,
    InterestCharge,
    Line,
    LineType,
    Payment,
    Plan,
    Statement,
)
from tests import ours
from tests.billing.books import bill, book, day, line, local

WORDING = ours.wording()
TODAY = date(2026, 5, 12)
BALANCE = {"cash": "cash", "transfer": "transfer"}
SHOP = "NRTHFLD OUTDR 0231"


def posted(line_id: str, amount: int, on: str, kind: LineType = LineType.PURCHASE, **more: Any) -> Line:
    """A line that counts on the day said."""
    return replace(line(line_id, amount, SHOP, on, type=kind, **more), post_date=day(on))


def interest(kind: str, amount: int, computed: int | None = None, apr: int = 2499) -> tuple[Line, InterestCharge]:
    row = posted("i1", amount, "04-30", LineType.INTEREST)
    computed = amount if computed is None else computed
    return row, InterestCharge("why-i1", "acc", "i1", kind, amount, apr, day("04-01"), day("04-30"), computed)


def paid(payment_id: str, amount: int, on: str, **more: Any) -> tuple[Line, Payment]:
    fields: dict[str, Any] = {"credited_on": day(on), "allocation": {"purchase": amount}, **more}
    row = posted(f"line-{payment_id}", -amount, str(fields["credited_on"]), LineType.PAYMENT)
    return row, Payment(payment_id, "acc", row.id, amount, fields.pop("received_at", local(on)), **fields)


def april(
    charge: tuple[Line, InterestCharge],
    *lines: Line,
    began: int = 0,
    payments: tuple[tuple[Line, Payment], ...] = (),
    **parts: Any,
) -> Book:
    """A book of February, March and April whose every bill adds up. `began`: what was owed before all of it."""
    rows = [charge[0], *lines, *(row for row, _ in payments)]
    bills: list[Statement] = []
    for month, (opens, closes, due) in enumerate(
        (("02-01", "02-28", "03-25"), ("03-01", "03-31", "04-25"), ("04-01", "04-30", "05-25"))
    ):
        previous = bills[-1].new_balance if bills else began
        inside = [row for row in rows if day(opens) <= row.post_date <= day(closes)]
        owed = previous + sum(row.amount for row in inside)
        bills.append(replace(bill(f"s{month + 2}", closes, due, owed, previous=previous), open=day(opens)))
    of_bill = {row.id: one.id for one in bills for row in rows if one.open <= row.post_date <= one.close}
    return book(
        statements=tuple(bills),
        lines=tuple(replace(row, statement_id=of_bill.get(row.id)) for row in rows),
        interest=(charge[1],),
        payments=tuple(row for _, row in payments),
        account={"apr_bp": {"purchase": 2499, "cash": 2999, "transfer": 1999}, "cycle_day": 30, "due_day": 25},
        **parts,
    )


def told(its: Book, detail: Detail = Detail.FULL, today: date = TODAY) -> Explanation:
    """The explanation of the interest; its words are rendered too, so that no fact can be missing."""
    found = explain(its, "i1", today, detail)
    assert all(WORDING.render(name, found.all_facts).text for name in found.responses)
    return found


def runs(its: Explanation) -> list[tuple[int, int]]:
    return [(span.days, span.owed.cents) for span in its.spans]


def adds_up(its: Explanation) -> bool:
    *parts, result = [step.amount.cents for step in its.steps]
    return sum(parts) == result


ORDINARY = (posted("t0", 100_000, "02-10"), posted("t1", 20_000, "04-11"))
ORDINARY_PAID = (paid("p1", 30_000, "04-21"),)


def test_i1_ordinary_interest_is_its_three_runs_of_days() -> None:
    its = told(april(interest("purchase", 2_122), *ORDINARY, payments=ORDINARY_PAID))
    assert runs(its) == [(10, 100_000), (10, 120_000), (10, 90_000)]
    assert its.facts["list"].split("\n") == [
        "• April 1–10: 10 days × $1,000.00",
        "• April 11–20: 10 days × $1,200.00",
        "• April 21–30: 10 days × $900.00",
    ]
    assert (its.facts["in_all"], its.facts["average"]) == ("$31,000.00", "$1,033.33")
    assert (its.facts["rate"], its.facts["year_days"], its.facts["computed"]) == ("24.99%", "365", "$21.22")
    assert adds_up(its)
    assert its.mistake is None
    assert its.responses == (
        "utter_explain_interest_purchase",
        "utter_explain_interest_full",
        "utter_explain_interest_stop_pay_then_last",
    )


def test_it_ends_with_what_to_pay_by_when() -> None:
    its = told(april(interest("purchase", 2_122), *ORDINARY, payments=ORDINARY_PAID), Detail.SHORT)
    assert (its.facts["stop_amount"], its.facts["stop_by"], its.by_when) == ("$921.22", "May 25", date(2026, 5, 25))
    assert its.next_step is NextStep.PAY


def test_one_line_is_one_line() -> None:
    its = told(april(interest("purchase", 2_122), *ORDINARY, payments=ORDINARY_PAID), Detail.ONE_LINE)
    assert its.responses == ("utter_explain_interest_purchase_line",)


def test_i1_in_a_year_of_360_days() -> None:
    its = told(april(interest("purchase", 2_152), *ORDINARY, payments=ORDINARY_PAID, terms={"day_count": "360"}))
    assert (its.mistake, its.facts["year_days"], its.facts["computed"]) == (None, "360", "$21.52")


LOST = (posted("t0", 60_000, "03-10"), posted("t1", 15_000, "04-10"))


def test_i2_where_grace_is_lost_only_the_unpaid_rest_and_new_purchases_cost() -> None:
    its = told(april(interest("purchase", 421), *LOST, payments=(paid("p1", 50_000, "04-25"),)))
    assert runs(its) == [(9, 10_000), (21, 25_000)]
    assert (its.variant, its.facts["paid_by_due"], its.facts["bill_amount"]) == ("lost", "$500.00", "$600.00")
    assert (its.facts["in_all"], its.facts["computed"], adds_up(its)) == ("$6,150.00", "$4.21", True)


def test_i2_interest_on_the_part_that_was_paid_is_our_mistake() -> None:
    its = told(april(interest("purchase", 1_243), *LOST, payments=(paid("p1", 50_000, "04-25"),)))
    assert its.responses == ("utter_explain_interest_too_high", "utter_explain_interest_mistake_full")
    assert its.mistake is not None
    assert (its.mistake.name, its.mistake.amount.cents) == ("interest_too_high", 1_243 - 421)
    assert (its.facts["right"], its.facts["too_much"], adds_up(its)) == ("$4.21", "$8.22", True)
    assert its.next_step is NextStep.ASK_PERSON


def test_a_bill_that_nothing_was_paid_of_is_told_as_that() -> None:
    its = told(april(interest("purchase", 1_448), *LOST))
    assert (its.variant, its.facts["bill_closed"], its.mistake) == ("lost_unpaid", "March 31", None)


CARRIED = (posted("t0", 100_000, "02-10"),)


def test_i3_trailing_interest_is_the_days_until_the_payment_and_the_last_of_it_if_this_bill_is_paid() -> None:
    its = told(april(interest("trailing", 1_643), *CARRIED, payments=(paid("p1", 100_000, "04-25"),)))
    assert runs(its) == [(24, 100_000)]
    assert (its.facts["paid_on"], its.facts["carried"], its.facts["until_paid"]) == ("April 25", "$1,000.00", "24 days")
    assert (its.facts["stop_amount"], its.facts["stop_by"]) == ("$16.43", "May 25")
    assert its.responses == (
        "utter_explain_interest_trailing",
        "utter_explain_interest_full",
        "utter_explain_interest_last_if",
    )


def test_i3_with_a_purchase_since() -> None:
    bought = posted("t1", 50_000, "04-15")
    its = told(april(interest("trailing", 2_191), *CARRIED, bought, payments=(paid("p1", 100_000, "04-25"),)))
    assert (its.variant, runs(its)) == ("new", [(14, 100_000), (10, 150_000), (6, 50_000)])
    assert adds_up(its)


def test_trailing_interest_on_a_bill_that_was_paid_too_was_the_last() -> None:
    both = (paid("p1", 100_000, "04-25"), paid("p2", 1_643, "05-10"))
    its = told(april(interest("trailing", 1_643), *CARRIED, payments=both))
    assert its.responses[-1] == "utter_explain_interest_last"


def test_trailing_interest_on_a_bill_that_was_not_paid_in_time_was_not_the_last() -> None:
    its = april(interest("trailing", 1_643), *CARRIED, payments=(paid("p1", 100_000, "04-25"),))
    after = told(its, today=date(2026, 5, 26))
    assert after.responses[-2:] == ("utter_explain_interest_not_last", "utter_explain_interest_stop_running")


def test_a_bill_paid_on_its_first_day_costs_interest_only_on_what_was_bought_since() -> None:
    bought = posted("t1", 50_000, "04-15")
    its = told(april(interest("trailing", 548), *CARRIED, bought, payments=(paid("p1", 100_000, "04-01"),)))
    assert (its.variant, runs(its), its.mistake) == ("since", [(16, 50_000)], None)


def test_small_interest_is_told_with_both_numbers() -> None:
    small = (posted("t0", 2_100, "02-10"),)
    its = told(april(interest("minimum", 150, 43), *small))
    assert its.responses[:2] == ("utter_explain_interest_minimum", "utter_explain_interest_least_full")
    assert (its.facts["computed"], its.facts["least"], its.facts["amount"]) == ("$0.43", "$1.50", "$1.50")
    assert [(step.name, step.amount.cents) for step in its.steps] == [
        ("for_days", 43),
        ("raised_by", 107),
        ("charged", 150),
    ]


def test_a_minimum_for_no_interest_at_all_is_our_mistake_in_full() -> None:
    its = told(april(interest("minimum", 150, 43), posted("t1", 2_100, "04-10")))
    assert its.responses == ("utter_explain_interest_too_high", "utter_explain_interest_none_due_full")
    assert its.mistake is not None
    assert its.mistake.amount.cents == 150


def cash() -> tuple[tuple[Line, ...], dict[str, Any]]:
    taken = posted("t1", 15_000, "04-11", LineType.CASH_ADVANCE)
    fee = posted("t2", 1_000, "04-11", LineType.FEE)
    return (taken, fee), {"fees": (Fee("f1", "acc", "t2", "cash", 1_000, "t1", "1"),)}


def test_cash_and_its_fee_cost_interest_from_the_first_day() -> None:
    lines, parts = cash()
    its = told(april(interest("cash", 263, apr=2999), *lines, **parts))
    assert (runs(its), its.variant, its.facts["cash_owed"]) == ([(20, 16_000)], "one", "$160.00")
    assert (its.facts["rate"], its.facts["computed"]) == ("29.99%", "$2.63")
    assert its.responses[-1] == "utter_explain_interest_stop_cash"


def test_debt_that_was_moved_here_is_told_as_that() -> None:
    moved = posted("t1", 200_000, "04-11", LineType.TRANSFER)
    its = told(april(interest("transfer", 2_191, apr=1999), moved))
    assert its.responses[0] == "utter_explain_interest_transfer"
    assert (runs(its), its.facts["rate"], its.mistake) == ([(20, 200_000)], "19.99%", None)


OFFER = Plan("o1", "acc", "t0", "deferred", 60_000, date(2026, 2, 20), date(2026, 4, 19), 2499)


def test_interest_on_hold_is_told_with_the_promise_and_what_was_left() -> None:
    bought = posted("t0", 60_000, "02-20")
    part = paid("p1", 20_000, "04-10", allocation={"promo": 20_000})
    its = told(april(interest("deferred", 2_287), bought, payments=(part,), plans=(OFFER,)))
    assert runs(its) == [(49, 60_000), (10, 40_000)]
    assert (its.facts["offer_price"], its.facts["offer_left"]) == ("$600.00", "$400.00")
    assert (its.facts["offer_ends"], adds_up(its), its.mistake) == ("April 19", True, None)
    assert "utter_explain_interest_after_offer" in its.responses


@pytest.mark.parametrize(("ends", "warned"), [("06-30", True), ("07-31", False)])
def test_an_offer_that_ends_within_two_bills_is_warned_of(ends: str, warned: bool) -> None:
    offer = replace(OFFER, starts=date(2026, 3, 2), ends=day(ends), line_id="t2", amount=30_000)
    its = told(
        april(
            interest("purchase", 2_122),
            *ORDINARY,
            posted("t2", 30_000, "03-02"),
            payments=ORDINARY_PAID,
            plans=(offer,),
        )
    )
    assert ("utter_explain_interest_offer_ends" in its.responses) is warned
    if warned:
        assert (its.facts["offer_left"], its.facts["offer_hold"]) == ("$300.00", "$14.79")


# --- our own mistakes, and what rows do not tell


def test_a_payment_that_we_counted_late_is_named_as_the_cause() -> None:
    late = paid("p1", 30_000, "04-21", credited_on=date(2026, 4, 22))
    its = told(april(interest("purchase", 2_143), *ORDINARY, payments=(late,)))
    assert its.responses[0] == "utter_explain_interest_counted_late"
    assert its.mistake is not None
    assert (its.mistake.name, its.mistake.amount.cents) == ("counted_late", 21)
    assert (its.facts["received"], its.facts["credited"]) == ("April 21", "April 22")
    assert "p1" in its.cites


def test_a_late_count_that_does_not_explain_the_sum_is_not_named_as_its_cause() -> None:
    late = paid("p1", 30_000, "04-21", credited_on=date(2026, 4, 22))
    its = told(april(interest("purchase", 2_200), *ORDINARY, payments=(late,)))
    assert its.responses[0] == "utter_explain_interest_too_high"


def test_interest_below_what_it_could_be_is_no_mistake() -> None:
    its = told(april(interest("purchase", 2_000), *ORDINARY, payments=ORDINARY_PAID))
    assert (its.mistake, its.responses[1], adds_up_less(its)) == (None, "utter_explain_interest_less_full", True)


def adds_up_less(its: Explanation) -> bool:
    *parts, less, result = [step.amount.cents for step in its.steps]
    return sum(parts) - less == result


@pytest.mark.parametrize(("back", "response"), [(822, "given_back"), (500, "part_back")])
def test_what_was_given_back_is_no_longer_a_mistake(back: int, response: str) -> None:
    credit = posted("c1", -back, "05-05", LineType.CREDIT)
    why = Correction("k1", "acc", "c1", "correction", "i1")
    its = told(
        april(interest("purchase", 1_243), *LOST, credit, payments=(paid("p1", 50_000, "04-25"),), corrections=(why,))
    )
    assert its.responses[0] == f"utter_explain_interest_{response}"
    assert (its.mistake.amount.cents if its.mistake else 0) == 822 - back


def without(its: Book, **parts: Any) -> Book:
    return replace(its, **parts)


def broken_books() -> dict[str, Book]:
    its = april(interest("purchase", 1_999), *ORDINARY, payments=ORDINARY_PAID)
    february, march, last = its.statements
    return {
        "a line is missing": without(its, lines=tuple(row for row in its.lines if row.id != "t1")),
        "a payment has no row": without(its, payments=()),
        "a bill is missing": without(its, statements=(february, last)),
        "a bill does not follow": without(its, statements=(february, replace(march, previous=1), last)),
        "the rate has changed since": without(its, interest=(replace(its.interest[0], apr_bp=1999),)),
        "no rates": without(its, account=replace(its.account, apr_bp={})),
        "a payment was given out in part": without(its, payments=(replace(its.payments[0], allocation={"cash": 1}),)),
    }


@pytest.mark.parametrize("what", broken_books())
def test_where_rows_do_not_tell_no_sum_and_no_mistake_is_made_up(what: str) -> None:
    its = told(broken_books()[what])
    assert its.responses == ("utter_explain_interest_purchase_unknown",)
    assert (its.confidence, its.next_step) == (Confidence.UNKNOWN, NextStep.ASK_PERSON)
    assert (its.steps, its.spans, its.mistake) == ((), (), None)


def test_what_began_before_the_book_is_never_called_our_mistake() -> None:
    """How the bills before the first one were paid can not be seen."""
    charge = interest("purchase", 9_999)
    row = replace(charge[0], txn_date=day("02-28"), post_date=day("02-28"))
    its = told(april((row, charge[1]), began=100_000))
    assert (its.confidence, its.mistake) == (Confidence.UNKNOWN, None)


def test_a_second_line_of_the_same_interest_is_our_mistake_in_full() -> None:
    first = interest("purchase", 2_122)
    again = replace(first[0], id="i2")
    its = april(first, *ORDINARY, again, payments=ORDINARY_PAID)
    its = without(its, interest=(first[1], replace(first[1], id="why-i2", line_id="i2")))
    assert explain(its, "i1", TODAY).mistake is None
    second = explain(its, "i2", TODAY, Detail.FULL)
    assert second.mistake is not None
    assert (second.mistake.amount.cents, second.facts["right"]) == (2_122, "$0.00")


def test_days_of_two_rates_are_each_shown_with_their_own_interest() -> None:
    taken = posted("t1", 1_000, "04-11", LineType.CASH_ADVANCE)
    its = told(april(interest("minimum", 150, 57), posted("t0", 2_000, "02-10"), taken))
    assert its.responses[1] == "utter_explain_interest_mixed_least_full"
    assert its.facts["list"].split("\n") == [
        "• April 1–30: 30 days × $20.00 at 24.99% = $0.41",
        "• April 11–30: 20 days × $10.00 at 29.99% = $0.16",
    ]


def test_interest_of_a_long_account_that_is_never_paid_in_full_is_certain() -> None:
    """Ten years of bills, none of them paid in full, and 20,000 lines."""
    first = date(2016, 1, 1)
    days = [first + timedelta(days=n) for n in range(3_600)]
    lines = [posted(f"t{n}", 500, str(on), statement_id=f"s{(on - first).days // 30}") for n, on in enumerate(days * 5)]
    bills = [
        replace(
            bill(f"s{n}", str(days[30 * n + 29]), str(days[30 * n + 29] + timedelta(days=25)), 75_000 * (n + 1)),
            previous=75_000 * n,
        )
        for n in range(120)
    ]
    row, charge = interest("purchase", 1)
    row = replace(row, post_date=bills[-1].close, txn_date=bills[-1].close, statement_id="s119")
    bills[-1] = replace(bills[-1], new_balance=bills[-1].new_balance + 1)
    its = book(statements=tuple(bills), lines=(*lines, row), interest=(charge,))
    today = bills[-1].close + timedelta(days=9)
    found = explain(its, "i1", today, Detail.FULL)
    assert (found.confidence, len(its.lines)) == (Confidence.CERTAIN, 18_001)


def test_spans_name_days_over_months_and_years() -> None:
    today = date(2026, 5, 12)
    assert spoken_span(day("04-28"), day("05-02"), today) == "April 28–May 2"
    assert spoken_span(date(2025, 4, 1), date(2025, 4, 10), today) == "April 1–10, 2025"
    assert spoken_span(date(2025, 4, 28), date(2025, 5, 2), today) == "April 28–May 2, 2025"
    assert spoken_span(date(2025, 12, 20), date(2026, 1, 19), today) == "December 20, 2025–January 19"
    assert spoken_span(today, today + timedelta(days=0), today) == "May 12"
