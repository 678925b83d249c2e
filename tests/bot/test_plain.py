"""No text from outside is a command to Rasa, whatever stands before the slash."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from rasa.nlu.classifiers.regex_message_handler import RegexMessageHandler
from rasa.shared.nlu.training_data.message import Message

from bot.plain import looks_like_command, plain

COMMANDS = ['/greet{"merchant": "x"}', "/greet", "/restart", "/session_start", "/back", "//greet", "/ /greet"]
BEFORE = [
    "\u00a0",
    "\u200b",
    "\u2060",
    "\ufeff",
    "\t",
    "\r\n",
    "\u3000",
    "\u2028",
    "\u202e",
    "\x00",
    "\x1f",
    "/",
    "\uff0f",
]


@pytest.mark.parametrize("command", [*COMMANDS, *(c.replace("/", "\uff0f") for c in COMMANDS)])
def test_no_prefix_makes_a_command_of_a_text(command: str, agent: Any) -> None:
    handler = RegexMessageHandler()
    for before in itertools.chain([()], *(itertools.product(BEFORE, repeat=n) for n in (1, 2, 3))):
        text = plain("".join(before) + command)
        message = Message({"text": text})
        assert handler.process([message], agent.domain)[0] is message
        assert not message.get("intent")
        assert not text.startswith("/")


def test_rasa_itself_would_take_these_for_commands(agent: Any) -> None:
    heard = RegexMessageHandler().process([Message({"text": "\u00a0/greet"})], agent.domain)[0]
    assert heard.get("intent")["name"] == "greet"


def test_what_people_write_stays_as_it_is() -> None:
    assert plain("what is this $12.40 from SQ *BLUE HERON on 5/3?") == "what is this $12.40 from SQ *BLUE HERON on 5/3?"


def test_odd_spaces_become_one_space_and_invisible_characters_go() -> None:
    assert plain(" late\u00a0\u3000 f\u200bee\ufeff ") == "late fee"


@pytest.mark.parametrize("slash", ["/", "\uff0f", "\u2215", "\u2044", "\u29f8", "//", "/ /"])
@pytest.mark.parametrize("before", ["", "\n", "\u00a0", "\u200b\u200d", "\ufeff \t", "\x00"])
def test_a_command_is_known_in_every_disguise_and_means_nothing(slash: str, before: str) -> None:
    for command in ("choose_charge", 'greet{"merchant": "x"}', "action_goodwill", 'explain_fee {"a": [1]}'):
        assert looks_like_command(before + slash + command)


@pytest.mark.parametrize("text", ["and/or", "/ what is this", "12/05", "/help", "the charge on 5/3 of 12.40", "//", ""])
def test_words_with_a_slash_are_no_command(text: str) -> None:
    assert not looks_like_command(text)


def test_nothing_but_slashes_is_nothing() -> None:
    assert plain("/ // \uff0f") == ""


def test_half_a_surrogate_pair_does_not_break_the_text() -> None:
    assert plain("fee \ud83d").encode() == b"fee"
