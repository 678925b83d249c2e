"""What the customer's own words say of a dispute, before anything is asked."""

from datetime import date

import pytest

from candor.disputes.reasons import Reason
from candor.disputes.told import agreed_sum, is_before, is_claim, reason_told, takes_case_back, without_told_sums


@pytest.mark.parametrize(
    "text",
    [
        "hillside hardware is wrong",
        "casa marigold wrong",
        "that's wrong",
        "the larkspur bakery 10.30 is just wrong, look at it",
        "quillnote trial: i cancelled it before it ended and you still charged me",
        "you charged me although i cancelled",
        "now the HLX one, i never got that either",
        "the bramble thing was 84 dollars and all i got was a torn shirt",
        "the price was way more than the app said",
        "kunstboden wien charged me in dollars without asking",
        "why should i pay this? i never agreed to that price",
    ],
)
def test_what_tells_a_loss_is_a_claim_without_any_magic_word(text):
    assert is_claim(text)


@pytest.mark.parametrize(
    "text",
    [
        "is this charge wrong?",
        "what is wrong with my card",
        "i do not say that it is wrong",
        "nothing is wrong",
        "tell me if the amount is wrong",
        "you are wrong",
        "my refund never came",
        "my payment never arrived",
        "what is the blue heron charge",
        "did i get charged twice",
    ],
)
def test_what_asks_or_is_about_something_else_is_none(text):
    assert not is_claim(text)


@pytest.mark.parametrize(
    ("text", "agreed", "left"),
    [
        ("it should be 50 dollars", "50 dollars", "it"),
        ("the $89.00 should have been $79.00, ok", "$79.00", "the $89.00 , ok"),
        ("$5 too much at the bakery", None, "at the bakery"),
        ("the 12.40 at blue heron", None, "the 12.40 at blue heron"),
    ],
)
def test_a_sum_that_should_have_been_is_no_sum_of_a_charge(text, agreed, left):
    assert agreed_sum(text) == agreed
    assert " ".join(without_told_sums(text).split()) == left


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("a charge from ten years ago", True),
        ("corner pantry in 2016", True),
        ("corner pantry in 2024", False),
        ("3 years ago", True),
        ("2 years ago", False),
        ("the $2016 charge", False),
        ("the 2,016.00 one", False),
        ("on 2016-05-03", False),
        ("yesterday", False),
    ],
)
def test_a_year_before_our_rows_is_told_apart_from_a_sum(text, before):
    assert is_before(text, date(2026, 5, 12), date(2024, 5, 1)) is before


@pytest.mark.parametrize(
    ("text", "takes"),
    [
        ("i want to withdraw my dispute", True),
        ("please take my claim back", True),
        ("cancel the dispute", True),
        ("what about my dispute?", False),
        ("i cancelled the order", False),
    ],
)
def test_taking_a_case_back_is_heard(text, takes):
    assert takes_case_back(text) is takes


@pytest.mark.parametrize(
    "text",
    ["the amount of the blue heron charge is wrong", "i dispute it, the amount is wrong", "the price was not right"],
)
def test_a_wrong_amount_is_heard_in_either_order(text):
    assert reason_told(text) is Reason.WRONG_AMOUNT
