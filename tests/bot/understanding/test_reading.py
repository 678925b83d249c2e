import numpy as np
import pytest

from bot.understanding.parts import Part
from bot.understanding.reading import Reading, are_two, asks_surely, read

INTENTS = ("ask_refund_status", "explain_fee", "greet", "out_of_scope")
REFUND, FEE, GREET, ELSEWHERE = np.eye(4) * 0.9 + 0.025
UNSURE = np.array([0.1, 0.4, 0.1, 0.4])
EVEN = np.full(4, 0.25)


def reading(whole: np.ndarray, *single: np.ndarray) -> Reading:
    return read(INTENTS, whole, np.array(single), [Part(at * 10, at * 10 + 10) for at in range(len(single))])


def asked(found: Reading) -> list[tuple[str, int, int]]:
    return [(request.intent, request.start, request.end) for request in found.requests]


def test_one_sentence_with_a_request_asks_for_that() -> None:
    assert asked(reading(FEE, FEE)) == [("explain_fee", 0, 10)]


@pytest.mark.parametrize("said", [GREET, ELSEWHERE])
def test_what_is_no_request_asks_for_nothing(said: np.ndarray) -> None:
    assert asked(reading(said, said)) == []


def test_a_request_in_a_story_is_found_where_it_stands() -> None:
    found = reading(UNSURE, ELSEWHERE, GREET, FEE, ELSEWHERE)
    assert INTENTS[int(found.likely.argmax())] == "explain_fee"
    assert asked(found) == [("explain_fee", 20, 30)]


def test_two_requests_stand_in_their_order_and_the_first_is_the_intent() -> None:
    found = reading(EVEN, REFUND, FEE)
    assert asked(found) == [("ask_refund_status", 0, 10), ("explain_fee", 10, 20)]
    assert INTENTS[int(found.likely.argmax())] == "ask_refund_status"
    # Neither may make the other look like doubt: the bot would ask back.
    assert sorted(found.likely)[-1] - sorted(found.likely)[-2] > 0.5


def test_the_same_request_said_twice_is_one() -> None:
    assert asked(reading(FEE, FEE, FEE)) == [("explain_fee", 0, 10)]


def test_an_unsure_part_is_no_second_request() -> None:
    assert [intent for intent, *_ in asked(reading(REFUND, REFUND, UNSURE))] == ["ask_refund_status"]


def test_what_the_whole_message_speaks_against_is_a_second_request_only_when_quite_sure() -> None:
    against = np.array([0.99, 0.001, 0.004, 0.005])
    fairly = np.array([0.1, 0.7, 0.1, 0.1])
    assert [intent for intent, *_ in asked(reading(against, REFUND, fairly))] == ["ask_refund_status"]
    assert [intent for intent, *_ in asked(reading(against, REFUND, FEE))] == ["ask_refund_status", "explain_fee"]


FAIRLY = np.array([0.1, 0.65, 0.1, 0.15])
AGAINST = np.array([0.99, 0.001, 0.004, 0.005])


@pytest.mark.parametrize(("asking", "count"), [([True, True], 2), ([True, False], 1)])
def test_a_question_need_not_be_as_sure_as_what_is_told(asking: list[bool], count: int) -> None:
    found = read(INTENTS, AGAINST, np.array([REFUND, FAIRLY]), [Part(0, 10), Part(10, 20)], asking)
    assert len(found.requests) == count


@pytest.mark.parametrize(
    ("sure", "asking", "expected"), [(0.8, True, True), (0.8, False, False), (0.92, False, True), (0.7, True, False)]
)
def test_a_half_is_taken_for_a_request_when_it_is_sure(sure: float, asking: bool, expected: bool) -> None:
    row = np.array([0.0, sure, 0.0, 1 - sure])
    assert asks_surely(INTENTS, row, asking) is expected


def test_a_half_that_is_no_request_is_none_however_sure() -> None:
    assert not asks_surely(INTENTS, np.array([0.0, 0.0, 0.99, 0.01]), True)


CHARGES = ("bill_summary", "dispute_charge", "explain_charge", "explain_fee")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("explain_charge", "dispute_charge", ["dispute_charge"]),
        ("explain_fee", "bill_summary", ["explain_fee"]),
        ("explain_fee", "dispute_charge", ["explain_fee", "dispute_charge"]),
    ],
)
def test_vague_words_beside_a_plain_request_are_no_second_one(first: str, second: str, expected: list[str]) -> None:
    rows = [np.where(np.array(CHARGES) == intent, 0.85, 0.05) for intent in (first, second)]
    found = read(CHARGES, np.array([0.1, 0.4, 0.1, 0.4]), np.array(rows), [Part(0, 10), Part(10, 20)])
    assert [request.intent for request in found.requests] == expected
    assert CHARGES[int(found.likely.argmax())] == expected[0]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("explain_fee", "bill_summary", True),
        ("explain_fee", "explain_fee", False),
        ("explain_charge", "dispute_charge", False),
        ("explain_charge", "explain_fee", True),
    ],
)
def test_two_halves_are_two_requests_unless_one_says_what_the_other_means(one: str, other: str, expected: bool) -> None:
    rows = [np.where(np.array(CHARGES) == intent, 0.97, 0.01) for intent in (one, other)]
    assert are_two(CHARGES, *rows) is expected
