from datetime import date, timedelta

import pytest

from candor.billing.explanation import Detail, NextStep
from candor.billing.lines import explain
from candor.billing.records import HoldState
from tests.billing.books import TODAY, book, hold, line, local


def test_a_pump_hold_says_that_no_money_was_taken_and_when_it_goes_away() -> None:
    its = explain(book(authorisations=(hold("a1", 17500, "RIDGE FUEL 0042", "05-11", "5542"),)), "a1", TODAY)
    assert its.responses == ("utter_explain_fuel_hold",)
    assert (its.facts["amount"], its.facts["name"], its.facts["until"]) == ("$175.00", "Ridge Fuel", "May 16")
    assert (its.next_step, its.by_when, its.status) == (NextStep.WAIT, date(2026, 5, 16), "pending")


@pytest.mark.parametrize("asked", ["a1", "t1"])
def test_a_pump_hold_that_was_billed_shows_the_final_amount_by_either_id(asked: str) -> None:
    old = hold("a1", 17500, "RIDGE FUEL 0042", "05-01", "5542", state=HoldState.CAPTURED)
    final = line("t1", 5237, "RIDGE FUEL 0042", "05-01", authorisation_id="a1")
    its = explain(book(authorisations=(old,), lines=(final,)), asked, TODAY, Detail.FULL)
    assert its.responses == ("utter_explain_fuel_hold_billed", "utter_explain_fuel_hold_billed_full")
    assert (its.facts["amount"], its.facts["held"]) == ("$52.37", "$175.00")
    assert {"t1", "a1"} <= set(its.cites)


@pytest.mark.parametrize(
    ("mcc", "kind"),
    [("5541", "fuel_hold"), ("7011", "hotel_hold"), ("3512", "hotel_hold"), ("7512", "car_hold"), ("3366", "car_hold")],
)
def test_the_kind_of_a_hold_comes_from_the_shop_type(mcc: str, kind: str) -> None:
    its = explain(book(authorisations=(hold("a1", 15000, "HARBOR HOTEL", "05-10", mcc),)), "a1", TODAY)
    assert its.kind == kind


@pytest.mark.parametrize(("age", "kind"), [(5, "pending"), (6, "other_hold")])
def test_a_shop_that_does_not_take_its_money_for_days_holds_it_unused(age: int, kind: str) -> None:
    at = local("05-12") - timedelta(days=age)
    on = at.date().isoformat()
    its = explain(
        book(authorisations=(hold("a1", 4000, "HARBOR HOTEL", on, expires_at=at + timedelta(days=30)),)), "a1", TODAY
    )
    assert its.kind == kind


@pytest.mark.parametrize("cents", [0, 100])
def test_nothing_or_one_dollar_is_a_card_check(cents: int) -> None:
    its = explain(book(authorisations=(hold("a1", cents, "STREAMLY.COM", "05-11"),)), "a1", TODAY)
    assert its.responses == ("utter_explain_card_check",)


def test_a_card_check_by_nobody_we_know_is_told_as_a_warning() -> None:
    its = explain(book(authorisations=(hold("a1", 0, "QV*DGTL 40417", "05-11"),)), "a1", TODAY)
    assert its.responses == ("utter_explain_card_check_unknown",)


def test_a_pending_charge_by_an_unknown_name_is_not_explained_away() -> None:
    its = explain(book(authorisations=(hold("a1", 6400, "HLX 8842 MKTPL", "05-11"),)), "a1", TODAY)
    assert its.responses == ("utter_explain_hold_unknown",)
    assert its.next_step is NextStep.SAY_IF_YOURS


@pytest.mark.parametrize(
    ("state", "response"),
    [
        (HoldState.RELEASED, "utter_explain_hold_gone"),
        (HoldState.EXPIRED, "utter_explain_hold_gone"),
        (HoldState.CAPTURED, "utter_explain_hold_captured"),
    ],
)
def test_a_hold_that_is_over_says_what_became_of_it(state: HoldState, response: str) -> None:
    its = explain(book(authorisations=(hold("a1", 6400, "HARBOR HOTEL", "05-01", state=state),)), "a1", TODAY)
    assert its.responses == (response,)
    assert its.by_when is None


def test_a_hold_left_open_past_its_last_day_is_gone() -> None:
    its = explain(book(authorisations=(hold("a1", 6400, "HARBOR HOTEL", "05-01"),)), "a1", TODAY)
    assert its.variant == "gone"


def test_a_hold_billed_in_parts_is_not_told_as_another_amount() -> None:
    whole = hold("a1", 12997, "STREAMLY.COM", "05-01", state=HoldState.CAPTURED)
    parts = (
        line("t1", 4999, "STREAMLY.COM", "05-01", authorisation_id="a1"),
        line("t2", 7998, "STREAMLY.COM", "05-02", authorisation_id="a1"),
    )
    its = book(authorisations=(whole,), lines=parts)
    told = explain(its, "t2", TODAY, Detail.FULL)
    assert told.responses == ("utter_explain_split", "utter_explain_split_full")
    assert told.all_facts["sum"] == "$49.99 + $79.98 = $129.97"
    assert explain(its, "a1", TODAY).facts["total"] == "$129.97"


@pytest.mark.parametrize(("final", "variant", "difference"), [(5800, "more", "$18.00"), (3500, "less", "$5.00")])
def test_a_final_amount_unlike_the_first_one_shows_both(final: int, variant: str, difference: str) -> None:
    asked = hold("a1", 4000, "TST* LANTERN NOODLE", "05-01", "5812", state=HoldState.CAPTURED)
    charge = line("t1", final, "TST* LANTERN NOODLE", "05-01", authorisation_id="a1")
    its = explain(book(authorisations=(asked,), lines=(charge,)), "t1", TODAY)
    assert its.responses == (f"utter_explain_posted_differs_{variant}",)
    assert (its.facts["asked"], its.facts["difference"]) == ("$40.00", difference)


def test_a_final_amount_like_the_first_one_is_a_plain_purchase() -> None:
    asked = hold("a1", 4000, "TST* LANTERN NOODLE", "05-01", "5812", state=HoldState.CAPTURED)
    charge = line("t1", 4000, "TST* LANTERN NOODLE", "05-01", authorisation_id="a1")
    assert explain(book(authorisations=(asked,), lines=(charge,)), "t1", TODAY).kind == "purchase"
