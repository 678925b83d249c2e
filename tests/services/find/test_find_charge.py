from datetime import date

import pytest

from candor.billing.records import Book, HoldState, LineType
from candor.services.find.clues import Wanted, read_clues
from candor.services.find.find_charge import Nothing, One, Several, Unlike, find_charge
from tests.billing.books import TODAY, book, hold, line
from tests.cost import lines_run

BOOK = book(
    lines=(
        line("heron-may", 1240, "SQ *BLUE HERON", "05-03"),
        line("heron-march", 980, "SQ *BLUE HERON", "03-02"),
        line("noodle", 4800, "TST* LANTERN NOODLE", "04-28"),
        line("noodle-2", 2150, "TST* LANTERN NOODLE", "05-01"),
        line("jacket", 8900, "NRTHFLD OUTDR 0231", "04-02"),
        line("unclear", 6400, "HLX 8842 MKTPL", "05-06"),
        line("film-may", 1599, "STREAMLY.COM", "05-08"),
        line("film-april", 1599, "STREAMLY.COM", "04-08"),
        line("fuel-april", 5237, "RIDGE FUEL 0042", "04-04", authorisation_id="fuel-old"),
        line("fee", 3000, "LATE FEE", "05-01", type=LineType.FEE),
    ),
    authorisations=(
        hold("fuel-old", 17500, "RIDGE FUEL 0042", "04-04", "5542", state=HoldState.CAPTURED),
        hold("fuel", 17500, "RIDGE FUEL 0042", "05-11", "5542"),
        hold("hotel", 15000, "HARBOR HOTEL", "05-10", "7011"),
    ),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("whats SQ *BLUE HERON 12.40", "heron-may"),
        ("what is the blu heron one for $9.80", "heron-march"),
        ("blueheron", "heron-may"),
        ("is this 175 dollar gas charge real?", "fuel"),
        ("ridge fuel 175?? i got 50 dollars of gas", "fuel"),
        ("gas charge in april", "fuel-april"),
        ("what happened at the hotel", "hotel"),
        ("northfeild outdor", "jacket"),
        ("whats HLX 8842 MKTPL", "unclear"),
        ("something for 64 bucks", "unclear"),
        ("what did i buy on april 28", "noodle"),
        ("charge from 5/6", "unclear"),
        ("why is streamly on my bill", "film-may"),
        ("streamly in april", "film-april"),
        ("who took 52.37", "fuel-april"),
    ],
)
def test_the_line_that_is_meant_is_found_from_the_text_alone(text: str, found: str) -> None:
    assert find_charge(BOOK, Wanted(text=text), TODAY) == One(found)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(text="what is it", merchant="blue heron"), "heron-may"),
        (Wanted(text="what is it", cents=8900), "jacket"),
        (Wanted(text="what is it", day=date(2026, 5, 6)), "unclear"),
        (Wanted(text="what is it", merchant="lantern", period="2026-04"), "noodle"),
    ],
)
def test_entities_help_where_there_are_some(wanted: Wanted, found: str) -> None:
    assert find_charge(BOOK, wanted, TODAY) == One(found)


def test_a_wrong_entity_does_not_hide_a_name_in_the_text() -> None:
    wanted = Wanted(text="what is this streamly charge", merchant="charge", period="2026-13")
    assert find_charge(BOOK, wanted, TODAY) == One("film-may")


def test_two_that_fit_are_given_back_newest_first() -> None:
    assert find_charge(BOOK, Wanted(text="lantern noodle"), TODAY) == Several(("noodle-2", "noodle"))


def test_of_a_shop_s_monthly_charges_the_newest_is_meant() -> None:
    assert find_charge(BOOK, Wanted(text="streamly 15.99"), TODAY) == One("film-may")


def test_the_second_one_is_the_second_of_the_list_just_shown() -> None:
    shown = ("noodle-2", "noodle", "jacket")
    assert find_charge(BOOK, Wanted(text="the second one"), TODAY, shown) == One("noodle")
    assert find_charge(BOOK, Wanted(text="the last one"), TODAY, shown) == One("jacket")
    assert find_charge(BOOK, Wanted(ordinal=-1), TODAY, shown) == One("jacket")


def test_a_place_that_the_list_does_not_have_asks_again() -> None:
    assert find_charge(BOOK, Wanted(text="the fourth one"), TODAY, ("noodle", "jacket")) == Several(
        ("noodle", "jacket")
    )


def test_an_amount_picks_among_those_just_shown() -> None:
    assert find_charge(BOOK, Wanted(text="the 48 one"), TODAY, ("noodle-2", "noodle")) == One("noodle")


def test_it_means_the_line_that_was_talked_about() -> None:
    assert find_charge(BOOK, Wanted(text="why is it so much"), TODAY, focus="jacket") == One("jacket")


@pytest.mark.parametrize("text", ["what is this zorbo charge", "a charge from zorbo", "why 45.11"])
def test_something_else_never_falls_back_to_the_line_talked_about(text: str) -> None:
    assert find_charge(BOOK, Wanted(text=text), TODAY, focus="jacket") == Nothing(asked=True)


def test_the_other_one_is_the_one_that_was_not_turned_down() -> None:
    shown = ("noodle-2", "noodle")
    assert find_charge(BOOK, Wanted(text="no the other one"), TODAY, shown, not_these=("noodle-2",)) == One("noodle")


def test_a_known_shop_with_an_amount_it_never_took_is_offered_and_not_asserted() -> None:
    assert find_charge(BOOK, Wanted(text="streamly 45.11"), TODAY) == Several(
        ("film-may", "film-april"), unlike=Unlike.AMOUNT
    )


@pytest.mark.parametrize("text", ["$64 charge from lantern noodle?", "what did blue heron take $64.00 for"])
def test_an_amount_of_one_shop_beside_the_name_of_another_offers_both(text: str) -> None:
    found = find_charge(BOOK, Wanted(text=text), TODAY)
    assert isinstance(found, Several)
    assert {"unclear"} < set(found.ids) <= {"unclear", "noodle-2", "heron-may"}


def test_dollars_without_the_cents_are_near_enough() -> None:
    assert find_charge(BOOK, Wanted(text="the 12 dollar thing"), TODAY) == One("heron-may")


@pytest.mark.parametrize("text", ["why was i charged 30 bucks on the 23rd", "$30.00 taken on april 12"])
def test_what_is_no_purchase_and_was_on_another_day_is_offered_and_not_asserted(text: str) -> None:
    assert find_charge(BOOK, Wanted(text=text), TODAY) == Several(("fee",), unlike=Unlike.DAY)


def test_neither_the_amount_nor_the_day_is_nothing() -> None:
    assert find_charge(BOOK, Wanted(text="77.77 on march 1"), TODAY) == Nothing(asked=True)


def test_a_question_that_names_nothing_says_so() -> None:
    assert find_charge(BOOK, Wanted(text="what is this charge"), TODAY) == Nothing(asked=False)


def test_nobody_else_s_lines_are_ever_found() -> None:
    """Only the book that was given is read: an empty one finds nothing, whatever is asked."""
    assert find_charge(book(), Wanted(text="blue heron 12.40", cents=1240), TODAY) == Nothing(asked=True)


@pytest.mark.parametrize(
    "text", ["", "   ", "💳💳", "$", "$$$ 1,2,3", "13/45/99", "feb 31", "0.00", "a" * 2000, "may " * 500]
)
def test_no_text_breaks_the_search(text: str) -> None:
    assert isinstance(find_charge(BOOK, Wanted(text=text), TODAY, ("noodle",), "noodle"), One | Several | Nothing)


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("$1,204.50 please", {120450}),
        ("175 dollar", {17500}),
        ("12.40", {1240}),
        ("20 bucks and $3", {2000, 300}),
        ("on 5/12 and may 3", set()),
        ("3 charges in 2 days", set()),
    ],
)
def test_amounts_are_read_and_days_are_not_amounts(text: str, amounts: set[int]) -> None:
    assert read_clues(Wanted(text=text), TODAY).amounts == amounts


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("may 3", "2026-05-03", "2026-05-03"),
        ("the 28th of april", "2026-04-28", "2026-04-28"),
        ("december 24", "2025-12-24", "2025-12-24"),
        ("4/2", "2026-04-02", "2026-04-02"),
        ("yesterday", "2026-05-11", "2026-05-11"),
        ("last month", "2026-04-01", "2026-04-30"),
        ("in december", "2025-12-01", "2025-12-31"),
    ],
)
def test_days_are_the_newest_that_are_not_ahead(text: str, start: str, end: str) -> None:
    assert read_clues(Wanted(text=text), TODAY).days == (date.fromisoformat(start), date.fromisoformat(end))


def big_book() -> Book:
    """Two years with a charge a day by forty shops."""
    lines = tuple(
        line(
            f"t{n}",
            500 + 7 * n,
            f"SHOP {n % 40:02d} {chr(65 + n % 26) * 5}",
            date.fromordinal(TODAY.toordinal() - n).isoformat(),
        )
        for n in range(3, 730)
    )
    return book(lines=lines)


def test_two_years_of_daily_charges_are_searched_in_few_steps_a_line() -> None:
    its = big_book()
    wanted = Wanted(text="what is the charge of 19.41 at shop aaaaa on may 1")
    find_charge(its, wanted, TODAY)
    assert lines_run(lambda: find_charge(its, wanted, TODAY)) < 100 * len(its.lines)


def test_a_hold_asked_about_after_it_was_billed_is_the_final_charge() -> None:
    its = book(
        lines=(line("final", 5237, "RIDGE FUEL 0042", "05-08", authorisation_id="a1"),),
        authorisations=(hold("a1", 17500, "RIDGE FUEL 0042", "05-08", "5542", state=HoldState.CAPTURED),),
    )
    assert find_charge(its, Wanted(text="is this 175 dollar gas charge real?"), TODAY) == One("final")
