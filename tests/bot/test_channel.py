"""One request is one turn: true status codes, a deadline, and nothing kept of a turn that did not count."""

from __future__ import annotations

import http.client
import json
import threading
import time
from typing import Any

import pytest

from tests.bot.doubles import KEY, TOKEN, Actions, Bot, body, responses, result, said


def test_a_typed_message_is_understood_and_answered(bot: Bot, actions: Actions) -> None:
    status, answer = bot.turn("what is this charge", message="m7")
    assert status == 200
    assert answer["replies"][0] == {
        "response": "utter_charge",
        "facts": {"amount": "$12.40"},
        "cites": ["t1"],
        "choices": [],
        "card": None,
    }
    assert answer["understanding"]["intent"] == "explain_charge"
    assert answer["tracker"]["version"] == 1


def test_the_action_gets_the_signed_context_the_message_id_and_the_day(bot: Bot, actions: Actions) -> None:
    bot.turn("what is this charge", message="m7")
    latest = actions.calls[0]["tracker"]["latest_message"]
    assert latest["metadata"] == {"candor": TOKEN, "today": "2026-05-12"}
    assert latest["message_id"] == "m7"
    assert latest["text"] == "what is this charge"


def test_a_pressed_choice_means_its_intent_without_any_understanding(bot: Bot, actions: Actions) -> None:
    choice = {"intent": "choose_charge", "entities": [{"entity": "merchant", "value": "SQ"}]}
    status, answer = bot.turn("hello", choice=choice)
    assert (status, answer["understanding"]["intent"]) == (200, "choose_charge")
    assert actions.calls[0]["tracker"]["slots"]["merchant"] == "SQ"


@pytest.mark.parametrize("text", ['/choose_charge{"merchant": "x"}', "\u00a0/choose_charge", "\uff0fchoose_charge"])
def test_a_typed_command_is_plain_text(text: str, bot: Bot, actions: Actions) -> None:
    status, answer = bot.turn(text)
    assert (status, answer["understanding"]["intent"]) == (200, "nlu_fallback")
    assert [call["next_action"] for call in actions.calls] == ["action_not_understood"]


@pytest.mark.parametrize("text", ["", " / ", "\u200b"])
def test_a_text_without_a_word_in_it_is_not_understood_but_answered(text: str, bot: Bot, actions: Actions) -> None:
    status, answer = bot.turn(text)
    assert (status, answer["understanding"]["intent"]) == (200, "nlu_fallback")
    assert [call["next_action"] for call in actions.calls] == ["action_not_understood"]


def test_what_nothing_foresees_is_answered_once_by_the_fallback(bot: Bot, actions: Actions) -> None:
    status, _ = bot.turn("qwertz")
    assert status == 200
    assert [call["next_action"] for call in actions.calls] == ["action_not_understood"]


@pytest.mark.parametrize("key", [None, "", "wrong", KEY[:-1], KEY.upper() + "x"])
def test_without_the_key_nothing_is_done(key: str | None, bot: Bot, actions: Actions) -> None:
    assert bot.ask("POST", "turn", body("what is this charge"), key) == (401, {"error": "key_refused"})
    assert actions.calls == []


BAD: list[Any] = [
    b"{",
    b"\xff",
    [],
    {},
    body("x", conversation=""),
    body("x", conversation="a\nb"),
    body("x", message=7),
    body(None),
    body("x" * 8_001),
    body("x", context=""),
    body("x", today="tomorrow"),
    body("x", choice="greet"),
    body("x", choice={"intent": "no_such_intent"}),
    body("x", choice={"intent": "greet", "entities": [{"value": 1}]}),
    body("x", choice={"intent": "greet", "entities": [{"entity": "balance", "value": 1}]}),
    body("x", tracker=[]),
    body("x", tracker={"version": 0, "events": []}),
    body("x", tracker={"version": True, "events": []}),
    body("x", tracker={"version": "1", "events": []}),
    body("x", tracker={"version": 1}),
    body("x", tracker={"version": 1, "events": []}),
    body("x", tracker={"version": 1, "events": [{"event": "nonsense"}]}),
]


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_body_is_refused_before_any_action(bad: Any, bot: Bot, actions: Actions) -> None:
    status, answer = bot.ask("POST", "turn", bad)
    assert status == 422
    assert answer["error"] in {"body_refused", "tracker_unreadable", "unknown_intent", "unknown_entity"}
    assert actions.calls == []


def test_a_turn_over_its_deadline_is_cut_off_and_the_next_one_is_served(bot: Bot, actions: Actions) -> None:
    """Each action keeps its own deadline; several of them do not fit into the turn's."""
    slow = {"event": "followup", "name": "action_explain"}
    actions.always(200, result(said("utter_charge"), events=(slow,)), 0.7)
    assert bot.turn("what is this charge") == (504, {"error": "late"})
    actions.be_well()
    assert bot.turn("what is this charge")[0] == 200


def test_a_customer_who_goes_away_spoils_nothing_for_the_next(bot: Bot, actions: Actions) -> None:
    let_go = threading.Event()
    actions.answer = lambda call: (200, result(said("utter_charge")), 0.0 * let_go.wait(60))
    gone = http.client.HTTPConnection("127.0.0.1", bot.port)
    gone.request(
        "POST", "/webhooks/candor/turn", json.dumps(body("what is this charge")), {"Authorization": f"Bearer {KEY}"}
    )
    time.sleep(0.2)
    gone.close()
    actions.be_well()
    status, answer = bot.turn("what is this charge")
    let_go.set()
    assert (status, responses(answer)) == (200, ["utter_charge", "utter_done"])


def test_a_reply_without_a_response_name_is_an_error(bot: Bot, actions: Actions) -> None:
    actions.always(200, result({"text": "free words"}))
    assert bot.turn("what is this charge") == (500, {"error": "reply_without_response"})


def test_a_reply_whose_response_nobody_wrote_is_an_error_and_not_silence(bot: Bot, actions: Actions) -> None:
    actions.always(200, result(said("utter_nowhere")))
    assert bot.turn("what is this charge") == (500, {"error": "response_unknown"})


def test_a_reply_with_facts_that_are_no_text_is_an_error(bot: Bot, actions: Actions) -> None:
    actions.always(200, result({"response": "utter_charge", "candor": {"facts": {"amount": 1240}}}))
    assert bot.turn("what is this charge") == (500, {"error": "reply_malformed"})


def test_an_action_that_never_lets_go_ends_in_an_error(bot: Bot, actions: Actions) -> None:
    actions.always(200, result(said("utter_charge"), events=({"event": "followup", "name": "action_explain"},)))
    assert bot.turn("what is this charge") == (500, {"error": "too_many_actions"})


def test_health_names_the_model(bot: Bot) -> None:
    assert bot.ask("GET", "health") == (200, {"model": "scratch.tar.gz"})


def test_health_is_for_its_own_product_only(bot: Bot) -> None:
    assert bot.ask("GET", "health", key=None) == (401, {"error": "key_refused"})
    assert bot.ask("GET", "health", key="another product's") == (401, {"error": "key_refused"})


def test_the_same_turn_sent_again_gives_the_same_answer(bot: Bot, actions: Actions) -> None:
    _, first = bot.turn("what is this charge")
    again = [bot.turn("what is this charge", tracker=first["tracker"], message="m2")[1] for _ in range(3)]
    assert [responses(answer) for answer in again] == [["utter_charge", "utter_done"]] * 3
    assert [answer["tracker"]["version"] for answer in again] == [2, 2, 2]
