from datetime import date

import pytest

from candor.values.reading import find_values
from tests.cost import lines_run

TODAY = date(2026, 5, 12)


def values(text: str, entity: str) -> list[str]:
    return [found.value for found in find_values(text, TODAY) if found.entity == entity]


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("$12.40", "1240"),
        ("what's SQ *BLUE HERON 12.40", "1240"),
        ("20 bucks", "2000"),
        ("is this 175 dollar gas charge real", "17500"),
        ("$1.2k", "120000"),
        ("1,234.56 usd", "123456"),
        ("€1.234,56", "123456"),
        ("12,40", "1240"),
        ("30.00$", "3000"),
        ("99 cents", "99"),
        ("12 dollars and 40 cents", "1240"),
        ("they charged me 89 at northfield", "8900"),
        ("the 64 one", "6400"),
        ("twenty dollars and fifty cents", "2050"),
        ("two hundred and thirty one dollars", "23100"),
        ("a hundred bucks", "10000"),
        ("charged two thirty one for lunch", "23100"),
        ("twelve forty at blue heron", "1240"),
        ("forty nine ninety nine", "4999"),
        ("charge for one hundred twenty five fifty", "12550"),
        ("a hundred and five dollars", "10500"),
        ("12,40 €", "1240"),
        ("€12,40", "1240"),
        ("£12", "1200"),
        ("usd 12.40", "1240"),
        ("-12.40", "1240"),
        ("fifty cents", "50"),
        ("$1 240.00", "124000"),
        ("1 240,00 €", "124000"),
        ("1.234,56", "123456"),
        ("charged 1,240 at bazara", "124000"),
        ("a buck fifty", "150"),
        ("12 dollars 40", "1240"),
        ("twelve dollars forty", "1240"),
        ("paid 2k at the shop", "200000"),
        ("two grand", "200000"),
        ("4 hundred dollars", "40000"),
        ("40ish bucks", "4000"),
        ("64", "6400"),
        ("pets sixty one oh six", "6106"),
        ("hillside hardware twenty five ninety seven", "2597"),
        ("one thousand one hundred dollars", "110000"),
    ],
)
def test_an_amount_is_read_in_cents_however_it_is_written(text: str, cents: str) -> None:
    assert values(text, "amount") == [cents]


@pytest.mark.parametrize(
    "text",
    [
        "i've been a customer for 10 years",
        "3 charges and 2 days",
        "POS 00412 HARBORVW",
        "HLX 8842 MKTPL",
        "4111 1111 1111 1111",
        "apr of 24.99%",
        "at 10.30 pm",
        "in 2026",
        "one second",
        "AMZN Mktp US*2K4RT",
        "card ending 4471",
        "401k",
        "a 5k run",
        "$1,24,000",
        "12345,678.90",
        "3.5%",
        "two or three times",
        "my two cards",
    ],
)
def test_a_number_that_is_no_money_is_no_amount(text: str) -> None:
    assert values(text, "amount") == []


def test_a_spoken_price_keeps_its_second_reading() -> None:
    (found,) = find_values("charged two thirty one for lunch", TODAY)
    assert (found.value, found.more) == ("23100", {"also": ["231"]})


def test_a_number_with_a_gap_may_be_two() -> None:
    (found,) = find_values("VOLTIQUE 19 250.00", TODAY)
    assert (found.value, found.more) == ("1925000", {"also": ["25000"]})


@pytest.mark.parametrize(
    "text", ["about 40 bucks", "roughly $40", "~$40", "40ish dollars", "$40 or so", "like 40 bucks"]
)
def test_an_amount_that_is_only_near_says_so(text: str) -> None:
    (found,) = find_values(text, TODAY)
    assert (found.value, found.more["about"]) == ("4000", True)


@pytest.mark.parametrize("text", ["2", " 64? ", "4471"])
def test_a_number_alone_says_that_it_is_alone(text: str) -> None:
    (found,) = find_values(text, TODAY)
    assert (found.entity, found.more) == ("amount", {"bare": True})


def test_a_currency_that_was_said_is_kept() -> None:
    assert [found.more for found in find_values("€100 or 20 bucks or 50 quid", TODAY)] == [
        {"currency": "EUR"},
        {"currency": "USD"},
        {"currency": "GBP"},
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("May 3", "2026-05-03"),
        ("on may 3rd i was charged", "2026-05-03"),
        ("the 3rd of april", "2026-04-03"),
        ("5/3", "2026-05-03"),
        ("05/03/2025", "2025-05-03"),
        ("5/3/25", "2025-05-03"),
        ("2026-05-03", "2026-05-03"),
        ("dec 24", "2025-12-24"),
        ("due may 28", "2026-05-28"),
        ("Sept 9, 2024", "2024-09-09"),
        ("feb 29", "2024-02-29"),
        ("yesterday", "2026-05-11"),
        ("the day before yesterday", "2026-05-10"),
        ("last friday", "2026-05-08"),
        ("on tuesday", "2026-05-05"),
        ("3 days ago", "2026-05-09"),
        ("two weeks ago", "2026-04-28"),
        ("from the 20th", "2026-04-20"),
        ("from the 31st", "2026-03-31"),
        ("last month", "2026-04"),
        ("this month", "2026-05"),
        ("two months ago", "2026-03"),
        ("a year ago", "2025-05"),
        ("my april statement", "2026-04"),
        ("in apr", "2026-04"),
        ("in may", "2026-05"),
        ("in December", "2025-12"),
        ("for march 2025", "2025-03"),
        ("tuesday before last", "2026-04-28"),
        ("monday of last week", "2026-05-04"),
        ("last week's monday", "2026-05-04"),
        ("3rd of may", "2026-05-03"),
        ("the third of may", "2026-05-03"),
        ("may twenty first", "2026-05-21"),
        ("on the 3rd", "2026-05-03"),
        ("on the first", "2026-05-01"),
        ("the 1st of the month", "2026-05-01"),
        ("13/4", "2026-04-13"),
        ("3.5.2026", "2026-05-03"),
        ("yesturday", "2026-05-11"),
        ("in febuary", "2026-02"),
        ("last week", "2026-05-04/2026-05-10"),
        ("this week", "2026-05-11/2026-05-12"),
        ("the week before last", "2026-04-27/2026-05-03"),
        ("last weekend", "2026-05-09/2026-05-10"),
        ("the past 10 days", "2026-05-02/2026-05-12"),
        ("a few weeks ago", "2026-04-07/2026-04-28"),
        ("the other day", "2026-05-05/2026-05-11"),
        ("since march", "2026-03-01/2026-05-12"),
        ("since may 3", "2026-05-03/2026-05-12"),
        ("between May 1 and May 5", "2026-05-01/2026-05-05"),
        ("may 1-5", "2026-05-01/2026-05-05"),
        ("from monday to wednesday", "2026-05-04/2026-05-06"),
        ("beginning of may", "2026-05-01/2026-05-10"),
        ("mid-april", "2026-04-11/2026-04-20"),
        ("the end of last month", "2026-04-21/2026-04-30"),
        ("in 2025", "2025-01-01/2025-12-31"),
        ("last year", "2025-01-01/2025-12-31"),
        ("may's bill", "2026-05"),
        ("i meant may", "2026-05"),
        ("and april?", "2026-04"),
        ("the bill before", "2026-03"),
    ],
)
def test_a_date_is_reckoned_from_the_customers_today(text: str, day: str) -> None:
    assert values(text, "date") == [day]


def test_a_day_ahead_keeps_the_one_that_has_been() -> None:
    (found,) = find_values("due may 28", TODAY)
    assert (found.value, found.more) == ("2026-05-28", {"also": ["2025-05-28"]})


def test_days_that_are_no_period_stay_two() -> None:
    assert values("charged on may 3 and may 5", "date") == ["2026-05-03", "2026-05-05"]


@pytest.mark.parametrize(
    "text",
    [
        "24/7",
        "the second may be wrong",
        "in march to the shop",
        "may i ask",
        "i march to the shop",
        "13/45",
        "feb 30 2026",
        "the sun is out",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert values(text, "date") == []


def test_last_month_in_january_is_december() -> None:
    assert [found.value for found in find_values("last month", date(2026, 1, 5))] == ["2025-12"]


@pytest.mark.parametrize(
    "text",
    [
        "card ending in 4471",
        "ends with 4471",
        "my 4471 card",
        "card #4471",
        "x4471",
        "****4471",
        "•••• 4471",
        "last four digits 4471",
        "last 4 is 4471",
        "visa 4471",
    ],
)
def test_a_card_ending_is_read_where_the_words_say_so(text: str) -> None:
    assert values(text, "card_ending") == ["4471"]


@pytest.mark.parametrize("text", ["4471", "order 4471", "card 4111111111111111", "card 44.71", "HLX 8842 MKTPL"])
def test_four_digits_alone_are_no_card_ending(text: str) -> None:
    assert values(text, "card_ending") == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("the second one", "2"),
        ("2nd charge please", "2"),
        ("first", "1"),
        ("number 3", "3"),
        ("#2", "2"),
        ("the last one", "-1"),
        ("last", "-1"),
        ("the last but one", "-2"),
        ("second to last", "-2"),
        ("number two", "2"),
        ("no, the first", "1"),
        ("both", "all"),
        ("all of them", "all"),
    ],
)
def test_an_ordinal_counts_from_one_and_the_last_is_minus_one(text: str, number: str) -> None:
    assert values(text, "ordinal") == [number]


@pytest.mark.parametrize(
    "text",
    ["one second", "for the first time", "my last payment", "number 0", "both times", "CORNER PANTRY #12 345.00"],
)
def test_other_uses_of_these_words_are_no_ordinals(text: str) -> None:
    assert values(text, "ordinal") == []


def test_a_numbered_place_may_be_a_day() -> None:
    (found,) = find_values("the 3rd", TODAY)
    assert (found.entity, found.value, found.more) == ("ordinal", "3", {"also": ["2026-05-03"]})


def test_several_values_stand_in_the_order_of_the_text() -> None:
    text = "the $89 at Northfield on May 3, card ending 4471"
    assert [(found.entity, text[found.start : found.end]) for found in find_values(text, TODAY)] == [
        ("amount", "$89"),
        ("date", "May 3"),
        ("card_ending", "4471"),
    ]


ODD = ["1", "1,", "1.1", "one ", "one hundred and ", "$", "may ", "the ", "charge me ", " "]


@pytest.mark.parametrize("piece", ODD)
def test_twice_as_long_an_odd_text_takes_at_most_twice_the_steps(piece: str) -> None:
    once, twice = (lines_run(lambda text=(piece * 2000)[:long]: find_values(text, TODAY)) for long in (1000, 2000))
    assert twice <= 2.2 * once


def test_my_apr_is_a_rate_and_no_month() -> None:
    assert values("my apr went up? why", "date") == []
