"""Fees worked out from their own rows: the examples of domain 1.2, and the mistakes that we find."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from candor.billing.descriptors import Confidence
from candor.billing.explanation import Detail, Explanation, NextStep
from candor.billing.lines import explain
from candor.billing.records import Book, Fee, Line, LineType, Merchant, Payment, Plan, Statement
from tests.billing.books import SHOPS, TODAY, bill, book, credit_for, line, local, payment

ABROAD = {**SHOPS, "m6": Merchant("m6", "Streamly", "PT", "5942", "Lisbon")}


def charged(kind: str, amount: int, trigger: str | None, on: str = "05-04", row_id: str = "t9") -> tuple[Line, Fee]:
    row = line(row_id, amount, f"{kind} FEE", on, type=LineType.FEE)
    return row, Fee(f"fee-{row_id}", "acc", row_id, kind, amount, trigger, "2026-1")


def told(its: Book, detail: Detail = Detail.FULL) -> Explanation:
    return explain(its, "t9", TODAY, detail)


def on_a_line(kind: str, amount: int, base: Line, **parts: Any) -> Book:
    row, fee = charged(kind, amount, base.id)
    return book(**{"lines": (base, row), "fees": (fee,), "merchants": ABROAD, **parts})


def numbers(its: Explanation) -> dict[str, int]:
    return {step.name: step.amount.cents for step in its.steps}


def cents_wrong(its: Explanation) -> int:
    return its.mistake.amount.cents if its.mistake else 0


# --- shares of a line


@pytest.mark.parametrize(("spent", "fee"), [(10_850, 326), (11_284, 339), (4_638, 139)])
def test_a_foreign_fee_is_three_hundredths_of_the_dollars(spent: int, fee: int) -> None:
    its = told(on_a_line("foreign", fee, line("t1", spent, "STREAMLY.COM", "05-02")))
    assert its.responses == ("utter_explain_fee_foreign", "utter_explain_fee_foreign_full")
    assert (numbers(its)["right"], numbers(its)["charged"], its.facts["share_rate"]) == (fee, fee, "3%")
    assert (its.facts["for_name"], its.facts["for_date"]) == ("Streamly", "May 2")
    assert {"t9", "fee-t9", "t1"} <= set(its.cites)
    assert its.mistake is None


def test_a_foreign_fee_above_its_share_is_our_mistake_by_the_difference() -> None:
    its = told(on_a_line("foreign", 500, line("t1", 10_850, "STREAMLY.COM", "05-02")))
    assert its.responses == ("utter_explain_fee_too_high", "utter_explain_fee_mistake_full")
    assert (cents_wrong(its), its.facts["right"], its.facts["too_much"]) == (174, "$3.26", "$1.74")
    assert its.all_facts["sum"] == "$3.26 + $1.74 = $5.00"


def test_a_fee_below_its_share_is_no_mistake_and_adds_up_all_the_same() -> None:
    its = told(on_a_line("foreign", 300, line("t1", 10_850, "STREAMLY.COM", "05-02")))
    assert its.responses == ("utter_explain_fee_foreign", "utter_explain_fee_less_full")
    assert (its.mistake, its.all_facts["sum"]) == (None, "$3.26 - $0.26 = $3.00")


def test_a_foreign_fee_on_a_shop_at_home_is_our_mistake_in_full() -> None:
    its = told(on_a_line("foreign", 326, line("t1", 10_850, "STREAMLY.COM", "05-02"), merchants=SHOPS))
    assert its.responses[0] == "utter_explain_fee_foreign_home"
    assert (its.mistake and its.mistake.name, cents_wrong(its)) == ("not_abroad", 326)


@pytest.mark.parametrize(
    ("name", "money"),
    [("NRTHFLD OUTDR 0231", {}), ("STREAMLY.COM", {"original_amount": 1, "original_currency": "EUR"})],
)
def test_a_shop_that_may_be_abroad_is_not_called_at_home(name: str, money: dict[str, Any]) -> None:
    its = told(on_a_line("foreign", 326, line("t1", 10_850, name, "05-02", **money), merchants=SHOPS))
    assert its.mistake is None


def test_a_foreign_fee_stands_beside_a_price_in_dollars_too() -> None:
    abroad = {"original_amount": 10_000, "original_currency": "EUR", "rate": "1.1284", "dcc": True}
    its = told(on_a_line("foreign", 339, line("t1", 11_284, "STREAMLY.COM", "05-02", **abroad)))
    assert its.responses[0] == "utter_explain_fee_foreign_dollars"


@pytest.mark.parametrize(("taken", "fee", "words"), [(15_000, 1_000, "least_full"), (40_000, 2_000, "full")])
def test_a_cash_fee_is_a_share_and_ten_dollars_at_the_least(taken: int, fee: int, words: str) -> None:
    its = told(on_a_line("cash", fee, line("t1", taken, "ATM", "05-02", type=LineType.CASH_ADVANCE)))
    assert its.responses == ("utter_explain_fee_cash", f"utter_explain_fee_cash_{words}")
    assert (numbers(its)["least"], numbers(its)["right"], cents_wrong(its)) == (1_000, fee, 0)


def test_a_transfer_fee_is_a_share_and_names_the_offer_that_was_taken() -> None:
    moved = line("t1", 200_000, "BALANCE TRANSFER", "05-02", type=LineType.TRANSFER)
    offer = Plan("o1", "acc", "t1", "transfer_offer", 200_000, date(2026, 5, 2), date(2027, 11, 2))
    its = told(on_a_line("transfer", 10_000, moved, plans=(offer,)))
    assert its.responses == ("utter_explain_fee_transfer_offer", "utter_explain_fee_transfer_full")
    assert (its.facts["rate"], its.facts["until"], numbers(its)["right"]) == ("0%", "November 2, 2027", 10_000)
    assert "o1" in its.cites


def test_a_fee_with_the_wrong_kind_of_line_behind_it_is_told_as_not_checked() -> None:
    its = told(on_a_line("cash", 1_000, line("t1", 15_000, "STREAMLY.COM", "05-02")))
    assert (its.responses, its.steps, its.confidence) == (("utter_explain_fee",), (), Confidence.UNKNOWN)


@pytest.mark.parametrize("kind", ["foreign", "cash", "transfer", "returned", "overlimit", "instalment", "odd"])
def test_a_fee_whose_reason_is_not_in_the_book_is_told_as_not_checked(kind: str) -> None:
    row, fee = charged(kind, 1_500, "gone")
    its = told(book(lines=(row,), fees=(fee,), account={"overlimit_optin_on": date(2024, 1, 1)}))
    assert (its.responses, its.steps) == (("utter_explain_fee",), ())
    assert (its.confidence, its.next_step) == (Confidence.UNKNOWN, NextStep.ASK_PERSON)


# --- given back


def test_a_wrong_fee_that_was_given_back_whole_is_wrong_no_more() -> None:
    its = on_a_line("foreign", 500, line("t1", 10_850, "STREAMLY.COM", "05-02"))
    credit, why = credit_for(its.lines[1], 174, "05-06", "correction")
    back = told(replace(its, lines=(*its.lines, credit), corrections=(why,)))
    assert (back.responses[0], back.mistake, back.next_step) == ("utter_explain_fee_given_back", None, NextStep.NONE)


def test_a_wrong_fee_of_which_a_part_came_back_is_wrong_by_the_rest() -> None:
    its = on_a_line("foreign", 500, line("t1", 10_850, "STREAMLY.COM", "05-02"))
    credit, why = credit_for(its.lines[1], 100, "05-06")
    back = told(replace(its, lines=(*its.lines, credit), corrections=(why,)))
    assert (back.responses[0], cents_wrong(back)) == ("utter_explain_fee_part_back", 74)
    assert (back.facts["back"], back.facts["still"]) == ("$1.00", "$0.74")


# --- a payment that came back

MAY = bill("s5", "04-03", "04-28", minimum=3_500)


def returned(amount: int, code: str | None = "R01", minimum: int = 3_500, **parts: Any) -> Book:
    row, fee = charged("returned", amount, "p1", "04-26")
    paid = payment("p1", 50_000, local("04-20"), "s5", returned_on=date(2026, 4, 26), return_code=code)
    its = {"statements": (replace(MAY, minimum_due=minimum),), "payments": (paid,), "lines": (row,), "fees": (fee,)}
    return book(**{**its, **parts})


def test_a_returned_payment_fee_shows_the_code_the_step_and_the_minimum() -> None:
    its = told(returned(3_000))
    assert its.responses == ("utter_explain_fee_returned_no_money", "utter_explain_fee_returned_full")
    assert (its.facts["code"], its.facts["for_amount"], its.facts["for_date"]) == ("R01", "$500.00", "April 26")
    assert numbers(its) == {"tier": 3_000, "minimum": 3_500, "right": 3_000, "charged": 3_000}
    assert {"p1", "s5"} <= set(its.cites)


@pytest.mark.parametrize(
    ("code", "variant"), [("R03", "_bad_details"), ("R08", "_stopped"), ("R99", "_code"), (None, ""), ("", "")]
)
def test_a_code_is_told_by_what_it_means(code: str | None, variant: str) -> None:
    assert told(returned(3_000, code), Detail.SHORT).responses == (f"utter_explain_fee_returned{variant}",)


def test_a_returned_payment_fee_above_the_minimum_is_our_mistake() -> None:
    assert cents_wrong(told(returned(3_000, minimum=2_500))) == 500


def test_a_fee_on_the_higher_step_is_not_called_wrong_when_bills_before_it_are_missing() -> None:
    its = returned(3_500)
    assert told(its).responses == ("utter_explain_fee",)
    assert cents_wrong(told(replace(its, account=replace(its.account, opened=MAY.open)))) == 500


def test_a_late_fee_and_a_returned_fee_for_one_bill_are_one_event_and_the_second_is_our_mistake() -> None:
    late = line("t8", 3_000, "LATE FEE", "04-29", type=LineType.FEE)
    reason = Fee("fee-t8", "acc", "t8", "late", 3_000, "s5", "2026-1")
    its = returned(3_000)
    both = replace(its, lines=(*its.lines, late), fees=(*its.fees, reason))
    second = explain(both, "t8", TODAY)
    assert second.responses == ("utter_explain_late_fee_twice",)
    assert (second.mistake and second.mistake.name, cents_wrong(second)) == ("two_fees", 3_000)
    assert told(both).mistake is None


def test_a_payment_sent_in_again_costs_no_second_fee() -> None:
    its = returned(3_000)
    again = payment("p2", 50_000, local("04-28"), "s5", returned_on=date(2026, 4, 30), return_code="R01")
    row, fee = charged("returned", 3_000, "p2", "04-30", "t10")
    both = replace(its, lines=(*its.lines, row), fees=(*its.fees, fee), payments=(*its.payments, again))
    second = explain(both, "t10", TODAY)
    assert (second.responses, cents_wrong(second)) == (("utter_explain_fee_returned_twice",), 3_000)


def test_a_second_returned_payment_within_six_bills_is_on_the_higher_step() -> None:
    its = returned(3_500)
    earlier = bill("s4", "03-03", "03-28")
    before = payment("p0", 50_000, local("03-20"), "s4", returned_on=date(2026, 3, 26), return_code="R01")
    row, fee = charged("returned", 3_000, "p0", "03-26", "t8")
    both = replace(
        its,
        statements=(earlier, *its.statements),
        lines=(row, *its.lines),
        fees=(fee, *its.fees),
        payments=(before, *its.payments),
    )
    assert numbers(told(both))["tier"] == 4_100
    assert told(both).mistake is None


# --- over the limit

AGREED = {"overlimit_optin_on": date(2024, 1, 1)}


def over_limit(amount: int, spent: int = 101_500, more: tuple[Line, ...] = (), account: Any = AGREED) -> Book:
    moved = sum(row.amount for row in more if row.type is LineType.PAYMENT)
    month = bill("s5", "05-10", "06-05", previous=400_000, purchases=spent, payments=-moved)
    bought = line("t1", spent, "STREAMLY.COM", "05-01")
    row, fee = charged("overlimit", amount, "s5", "05-05")
    return book(statements=(month,), lines=(bought, *more, row), fees=(fee,), account=account)


def test_an_over_limit_fee_is_at_most_what_is_over() -> None:
    its = told(over_limit(1_500))
    assert its.responses == ("utter_explain_fee_overlimit", "utter_explain_fee_overlimit_full")
    assert numbers(its) == {
        "peak": 501_500,
        "limit": 500_000,
        "over": 1_500,
        "tier": 3_000,
        "right": 1_500,
        "charged": 1_500,
    }
    assert (its.facts["peak_on"], its.facts["agreed"], its.mistake) == ("May 3", "January 1, 2024", None)


@pytest.mark.parametrize(
    ("agreed", "variant"), [(None, "mistake"), (date(2026, 5, 6), "mistake_later"), (date(2026, 5, 5), "")]
)
def test_an_over_limit_fee_without_consent_before_it_is_our_mistake_in_full(agreed: date | None, variant: str) -> None:
    its = told(over_limit(1_500, account={"overlimit_optin_on": agreed}))
    assert (its.variant, cents_wrong(its)) == (variant, 1_500 if variant else 0)


def test_what_our_own_fees_and_interest_did_to_the_balance_is_no_reason_for_the_fee() -> None:
    own = (
        line("t2", 2_000, "LATE FEE", "05-01", type=LineType.FEE),
        line("t3", 900, "INTEREST", "05-01", type=LineType.INTEREST),
    )
    its = told(over_limit(1_500, spent=99_000, more=own))
    assert (its.responses[0], cents_wrong(its)) == ("utter_explain_fee_overlimit_own", 1_500)


def test_there_is_one_over_limit_fee_in_a_month() -> None:
    its = over_limit(1_500)
    row, fee = charged("overlimit", 1_500, "s5", "05-07", "t10")
    second = explain(replace(its, lines=(*its.lines, row), fees=(*its.fees, fee)), "t10", TODAY)
    assert (second.responses, cents_wrong(second)) == (("utter_explain_fee_overlimit_twice",), 1_500)


def test_a_month_whose_lines_are_not_all_there_can_not_be_checked() -> None:
    its = over_limit(1_500)
    its = told(replace(its, lines=its.lines[1:]))
    assert (its.responses, its.mistake, its.confidence) == (("utter_explain_fee",), None, Confidence.UNKNOWN)


def test_a_payment_lowers_the_balance_before_it_can_be_over() -> None:
    paid = line("t2", -2_000, "PAYMENT", "05-02", type=LineType.PAYMENT)
    assert cents_wrong(told(over_limit(1_500, more=(paid,)))) == 1_500


# --- the yearly price


def yearly(amount: int = 9_500, before: str = "2025-05-04") -> Book:
    newest, older = charged("annual", amount, None), charged("annual", 9_500, None, before, "t8")
    on_bill: Statement = bill("s5", "05-08", "06-03")
    rows = (older[0], replace(newest[0], statement_id="s5"))
    return book(lines=rows, fees=(older[1], newest[1]), statements=(on_bill,), terms={"annual_fee": 9_500})


def test_the_yearly_price_is_told_with_the_last_day_to_end_the_card_without_it() -> None:
    its = told(yearly())
    assert its.responses == ("utter_explain_fee_annual_can_end", "utter_explain_fee_annual_full")
    assert (its.facts["end_by"], its.by_when, its.mistake) == ("June 8", date(2026, 6, 8), None)


def test_after_that_day_the_card_can_not_be_ended_without_it() -> None:
    assert explain(yearly(), "t9", date(2026, 6, 9)).responses == ("utter_explain_fee_annual",)


def test_a_second_yearly_price_in_one_year_is_our_mistake_in_full() -> None:
    its = told(yearly(before="2025-11-04"))
    assert (its.responses[0], cents_wrong(its)) == ("utter_explain_fee_annual_twice", 9_500)


def test_a_yearly_price_above_the_terms_is_our_mistake() -> None:
    assert cents_wrong(told(yearly(12_000))) == 2_500


# --- parts of a plan


def plan(parts: int = 6, amount: int = 10_000, fee: int = 432) -> Book:
    bought = line("t0", 60_000, "STREAMLY.COM", "2026-01-04")
    rows = [
        line(f"t{n}", amount, f"INSTALMENT {n} OF 6", f"2026-0{n}-06", card_id=None, merchant_id="m6", order_ref="o1")
        for n in range(1, parts + 1)
    ]
    terms = Plan("o1", "acc", "t0", "instalment", 60_000, date(2026, 1, 4), date(2026, 7, 4), 0, 6, 72)
    row, reason = charged("instalment", fee, f"t{parts}", "05-11")
    return book(lines=(bought, *rows, row), fees=(reason,), plans=(terms,))


def test_a_part_of_a_plan_is_told_with_its_fee_what_is_paid_and_what_is_left() -> None:
    its = explain(plan(4), "t4", TODAY, Detail.FULL)
    assert its.responses == ("utter_explain_instalment", "utter_explain_instalment_full")
    assert its.all_facts["sum"] == "$100.00 + $4.32 = $104.32"
    assert (its.facts["plan_paid"], its.facts["plan_left"], its.facts["plan_fees"]) == ("$417.28", "$208.64", "$25.92")
    assert (its.facts["number"], its.by_when) == ("4", date(2026, 7, 4))


def test_the_fee_of_a_part_is_a_share_of_the_whole() -> None:
    its = told(plan(4))
    assert its.responses == ("utter_explain_fee_instalment", "utter_explain_fee_instalment_full")
    assert (its.facts["share_rate"], numbers(its)["right"], its.mistake) == ("0.72%", 432, None)
    assert cents_wrong(told(plan(4, fee=500))) == 68


def test_the_last_part_says_that_nothing_is_left() -> None:
    its = explain(plan(6), "t6", date(2026, 6, 30), Detail.SHORT)
    assert (its.responses, its.facts["plan_left"], its.by_when) == (("utter_explain_instalment_last",), "$0.00", None)


def test_a_part_too_many_is_our_mistake_in_full_and_so_is_its_fee() -> None:
    its = plan(7)
    extra = explain(its, "t7", date(2026, 8, 1), Detail.FULL)
    assert extra.responses == ("utter_explain_instalment_extra", "utter_explain_fee_mistake_full")
    assert (cents_wrong(extra), cents_wrong(told(its))) == (10_000, 432)


def test_a_part_above_the_agreed_one_is_our_mistake_by_the_difference() -> None:
    assert cents_wrong(explain(plan(4, amount=12_000), "t4", TODAY)) == 2_000


# --- a payment that we counted late


def test_a_payment_counted_later_than_it_came_is_our_mistake_and_is_said_first() -> None:
    paid: Payment = replace(payment("p1", 60_000, local("04-27", 16, 40)), credited_on=date(2026, 4, 28))
    row = line("line-p1", -60_000, "PAYMENT", "04-28", type=LineType.PAYMENT)
    its = explain(book(lines=(row,), payments=(paid,)), "line-p1", TODAY, Detail.ONE_LINE)
    assert its.responses == ("utter_explain_payment_mistake",)
    assert (its.facts["counts"], its.facts["credited"]) == ("April 27", "April 28")


def test_what_a_payment_went_to_adds_up_to_it() -> None:
    paid = payment("p1", 50_000, local("05-07"), allocation={"purchase": 30_000, "cash": 20_000})
    row = line("line-p1", -50_000, "PAYMENT", "05-07", type=LineType.PAYMENT)
    its = explain(book(lines=(row,), payments=(paid,)), "line-p1", TODAY, Detail.FULL)
    assert its.responses == ("utter_explain_payment", "utter_explain_payment_several_full")
    assert (its.all_facts["to_purchase"], its.all_facts["to_cash"]) == ("$300.00", "$200.00")


def test_parts_of_a_payment_that_do_not_add_up_are_not_shown() -> None:
    paid = payment("p1", 50_000, local("05-07"), allocation={"purchase": 30_000})
    row = line("line-p1", -50_000, "PAYMENT", "05-07", type=LineType.PAYMENT)
    its = explain(book(lines=(row,), payments=(paid,)), "line-p1", TODAY, Detail.FULL)
    assert its.responses[1] == "utter_explain_payment_plain_full"
