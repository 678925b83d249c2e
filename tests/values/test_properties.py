"""Whatever the amount or the day, and however it is written: the same value comes back."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from candor.values.dates import span
from candor.values.reading import find_values

TODAY = date(2026, 5, 12)
CENTS = some.integers(min_value=1, max_value=9_999_998)
TODAYS = some.dates(date(2020, 1, 1), date(2030, 12, 31))
AROUND = some.sampled_from(["{}", "what is the {} from the shop", "i was charged {} yesterday?", "why {}, please"])
ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def comma(cents: int) -> str:
    return f"{cents // 100:,}.{cents % 100:02d}"


def continental(cents: int) -> str:
    return comma(cents).translate(str.maketrans(",.", ".,"))


def spaced(cents: int) -> str:
    return comma(cents).replace(",", " ")


WRITTEN = {
    "sign and commas": lambda cents: f"${comma(cents)}",
    "sign and none": lambda cents: f"${cents // 100}.{cents % 100:02d}",
    "sign and a gap": lambda cents: f"$ {comma(cents)}",
    "sign and spaces": lambda cents: f"${spaced(cents)}",
    "euro behind": lambda cents: f"{continental(cents)} €",
    "euro before": lambda cents: f"€{continental(cents)}",
    "spaces and euro": lambda cents: f"{spaced(cents).replace('.', ',')} €",
    "pounds": lambda cents: f"£{comma(cents)}",
    "word": lambda cents: f"{comma(cents)} dollars",
    "code": lambda cents: f"USD {comma(cents)}",
    "bare": comma,
    "dollars and cents": lambda cents: f"{cents // 100} dollars and {cents % 100} cents",
    "spoken": lambda cents: f"{spoken(cents // 100)} dollars and {spoken(cents % 100)} cents",
}


def spoken(number: int) -> str:
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (f" {ONES[number % 10]}" if number % 10 else "")
    for size, name in ((1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = f" and {spoken(number % size)}" if number % size else ""
            return f"{spoken(number // size)} {name}{rest}"
    raise AssertionError


@pytest.mark.parametrize("way", WRITTEN)
@settings(max_examples=60, deadline=None)
@given(cents=CENTS, around=AROUND)
def test_an_amount_comes_back_to_the_cent(way: str, cents: int, around: str) -> None:
    if way == "spoken":  # nobody says "zero dollars" or "zero cents"
        cents = max(cents, 101) // 100 * 100 + (cents % 100 or 1)
    text = around.format(WRITTEN[way](cents))
    assert [one.value for one in find_values(text, TODAY) if one.entity == "amount"] == [str(cents)]


@settings(max_examples=300, deadline=None)
@given(text=some.text(alphabet="0123456789.,$€ ", min_size=1, max_size=14))
def test_a_number_is_read_whole_or_not_at_all(text: str) -> None:
    """Its value is all of its digits, as cents or as whole units: never a tail of it, never ten times as much."""
    for one in find_values(text, TODAY):
        if one.entity != "amount":
            continue
        assert not text[one.end : one.end + 1].isdigit()
        assert not text[: one.start][-1:].isdigit() or not text[one.start].isdigit()
        digits = "".join(letter for letter in text[one.start : one.end] if letter.isdigit())
        assert int(one.value) in {int(digits), int(digits) * 10, int(digits) * 100}


@settings(max_examples=200, deadline=None)
@given(back=some.integers(min_value=0, max_value=330), today=TODAYS)
def test_a_day_of_the_last_months_comes_back_the_same(back: int, today: date) -> None:
    day = today - timedelta(days=back)
    for text in (f"{day:%B} {day.day}", f"{day.day} {day:%b}", f"{day.month}/{day.day}", day.isoformat()):
        (found,) = find_values(f"the charge on {text} please", today)
        assert found.value == day.isoformat()


PIECES = [
    *("last", "this", "the", "week", "month", "day", "bill", "before", "since", "from", "to", "and", "may", "march"),
    *("3", "3rd", "5/3", "2026", "tuesday", "end", "of", "two", "ago"),
]


ODD = [
    "$12.40",
    "x4471",
    "#2",
    "5/3",
    "1 240,00 €",
    "twenty",
    "bucks",
    "both",
    ". ",
    " (",
    "\n",
    "\u00a0",
    "…",
    "!",
    "- ",
]


@settings(max_examples=300, deadline=None)
@given(text=some.lists(some.sampled_from([*PIECES, *ODD]), max_size=7).map(" ".join))
def test_a_value_begins_and_ends_with_what_was_said(text: str) -> None:
    """No white space at its edges, and no two values claim the same letter."""
    found = find_values(text, TODAY)
    assert all(text[one.start : one.end].strip() == text[one.start : one.end] != "" for one in found)
    assert all(one.end <= two.start for one, two in pairwise(found))


@settings(max_examples=300, deadline=None)
@given(text=some.lists(some.sampled_from(PIECES), max_size=7).map(" ".join), today=TODAYS)
def test_every_date_that_is_found_is_a_real_span(text: str, today: date) -> None:
    for one in find_values(text, today):
        if one.entity == "date":
            days = span(one.value)
            assert days
            assert days[0] <= days[1]
