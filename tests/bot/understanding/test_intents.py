"""The intent component on the real examples: requests in long messages, and texts that are none."""

from collections.abc import Callable
from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.understanding import intents
from bot.understanding.encoder import shared_encoder
from bot.understanding.intents import EncoderIntentClassifier

Ask = Callable[[str], dict[str, Any]]

STORY = (
    "I came home from my mother's on Sunday, the house was cold and the dog had eaten a shoe. My wife had put the post "
    "on the table and there was the paper from the card. I read it with a cup of tea. There is a late fee of thirty "
    "dollars on it. I always pay on the day my wages come. What is that fee for?"
)


@pytest.fixture(scope="module")
def ask(intent_component: EncoderIntentClassifier) -> Ask:
    def asking(text: str) -> dict[str, Any]:
        return intent_component.process([Message(data={"text": text})])[0].as_dict(only_output_properties=True)

    return asking


def requests(ask: Ask, text: str) -> list[str]:
    return [request["intent"] for request in ask(text)["requests"]]


@pytest.mark.parametrize(
    "text",
    [
        "hi, thanks for helping, why was i charged a late fee",
        "Hi, my name is Robin. Why was I charged a late fee?",
        "good evening, sorry to bother you, why was i charged a late fee",
        "Thank you for your patience. Why was I charged a late fee? Have a nice day.",
    ],
)
def test_small_talk_hides_no_request(ask: Ask, text: str) -> None:
    found = ask(text)
    assert found["intent"]["name"] == "explain_fee"
    assert found["intent"]["confidence"] > 0.6
    assert [request["intent"] for request in found["requests"]] == ["explain_fee"]


def test_a_story_of_sixty_words_has_its_one_request_found(ask: Ask) -> None:
    assert len(STORY.split()) >= 60
    found = ask(STORY)
    assert found["intent"]["name"] == "explain_fee"
    assert [request["intent"] for request in found["requests"]] == ["explain_fee"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Why was I charged interest? Also, where is my refund from the shoe shop?",
         ["explain_interest", "ask_refund_status"]),
        ("Where is my refund? And why was I charged interest?", ["ask_refund_status", "explain_interest"]),
        ("first i want to know why there is a late fee and also when does my refund come",
         ["explain_fee", "ask_refund_status"]),
        ("how much interest do i pay & where is my refund", ["explain_interest", "ask_refund_status"]),
        ("where is the refund from Corley Shoes, plus what is my minimum", ["ask_refund_status", "bill_summary"]),
        ("somebody stole my card oh and why is there a late fee", ["report_fraud", "explain_fee"]),
    ],
)  # fmt: skip
def test_two_requests_are_both_noticed_in_their_order(ask: Ask, text: str, expected: list[str]) -> None:
    found = ask(text)
    assert [request["intent"] for request in found["requests"]] == expected
    assert found["intent"]["name"] == expected[0]
    first, second = found["requests"]
    assert 0 <= first["start"] < first["end"] <= second["start"] < second["end"] <= len(text)
    assert all(0 < request["confidence"] <= 1 for request in found["requests"])


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("they charged me twice and i want one of them taken away", "dispute_charge"),
        ("there is a late fee on my bill and i wonder what it is for", "explain_fee"),
        ("i sent the boots back and have seen no money, where is it", "ask_refund_status"),
        ("my wallet is gone and all the cards with it", "report_fraud"),
    ],
)
def test_one_request_told_in_two_clauses_stays_one(ask: Ask, text: str, intent: str) -> None:
    assert requests(ask, text) == [intent]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("which subscriptions do I pay, and what went up?", "subscription_charge"),
        ("Which subscriptions do I pay? And what went up?", "subscription_charge"),
        ("what subscriptions are on my card and which ones got more expensive", "subscription_charge"),
        ("how much interest did i pay, and how much was it last month?", "explain_interest"),
        ("where is my refund, and when does it come?", "ask_refund_status"),
    ],
)
def test_asking_more_about_the_same_is_no_second_request(ask: Ask, text: str, intent: str) -> None:
    assert requests(ask, text) == [intent]


@pytest.mark.parametrize("text", ["hello", "thank you very much", "no that is all", "i forgot my pin", "?!", ""])
def test_what_asks_for_nothing_we_do_has_no_request(ask: Ask, text: str) -> None:
    assert requests(ask, text) == []


@pytest.mark.parametrize("text", ["why did i get a late fee?", "whats SQ *BLUE HERON 12.40", "i forgot my pin code"])
def test_a_plain_sentence_costs_one_run_of_the_encoder(ask: Ask, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    runs: list[str] = []

    class Counting:
        def encode(self, texts: list[str]) -> Any:
            runs.extend(texts)
            return shared_encoder().encode(texts)

        def letters_a_piece(self, text: str) -> float:
            return shared_encoder().letters_a_piece(text)

    monkeypatch.setattr(intents, "shared_encoder", Counting)
    ask(text)
    assert runs == [text]


@pytest.mark.parametrize(
    "text",
    [
        "the moss on the north side of the old mill was thicker than in any other spring",
        "seven violins, a cello and somebody's umbrella",
        "photosynthesis in deep water algae",
    ],
)
def test_what_is_far_from_all_that_was_taught_is_no_request(ask: Ask, text: str) -> None:
    found = ask(text)
    assert found["intent"]["name"] in ("nlu_fallback", "out_of_scope")
    assert found["requests"] == []


def test_a_component_that_was_not_trained_understands_nothing() -> None:
    untrained = EncoderIntentClassifier.create({}, None, None, None)
    found = untrained.process([Message(data={"text": "why a late fee"})])[0].as_dict(only_output_properties=True)
    assert (found["intent"]["name"], found["requests"]) == ("nlu_fallback", [])


BAD = {
    "ten thousand characters": "why was i charged this, " * 420,
    "one long word": "a" * 10_000,
    "commas": "," * 5000 + " fee",
    "only punctuation": "?!… -- ;;; ()",
    "control characters": "\x00\x01\x02\x1b[31m\x7f",
    "zero width": "\u200b\u200c\u200d\ufeff\u2060",
    "a right-to-left override": "\u202ewhy a fee\u202c",
    "mixed scripts": "сколько я owe 多少 ؟ 12",
    "lone surrogates": "\ud800 charge \udfff",
    "bytes that were no text": b"caf\xe9 \xff\xfe charge".decode("utf-8", errors="replace"),
    "combining marks": "f" + "\u0301" * 500 + "ee",
    "pictures": "😀🧾💳" * 100,
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_text_is_read_without_harm(ask: Ask, name: str) -> None:
    found = ask(BAD[name])
    assert 0 < found["intent"]["confidence"] <= 1
    assert found["intent"] == found["intent_ranking"][0]
    assert all(0 <= request["start"] < request["end"] <= 2000 for request in found["requests"])


@pytest.mark.parametrize("name", ["only punctuation", "zero width", "pictures"])
def test_a_text_without_a_letter_is_not_understood(ask: Ask, name: str) -> None:
    assert ask(BAD[name])["intent"]["name"] == "nlu_fallback"


@pytest.mark.parametrize("hidden", ["why was i charged a la\u200bte f\u200dee", "why\x00was i charged a late fee"])
def test_invisible_characters_inside_change_nothing(ask: Ask, hidden: str) -> None:
    assert ask(hidden)["intent"]["name"] == "explain_fee"
