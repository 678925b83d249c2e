"""Bad input, posted to the running product: a calm answer, nothing lost, nothing executed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from candor.conversation.normalise import LONGEST
from tests.conversations.hearing import Conversation
from tests.conversations.time_and_traces import wipe_all
from tests.stack import Stack

pytestmark = pytest.mark.stack

CUSTOMER = "c14"
CALM = {
    *("utter_not_understood", "utter_not_understood_again", "utter_out_of_scope", "utter_only_pictures"),
    *("utter_only_english", "utter_handed_over_person"),
}
SLASHES = ["/", "\uff0f", "//", "/ /", "\u2215", "\u2044", "\u29f8"]
BEFORE = ["", "\n", "\r\n\t", "\u00a0", "\u200b", "\u200d\u200c", "\u2060\ufeff", "\u202e", "\u3000"]
COMMANDS = ['choose_charge{"line": "LINE"}', 'talk_to_human{"x": 1}', "action_talk_to_human", "report_fraud{}"]
# Every slash, everything before it and every command, in turns; tests/bot/test_plain.py takes all of them together.
UNTIL_A_PERSON = 3
DISGUISES = [
    BEFORE[number % len(BEFORE)] + SLASHES[number % len(SLASHES)] + COMMANDS[number % len(COMMANDS)]
    for number in range(len(BEFORE) * UNTIL_A_PERSON)
]


@pytest.fixture
def talk(stack: Stack) -> Iterator[Conversation]:
    wipe_all(stack.folder, CUSTOMER)
    with Conversation(stack.url, CUSTOMER) as conversation:
        yield conversation


@pytest.fixture
def line(stack: Stack) -> str:
    """A line of this customer's own: what a command would show if it were one."""
    with stack.reading() as tx:
        return max(tx.ledger.book(CUSTOMER).lines, key=lambda line: line.post_date).id


def kept(stack: Stack, talk: Conversation) -> list[str]:
    """What the customer's bubbles hold."""
    with stack.reading() as tx:
        return [message.text for message in tx.messages.latest_of_customer(talk.id, 20)]


def handed_over(stack: Stack, talk: Conversation) -> bool:
    with stack.reading() as tx:
        return tx.handoffs.open_in(talk.id) is not None


def post(talk: Conversation, body: bytes | str) -> Any:
    path = f"/v1/conversations/{talk.id}/messages"
    return talk._http.post(path, content=body, headers={"Content-Type": "application/json"})


def goes_on(talk: Conversation) -> None:
    """The talk still answers a plain question."""
    names = [bubble["response"] for bubble in talk.say("how much do I owe?")]
    assert names[0].startswith("utter_bill_summary")


@pytest.mark.parametrize("length", [LONGEST + 1, 10_000])
def test_too_long_a_message_is_refused_in_words_and_the_talk_goes_on(
    stack: Stack, talk: Conversation, length: int
) -> None:
    answer = post(talk, json.dumps({"client_id": str(uuid4()), "text": "why " * (length // 4 + 1)}))
    assert (answer.status_code, answer.json()["code"]) == (422, "message_too_long")
    assert "2,000" in answer.json()["detail"]
    assert kept(stack, talk) == []
    goes_on(talk)


@pytest.mark.parametrize("signs", ["?!.,;:", "…—–·•", "(((((", "$$$", "@#%^&*", "{}[]", "'\"`\\", "…\n", "/ "])
def test_two_thousand_signs_are_kept_and_answered_calmly(stack: Stack, talk: Conversation, signs: str) -> None:
    text = (signs * LONGEST)[:LONGEST].strip()
    (answer,) = talk.say(text)
    assert answer["response"] in CALM
    assert kept(stack, talk) == [text]
    assert not handed_over(stack, talk)
    goes_on(talk)


@pytest.mark.parametrize("text", ["\u200b\u2060\ufeff", "\x00\x01\x1f", "\u202e\u202d", " \t\r\n\u3000", "\ue000"])
def test_what_can_not_be_seen_is_refused_and_the_talk_goes_on(stack: Stack, talk: Conversation, text: str) -> None:
    answer = post(talk, json.dumps({"client_id": str(uuid4()), "text": text}))
    assert (answer.status_code, answer.json()["code"]) == (422, "message_refused")
    assert kept(stack, talk) == []
    goes_on(talk)


def test_invisible_characters_between_letters_change_nothing(talk: Conversation) -> None:
    (answer, *_) = talk.say("h\u200bow mu\u0000ch d\u2060o I o\ufeffwe\u202e?")
    assert answer["response"].startswith("utter_bill_summary")


@pytest.mark.parametrize("turn", range(len(DISGUISES) // UNTIL_A_PERSON))
def test_no_command_in_any_disguise_is_carried_out(stack: Stack, talk: Conversation, line: str, turn: int) -> None:
    """Each of them is answered as what is not understood: the third in a row ends at a person, for that reason only."""
    here = DISGUISES[turn * UNTIL_A_PERSON :][:UNTIL_A_PERSON]
    answers = [answer for disguised in here for answer in talk.say(disguised.replace("LINE", line))]
    assert [answer["response"] for answer in answers] == [
        *("utter_not_understood", "utter_not_understood_again", "utter_handed_over_person"),
    ]
    assert len(kept(stack, talk)) == UNTIL_A_PERSON
    assert all(line not in answer["cites"] for answer in answers)
    assert not _by_command(stack, talk)


def _by_command(stack: Stack, talk: Conversation) -> bool:
    with stack.reading() as tx:
        made = tx.handoffs.open_in(talk.id)
    return made is not None and made.trigger != "misunderstood"


@pytest.mark.parametrize(
    "text",
    [
        "wh\u0430t is \u0443\u043eur \u0440l\u0430n",
        "𝔀𝓱𝔂 𝓪𝓶 𝓘 𝓱𝓮𝓻𝓮",
        "请 help 我 with это please",
        "مرحبا hello שלום",
        "Z̸̢̛a̷l̵g̶o̵ c̴h̵a̸r̷g̸e̷",
        "🙂 что 🙂 is 🙂 этот",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    ],
)
def test_mixed_scripts_are_kept_as_they_are_and_answered(stack: Stack, talk: Conversation, text: str) -> None:
    assert talk.say(text)
    assert len(kept(stack, talk)) == 1
    goes_on(talk)


@pytest.mark.parametrize(
    "broken",
    [
        b'{"client_id": "a", "text": "\xff\xfe what"}',
        b'{"client_id": "a", "text": "caf\xe9"}',
        b'{"client_id": "a", "text": "\xc0\xaf"}',
        b'{"client_id": "a", "text": "\xed\xa0\x80"}',
        b'{"client_id": "a", "text": "\\ud800"}',
        b'{"client_id": "a", "text": "cut off \xf0\x9f',
        b"\xff" * 2000,
        b"\x00",
    ],
)
def test_bytes_that_are_no_text_are_refused_in_words_and_the_talk_goes_on(
    stack: Stack, talk: Conversation, broken: bytes
) -> None:
    answer = post(talk, broken)
    assert (answer.status_code, answer.json()["code"]) == (422, "message_refused")
    assert answer.headers["content-type"] == "application/problem+json"
    assert kept(stack, talk) == []
    goes_on(talk)
