"""A model of the real examples, asked the questions that matter most."""

from collections.abc import Callable
from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message

from tests.bot.at_hand import Understanding

Read = Callable[[str], dict[str, Any]]


@pytest.fixture(scope="module")
def read(understanding: Understanding) -> Read:
    loaded = [understanding.entities, understanding.intents]

    def reading(text: str) -> dict[str, Any]:
        messages = [Message(data={"text": text, "metadata": {"today": "2026-05-12"}})]
        for component in loaded:
            messages = component.process(messages)
        return messages[0].as_dict(only_output_properties=True)

    return reading


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("what is this charge from SQ *BLUE HERON?", "explain_charge"),
        ("whats SQ *BLUE HERON 12.40", "explain_charge"),
        ("who is pinewood trading and why did they charge me $30", "explain_charge"),
        ("why did I get a late fee?", "explain_fee"),
        ("y was i charged a latefee", "explain_fee"),
        ("please explain me the late payment fee of 30 dollar", "explain_fee"),
        ("how much do I owe and when?", "bill_summary"),
        ("whats due and by what date", "bill_summary"),
        ("tell me how much i need to pay and till when", "bill_summary"),
        ("is this 175 dollar gas charge real?", "pending_charge"),
        ("gas station put 175 on my card is that real", "pending_charge"),
        ("what is this late charge on my bill", "explain_fee"),
        ("when does harborview inn give my deposit back", "pending_charge"),
        ("why did the restaurant charge more than i signed", "explain_charge"),
        ("somebody stole my card", "report_fraud"),
        ("let me speak to a person", "talk_to_human"),
        ("i was billed two times for the same thing", "dispute_charge"),
        ("i forgot my pin code", "out_of_scope"),
    ],
)
def test_what_customers_ask_most_is_understood_with_margin(read: Read, text: str, intent: str) -> None:
    first, second, *_ = read(text)["intent_ranking"]
    assert first["name"] == intent
    assert first["confidence"] - second["confidence"] > 0.2


def entities(read: Read, text: str) -> list[tuple[str, str]]:
    return [(entity["entity"], entity["value"]) for entity in read(text)["entities"]]


def test_a_shop_an_amount_and_a_day_are_found_together(read: Read) -> None:
    assert entities(read, "what is the $12.40 from SQ *BLUE HERON on may 3") == [
        ("amount", "1240"),
        ("merchant", "SQ *BLUE HERON"),
        ("date", "2026-05-03"),
    ]


@pytest.mark.parametrize("shop", ["greenleaf market", "Ostrava Books", "PAYPAL *TINFEATHER"])
def test_a_shop_that_stands_in_no_example_is_found(read: Read, shop: str) -> None:
    assert ("merchant", shop) in entities(read, f"why did {shop} charge me")


@pytest.mark.parametrize("text", ["why did i get a late fee", "how much do i owe", "hello", "i forgot my pin"])
def test_no_shop_is_seen_where_there_is_none(read: Read, text: str) -> None:
    assert entities(read, text) == []


def test_yesterday_is_reckoned_from_the_day_in_the_metadata(read: Read) -> None:
    assert entities(read, "what did i pay yesterday") == [("date", "2026-05-11")]


@pytest.mark.parametrize("text", ["", " ", "?!...", "😀😀", "…", "\u200b"])
def test_a_text_that_says_nothing_is_not_understood(read: Read, text: str) -> None:
    assert read(text)["intent"] == {"name": "nlu_fallback", "confidence": 1.0}


@pytest.mark.parametrize("text", ["asdkj qwe", "lksjdf lksjdf", "zxcvbnm", "hjkhjk kjh"])
def test_keys_hit_at_random_are_not_understood(read: Read, text: str) -> None:
    told = read(text)["intent"]
    assert told["name"] == "nlu_fallback" or told["confidence"] < 0.3


ODD = {
    "one long word": "a" * 10_000,
    "many words": "charge " * 2000,
    "mixed scripts": "сколько я owe 多少 ؟ 12",
    "broken letters": "\x00\ud7ff charge",
    "digits": "9" * 9999,
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_text_is_read_without_harm(read: Read, name: str) -> None:
    told = read(ODD[name])
    assert 0 < told["intent"]["confidence"] <= 1
    assert all(entity["end"] <= 2000 for entity in told["entities"])
