"""What counts as an answer in the dispute talk, and what is asked for again."""

from __future__ import annotations

from datetime import date

import pytest

from candor.disputes.reasons import Answer
from candor.services.disputes.read_answer import UNKNOWN, Unread, read_answer

TODAY = date(2026, 5, 12)


def day(text: str, name: str = "expected_on"):
    return read_answer(name, Answer.DAY, text, TODAY, 8900)


def cents(text: str, name: str = "agreed_amount"):
    return read_answer(name, Answer.CENTS, text, TODAY, 8900)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("May 6", "2026-05-06"),
        ("it was meant for the 6th of May", "2026-05-06"),
        ("yesterday", "2026-05-11"),
        ("between May 4 and May 8", "2026-05-08"),
        ("last week", "2026-05-10"),
    ],
)
def test_a_day_or_a_week_is_read_as_its_last_day(text, read):
    assert day(text) == read


@pytest.mark.parametrize(
    "text", ["some time last year maybe", "last year", "in 2024", "sometime in March", "between January and May"]
)
def test_a_long_time_is_no_day(text):
    assert day(text) == Unread("day_rough")


@pytest.mark.parametrize("text", ["February 30", "13/45/2026", "the 45th of May", "30 feb", "May 0"])
def test_a_date_that_there_is_not_is_said_to_be_none(text):
    assert day(text) == Unread("day_none")


@pytest.mark.parametrize("text", ["the blue one", "99"])
def test_what_is_no_date_is_asked_for_again(text):
    assert day(text) == Unread("day")


def test_a_past_day_can_not_be_ahead():
    assert day("May 28", "cancelled_on") == Unread("day_ahead")
    assert day("May 28") == "2026-05-28"


@pytest.mark.parametrize(
    "text", ["I don't know", "no idea", "i do not remember exactly", "not sure", "they never told me", "I can't recall"]
)
def test_who_does_not_know_is_not_asked_for_ever(text):
    assert day(text) == UNKNOWN
    assert cents(text) == UNKNOWN
    assert read_answer("address", Answer.TEXT, text, TODAY, 8900) == text


def test_the_amount_itself_must_be_told():
    assert cents("I don't know", "amount") == Unread("amount")


@pytest.mark.parametrize(
    ("text", "why"),
    [("$0", "zero"), ("$95", "above"), ("a lot", "amount")],
)
def test_amounts_that_can_not_be(text, why):
    assert cents(text, "amount") == Unread(why)


def test_an_agreed_amount_is_below_what_was_charged():
    assert cents("$89") == Unread("not_less")
    assert cents("$70.50") == 7050


@pytest.mark.parametrize("text", ["yes", "ok", "No.", "yes please", "y"])
def test_a_yes_or_no_tells_nothing_where_words_were_asked_for(text):
    assert read_answer("wanted", Answer.TEXT, text, TODAY, 8900) == Unread("words")


def test_a_no_is_an_answer_to_whether_something_was_tried():
    assert read_answer("return_try", Answer.TEXT, "no", TODAY, 8900) == "no"


def test_a_few_words_that_begin_with_yes_are_an_answer():
    assert read_answer("wanted", Answer.TEXT, "yes, my money back", TODAY, 8900) == "yes, my money back"
