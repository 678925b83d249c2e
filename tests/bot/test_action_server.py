"""A failed action is a failed turn: no word of success, nothing kept, no further action."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator

import pytest
from rasa.core.actions.action import RemoteAction

from bot import action_server
from tests.bot.doubles import Actions, Bot, free_port, responses, result, said

REMINDER = {"event": "reminder", "name": "x", "intent": "greet", "date_time": "2026-05-12T00:00:00"}
BROKEN = {
    "an error": (500, b'{"error": "boom"}'),
    "a refused context": (403, b'{"error": "context_refused"}'),
    "a missing action": (404, b"{}"),
    "a 400 that is no rejection": (400, b"{}"),
    "no JSON": (200, b"<html>"),
    "nothing": (200, b""),
    "a list": (200, b"[]"),
    "events that are none": (200, b'{"events": 7}'),
    "an event of no kind": (200, b'{"events": [{"name": "x"}]}'),
    "a malformed event": (200, b'{"events": [{"event": "slot", "name": 7}]}'),
    "a timer": (200, json.dumps({"events": [REMINDER]}).encode()),
    "a pause": (200, b'{"events": [{"event": "pause"}]}'),
}


@pytest.mark.parametrize("answer", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_answer_fails_the_turn(answer: tuple[int, bytes], bot: Bot, actions: Actions) -> None:
    actions.always(*answer)
    assert bot.turn("what is this charge") == (502, {"error": "action_failed"})
    assert len(actions.calls) == 1


def test_a_hanging_action_fails_the_turn_at_its_own_deadline(bot: Bot, actions: Actions) -> None:
    actions.always(200, result(said("utter_charge")), 2.2)
    assert bot.turn("what is this charge") == (502, {"error": "action_failed"})


def test_no_further_action_runs_after_one_has_failed(bot: Bot, actions: Actions) -> None:
    first = (200, result(said("utter_charge"), events=({"event": "followup", "name": "action_dispute"},)), 0.0)
    actions.answer = lambda call: first if call["next_action"] == "action_explain" else (500, b"{}", 0.0)
    assert bot.turn("what is this charge")[0] == 502
    assert [call["next_action"] for call in actions.calls] == ["action_explain", "action_dispute"]


def test_the_turn_can_be_tried_again_as_if_nothing_had_been(bot: Bot, actions: Actions) -> None:
    actions.always(500, b"{}")
    assert bot.turn("what is this charge")[0] == 502
    actions.be_well()
    status, answer = bot.turn("what is this charge")
    assert (status, responses(answer)) == (200, ["utter_charge", "utter_done"])


def test_an_action_server_that_is_away_is_a_failed_action() -> None:
    nobody = action_server.ActionServer(f"http://127.0.0.1:{free_port()}/webhook", 1.0)

    async def call() -> None:
        try:
            await nobody.request(json={})
        finally:
            await nobody.close()

    with pytest.raises(action_server.ActionFailed):
        asyncio.run(call())


def test_the_domain_is_not_sent_with_each_call(bot: Bot, actions: Actions) -> None:
    bot.turn("what is this charge")
    assert "domain" not in actions.calls[0]


@pytest.fixture
def rasas_check() -> Iterator[None]:
    kept = RemoteAction._validate_action_result
    yield
    RemoteAction._validate_action_result = kept


@pytest.mark.usefixtures("rasas_check")
def test_the_schema_of_results_is_not_walked_at_each_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jsonschema.validate", lambda *_: pytest.fail("the schema was checked again"))
    action_server.check_results_once()
    assert RemoteAction("action_explain", None)._validate_action_result({"events": [], "responses": []})


@pytest.mark.parametrize(
    "answer",
    [
        [],
        {"events": {}},
        {"events": ["slot"]},
        {"events": [{"event": "reminder"}]},
        {"events": [{}]},
        {"responses": "hello"},
        {"responses": [7]},
    ],
)
def test_an_answer_of_another_shape_is_a_failed_action(answer: object) -> None:
    with pytest.raises(action_server.ActionFailed):
        action_server._checked(answer)


def test_a_plain_answer_is_taken_as_it_is() -> None:
    answer = {"events": [{"event": "slot", "name": "charge", "value": "t1"}], "responses": [{"response": "utter_x"}]}
    assert action_server._checked(answer) is answer
