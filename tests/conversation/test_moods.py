"""Anger, apologies, "leave it" and pictures are told by words; plain requests are none of them."""

import pytest

from candor.conversation.moods import apologises, drops_it, is_angry, only_insults, only_pictures, pleads, regrets

REQUESTS = [
    "what is this charge from Blue Heron?",
    "why did I get a late fee",
    "how much do I owe",
    "take the second one",
    "where is my refund",
]


@pytest.mark.parametrize(
    "text", ["you people are THIEVES", "this is bullshit", "you f***ing useless bot", "what a scam", "u suck"]
)
def test_anger_is_told_by_its_words(text):
    assert is_angry(text)


@pytest.mark.parametrize("text", ["sorry", "I'm so sorry", "ok sorry about that", "I should not have yelled at you"])
def test_an_apology_is_told_by_its_words(text):
    assert apologises(text)


@pytest.mark.parametrize(
    "text", ["you people are thieves", "You thieves!!", "this bank is a bunch of crooks", "useless bot"]
)
def test_an_insult_alone_tells_of_nothing_that_happened(text):
    assert only_insults(text)


@pytest.mark.parametrize(
    "text", ["thieves used my card", "you thieves took 40 dollars", "my card was stolen, you idiots", "you"]
)
def test_an_insult_with_a_report_in_it_is_a_report(text):
    assert not only_insults(text)


def test_regret_is_more_than_a_sorry_before_a_no():
    assert regrets("sorry, I should not have said that")
    assert regrets("I didn't mean to be rude")
    assert regrets("i'm sorry about that")
    assert regrets("sorry")
    assert not regrets("sorry?")
    assert not regrets("sorry, no")


@pytest.mark.parametrize("text", ["never mind", "nevermind", "forget it", "oh just leave it", "stop", "don’t bother"])
def test_leave_it_is_more_than_no(text):
    assert drops_it(text)


@pytest.mark.parametrize("text", ["👍", "😡😡 !!", "☕ ?"])
def test_pictures_have_no_letters(text):
    assert only_pictures(text)


@pytest.mark.parametrize("text", [*REQUESTS, "no", "yes please"])
def test_a_request_is_none_of_these(text):
    assert not any(tells(text) for tells in (is_angry, apologises, drops_it, only_pictures))


@pytest.mark.parametrize("text", ["???", "what 😡", "40"])
def test_signs_and_words_are_no_pictures(text):
    assert not only_pictures(text)


def test_a_joke_that_is_asked_for_is_no_insult():
    assert not is_angry("tell me a joke")
    assert is_angry("your fees are a joke")


@pytest.mark.parametrize(
    "text",
    [
        "that's unfair",
        "This is SO not fair",
        "how is that fair?",
        "that’s unjust",
        "i've been with you ten years",
        "I have been a customer for twenty years",
        "ten years with you and this",
        "but i'm a loyal customer",
        "we've banked here for decades",
        "i always pay on time",
        "never missed a payment",
        "please, just this once",
        "make an exception",
        "cut me some slack",
        "can you let it slide",
    ],
)
def test_a_plea_is_told_by_its_words(text):
    assert pleads(text)


@pytest.mark.parametrize(
    "text", [*REQUESTS, "i did not just pay", "fair enough", "that is not fair enough", "i was there two years ago"]
)
def test_what_asks_for_no_exception_is_no_plea(text):
    assert not pleads(text)
