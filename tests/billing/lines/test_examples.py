"""The worked examples of domain 1.2 for what shops charge, hold and give back, as explanations to the cent."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from candor.billing.descriptors import Confidence
from candor.billing.explanation import Detail, Explanation, NextStep
from candor.billing.lines import explain
from candor.billing.money import Money
from candor.billing.records import Book, HoldState, Line, LineType, Refund, Subscription
from tests.billing.books import TODAY, bill, book, hold, line, local, payment_line


def told(its: Book, line_id: str = "t1", detail: Detail = Detail.FULL) -> Explanation:
    return explain(its, line_id, TODAY, detail)


def numbers(its: Explanation) -> dict[str, int]:
    return {step.name: step.amount.cents for step in its.steps}


def euros(amount: int, cents: int = 10_000, rate: str | None = "1.0850", **more: Any) -> Line:
    return line(
        "t1", amount, "STREAMLY.COM", "05-03", original_amount=cents, original_currency="EUR", rate=rate, **more
    )


def taken(held: int, final: int, name: str, mcc: str) -> Book:
    asked = hold("a1", held, name, "05-01", mcc, state=HoldState.CAPTURED)
    return book(authorisations=(asked,), lines=(line("t1", final, name, "05-01", authorisation_id="a1"),))


# --- prices abroad


def test_a_hundred_euros_at_the_network_s_rate() -> None:
    its = told(book(lines=(euros(10_850),)))
    assert its.responses == ("utter_explain_conversion", "utter_explain_conversion_full")
    assert (its.facts["original"], its.facts["rate"], numbers(its)["right"]) == ("€100.00", "1.0850", 10_850)
    assert its.mistake is None


def test_a_price_turned_at_a_worse_rate_than_it_says_is_our_mistake() -> None:
    its = told(book(lines=(euros(11_284),)))
    assert its.responses == ("utter_explain_conversion_mistake", "utter_explain_fee_mistake_full")
    assert (its.mistake and its.mistake.amount.cents, its.all_facts["sum"]) == (434, "$108.50 + $4.34 = $112.84")


@pytest.mark.parametrize(("rate", "amount", "is_wrong"), [("1.09", 10_850, False), ("1.09", 10_951, True)])
def test_a_rate_of_few_decimals_is_given_the_room_of_its_rounding(rate: str, amount: int, is_wrong: bool) -> None:
    assert (told(book(lines=(euros(amount, rate=rate),))).mistake is not None) is is_wrong


def test_yen_have_no_cents() -> None:
    yen = replace(euros(8_040, 12_000, "0.0067"), original_currency="JPY")
    its = told(book(lines=(yen,)))
    assert (its.facts["original"], numbers(its)["right"], its.mistake) == ("JPY 12,000", 8_040, None)
    assert str(Money(1_234_567, "KWD")) == "KWD 1,234.567"


@pytest.mark.parametrize("rate", [None, "", "abc", "1/0", "-1"])
def test_a_price_without_a_rate_that_can_be_read_is_not_checked(rate: str | None) -> None:
    its = told(book(lines=(euros(10_850, rate=rate),)))
    assert (its.responses, its.steps) == (("utter_explain_conversion_no_rate",), ())
    assert its.confidence is Confidence.UNKNOWN


def test_a_shop_s_own_rate_cost_4_34_more_than_the_network_s() -> None:
    its = told(book(lines=(euros(11_284, rate="1.1284", dcc=True, network_rate="1.0850"),)))
    assert its.responses == ("utter_explain_dcc", "utter_explain_dcc_full")
    assert its.all_facts["sum"] == "$108.50 + $4.34 = $112.84"
    assert its.mistake is None


@pytest.mark.parametrize(("network", "variant"), [(None, "no_rate"), ("1.1284", "no_cost"), ("1.2", "no_cost")])
def test_a_shop_s_own_rate_is_not_held_against_a_rate_that_we_lack(network: str | None, variant: str) -> None:
    its = told(book(lines=(euros(11_284, rate="1.1284", dcc=True, network_rate=network),)))
    assert its.responses == (f"utter_explain_dcc_{variant}", "utter_explain_dcc_no_rate_full")


# --- more or less than was asked for


def test_a_tip_of_8_dollars_is_told_as_likely() -> None:
    its = told(taken(4_000, 4_800, "TST* LANTERN NOODLE", "5812"))
    assert its.responses == ("utter_explain_tip", "utter_explain_tip_full")
    assert (its.all_facts["sum"], its.confidence) == ("$40.00 + $8.00 = $48.00", Confidence.LIKELY)


@pytest.mark.parametrize(("final", "kind"), [(5_600, "tip"), (5_601, "posted_differs"), (3_900, "posted_differs")])
def test_more_than_two_fifths_is_no_usual_tip(final: int, kind: str) -> None:
    assert told(taken(4_000, final, "TST* LANTERN NOODLE", "5812")).kind == kind


def test_no_tip_is_left_at_a_hotel() -> None:
    assert told(taken(4_000, 4_800, "HARBOR HOTEL", "7011")).kind == "hotel_hold"


def test_a_check_of_one_dollar_says_nothing_of_the_price() -> None:
    assert told(taken(100, 4_800, "TST* LANTERN NOODLE", "5812")).kind == "purchase"


def test_the_difference_to_what_was_asked_for_is_8_dollars() -> None:
    its = told(taken(4_000, 4_800, "STREAMLY.COM", "5999"))
    assert (its.kind, numbers(its)["difference"]) == ("posted_differs", 800)


def test_a_pump_billed_52_37_of_a_hold_of_175() -> None:
    its = told(taken(17_500, 5_237, "RIDGE FUEL 0042", "5542"))
    assert numbers(its) == {"held": 17_500, "final": 5_237}


def test_an_open_hold_shows_what_is_left_to_spend() -> None:
    month = bill("s5", "05-03", "05-28", balance=92_122)
    its = told(
        book(statements=(month,), authorisations=(hold("a1", 17_500, "RIDGE FUEL 0042", "05-11", "5542"),)), "a1"
    )
    assert its.responses == ("utter_explain_fuel_hold", "utter_explain_hold_free_full")
    assert its.all_facts["sum"] == "$5,000.00 - $921.22 - $175.00 = $3,903.78"


def test_an_open_hold_without_a_known_limit_shows_no_sum() -> None:
    its = told(book(authorisations=(hold("a1", 900, "STREAMLY.COM", "05-11"),), account={"limit": 0}), "a1")
    assert its.responses == ("utter_explain_pending",)


def test_a_hold_of_somebody_whom_we_owe_adds_what_we_owe() -> None:
    paid = payment_line("p1", 1_000, "05-10")
    its = told(book(lines=(paid,), authorisations=(hold("a1", 900, "STREAMLY.COM", "05-11"),)), "a1")
    assert its.responses[1] == "utter_explain_hold_free_credit_full"
    assert its.all_facts["sum"] == "$5,000.00 + $10.00 - $9.00 = $5,001.00"


# --- parts, twins, subscriptions


def parts(*amounts: int, asked: int | None = 12_997) -> Book:
    whole = hold("a1", asked or 0, "STREAMLY.COM", "05-01", state=HoldState.CAPTURED)
    rows = tuple(
        line(f"t{n}", cents, "STREAMLY.COM", "05-01", order_ref="BZ-1", authorisation_id="a1" if asked else None)
        for n, cents in enumerate(amounts, start=1)
    )
    return book(authorisations=(whole,) if asked else (), lines=rows)


@pytest.mark.parametrize(("asked", "variant"), [(12_997, "split"), (12_000, "split_differs"), (None, "split_order")])
def test_parts_of_an_order_are_held_against_what_was_asked_for(asked: int | None, variant: str) -> None:
    its = told(parts(4_999, 7_998, asked=asked))
    assert its.responses == (f"utter_explain_{variant}", "utter_explain_split_full")
    assert its.all_facts["sum"] == "$49.99 + $79.98 = $129.97"
    assert {"t1", "t2"} <= set(its.cites)


def test_a_charge_that_is_there_twice_names_the_other_and_is_not_called_wrong() -> None:
    rows = tuple(line(f"t{n}", 8_420, "STREAMLY.COM", f"05-0{n}", arn=f"24{n}") for n in (1, 3))
    its = told(book(lines=rows))
    assert its.responses == ("utter_explain_duplicate", "utter_explain_duplicate_full")
    assert (its.facts["other_date"], its.facts["extra"], its.mistake) == ("May 3", "$84.20", None)
    assert "t3" in its.cites


def test_charges_of_two_cards_or_four_days_apart_are_no_twins() -> None:
    first = line("t1", 8_420, "STREAMLY.COM", "05-01", arn="241")
    for other in (
        line("t2", 8_420, "STREAMLY.COM", "05-05", arn="242"),
        line("t2", 8_420, "STREAMLY.COM", "05-02", arn="242", card_id=None),
    ):
        assert told(book(lines=(first, other))).kind == "purchase"


def monthly(*prices: int, **row: Any) -> Book:
    rows = tuple(
        line(f"t{n}", cents, "STREAMLY.COM", f"2026-0{n}-08", entry_mode="recurring", merchant_id="m6", arn=f"24{n}")
        for n, cents in enumerate(prices, start=1)
    )
    agreed = Subscription("v1", "acc", "m6", "monthly", prices[-1], date(2026, 1, 8), **row)
    return book(lines=rows, subscriptions=(agreed,) if row else ())


def test_a_subscription_says_when_it_comes_next() -> None:
    its = told(monthly(1_299, 1_299, 1_299, 1_299, 1_299), "t5")
    assert its.responses == ("utter_explain_subscription", "utter_explain_subscription_full")
    assert (its.facts["next"], its.by_when, its.facts["count"]) == ("June 8", date(2026, 6, 8), "5")


def test_a_dearer_subscription_shows_both_prices() -> None:
    its = told(monthly(1_299, 1_299, 1_299, 1_599, 1_599), "t5")
    assert its.responses == ("utter_explain_subscription_dearer", "utter_explain_subscription_dearer_full")
    assert (its.all_facts["sum"], its.facts["changed_on"]) == ("$12.99 + $3.00 = $15.99", "April 8")
    assert told(monthly(1_299, 1_299, 1_299, 1_599, 1_599), "t2").variant == ""


def test_a_charge_after_the_end_of_a_subscription_is_told_as_that() -> None:
    its = monthly(1_299, 1_299, 1_299, 1_299, cancelled_on=date(2026, 3, 20))
    assert told(its, "t4", Detail.SHORT).responses == ("utter_explain_subscription_ended",)
    assert told(its, "t3", Detail.SHORT).responses != ("utter_explain_subscription_ended",)


def test_the_first_charge_after_a_free_trial_is_told_as_its_end_and_the_next_ones_are_not() -> None:
    its = monthly(999, 999, 999, 999, 999, trial_end=date(2026, 1, 7))
    assert told(its, "t1").responses == ("utter_explain_trial_end_agreed", "utter_explain_trial_end_full")
    assert told(its, "t2").kind == "subscription"


# --- money back


@pytest.mark.parametrize(
    ("given", "words", "written"),
    [
        (8_900, "whole", "$89.00 = $89.00"),
        (7_000, "part", "$89.00 - $19.00 = $70.00"),
        (9_000, "above", "$89.00 + $1.00 = $90.00"),
    ],
)
def test_a_refund_is_held_against_the_price(given: int, words: str, written: str) -> None:
    back = line("t2", -given, "NRTHFLD OUTDR 0231", "05-09", type=LineType.REFUND, reversal_of="t1")
    its = told(book(lines=(line("t1", 8_900, "NRTHFLD OUTDR 0231", "05-02"), back)), "t2")
    assert its.responses == ("utter_explain_refund_purchase", f"utter_explain_refund_{words}_full")
    assert its.all_facts["sum"] == written


def test_a_refund_on_its_way_tells_both_days_in_full() -> None:
    its = book(
        lines=(line("t1", 8_900, "NRTHFLD OUTDR 0231", "2025-05-02"),),
        refunds=(Refund("r1", "acc", "t1", 8_900, date(2025, 6, 2)),),
    )
    full = explain(its, "r1", date(2025, 6, 10), Detail.FULL)
    assert full.responses == ("utter_explain_refund_coming", "utter_explain_refund_coming_full")
    assert (full.facts["shop_by"], full.facts["post_by"], numbers(full)["given"]) == ("June 11", "June 16", 8_900)


@pytest.mark.parametrize(
    ("kind", "response"),
    [
        (LineType.REFUND, "utter_explain_refund_taken_back"),
        (LineType.CREDIT, "utter_explain_credit_taken_back"),
        (LineType.PAYMENT, "utter_explain_payment_taken_back"),
    ],
)
def test_money_that_was_taken_back_is_never_told_as_given(kind: LineType, response: str) -> None:
    its = told(book(lines=(line("t1", 5_000, "STREAMLY.COM", "05-02", type=kind),)), "t1")
    assert its.responses == (response, f"{response}_full")
    assert its.next_step is NextStep.ASK_PERSON


def test_a_check_of_the_card_costs_nothing() -> None:
    check = hold("a1", 100, "STREAMLY.COM", "05-01", state=HoldState.RELEASED, expires_at=local("05-06"))
    its = told(book(authorisations=(check,)), "a1")
    assert its.responses == ("utter_explain_hold_gone", "utter_explain_hold_gone_full")
    assert numbers(its) == {"held": 100, "billed": 0}
