"""The carried tracker stays small, says nothing a customer wrote, and predicts as the whole one would."""

from __future__ import annotations

import asyncio
import json
import random
from typing import Any

import pytest
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.memory import TURNS_KEPT, recalled, remembered
from bot.turn import Turn, TurnFailed, serving
from tests.bot.doubles import TOKEN, Actions, Bot, responses

TALK = ["hello", "what is this charge", "thanks", "hello", "hi", "dispute", "monday", "cheers"]


async def _whole(agent: Any, texts: list[str]) -> list[list[str]]:
    """Names of the actions of each turn, with a tracker that grows."""
    agent.tracker_store.store.clear()
    done, before = [], 0
    for number, text in enumerate(texts):
        await agent.handle_message(UserMessage(text, CollectingOutputChannel(), "c1", message_id=str(number)))
        tracker = await agent.tracker_store.retrieve("c1")
        events = list(tracker.events)
        done.append(_actions(events[before:]))
        before = len(events)
    return done


async def _carried(agent: Any, texts: list[str]) -> tuple[list[list[str]], list[int]]:
    """The same with a carried tracker, and how many events were carried after each turn."""
    done, sizes, events = [], [], None
    for number, text in enumerate(texts):
        turn = Turn("c1", str(number))
        turn.tracker = recalled("c1", json.loads(json.dumps(events)), agent.domain) if events else None
        with serving(turn):
            await agent.handle_message(UserMessage(text, CollectingOutputChannel(), "c1", message_id=str(number)))
        assert turn.failure is None
        events = turn.kept or []
        kept = recalled("c1", events, agent.domain)
        last = max(i for i, event in enumerate(kept.events) if isinstance(event, UserUttered))
        done.append(_actions(list(kept.events)[last:] if number else list(kept.events)))
        sizes.append(len(events))
    return done, sizes


def _actions(events: list[Any]) -> list[str]:
    return [event.action_name for event in events if isinstance(event, ActionExecuted)]


async def _both(agent: Any, texts: list[str]) -> tuple[list[list[str]], list[list[str]], list[int]]:
    try:
        whole = await _whole(agent, texts)
        carried, sizes = await _carried(agent, texts)
        return whole, carried, sizes
    finally:
        await agent.action_endpoint.close()


@pytest.mark.parametrize("seed", [1, 2])
def test_a_cut_tracker_predicts_what_the_whole_one_predicts(seed: int, agent: Any, actions: Actions) -> None:
    chance = random.Random(seed)
    texts = [chance.choice(TALK) for _ in range(30)]
    whole, carried, sizes = asyncio.run(_both(agent, texts))
    assert carried == whole
    assert max(sizes) < 200


def test_a_form_interrupted_for_longer_than_is_kept_still_comes_to_its_end(agent: Any, actions: Actions) -> None:
    texts = ["dispute", *["hello"] * (TURNS_KEPT + 3), "monday", "hello"]
    whole, carried, _ = asyncio.run(_both(agent, texts))
    assert carried == whole
    assert "action_dispute" in carried[-2]


def test_a_tracker_stops_growing_so_that_turn_500_is_as_turn_20(bot: Bot, actions: Actions) -> None:
    """A turn depends on nothing but its request: once the same talk gives the same tracker again, it always will."""
    tracker, trackers, spoken = None, [], []
    for number in range(5 * len(TALK)):
        status, answer = bot.turn(TALK[number % len(TALK)], tracker=tracker, message=f"m{number:04}")
        assert status == 200
        tracker = answer["tracker"]
        trackers.append([_timeless(event) for event in tracker["events"]])
        spoken.append(responses(answer))
    last, before = slice(-len(TALK), None), slice(-2 * len(TALK), -len(TALK))
    assert trackers[last] == trackers[before]
    assert spoken[last] == spoken[before]
    assert len(json.dumps(tracker)) < 20_000


def _timeless(event: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in event.items() if key not in ("timestamp", "message_id")}


def test_the_carried_tracker_holds_neither_words_nor_facts_nor_the_context(bot: Bot, actions: Actions) -> None:
    _, answer = bot.turn("what is this charge from my doctor")
    text = json.dumps(answer["tracker"])
    assert not any(secret in text for secret in ("doctor", "12.40", TOKEN))


def test_after_an_hour_of_silence_the_slots_are_forgotten_and_the_context_is_still_not_kept(
    bot: Bot, actions: Actions
) -> None:
    choice = {"intent": "choose_charge", "entities": [{"entity": "merchant", "value": "SQ"}]}
    _, before = bot.turn("", choice=choice)
    for event in before["tracker"]["events"]:
        event["timestamp"] -= 3_700
    _, after = bot.turn("what is this charge", tracker=before["tracker"])
    assert [call["tracker"]["slots"]["merchant"] for call in actions.calls] == ["SQ", None]
    assert TOKEN not in json.dumps(after["tracker"])


def test_slots_set_long_ago_are_still_known(agent: Any) -> None:
    tracker = DialogueStateTracker("c1", agent.domain.slots)
    events: list[dict[str, Any]] = [
        {"event": "action", "name": "action_session_start"},
        {"event": "session_started"},
        {"event": "slot", "name": "merchant", "value": "Blue Heron"},
        {"event": "action", "name": "action_listen"},
    ]
    for number in range(TURNS_KEPT * 3):
        events.append(
            {"event": "user", "message_id": str(number), "parse_data": {"intent": {"name": "greet"}, "entities": []}}
        )
        events.append({"event": "action", "name": "utter_hello"})
        events.append({"event": "action", "name": "action_listen"})
    tracker = recalled("c1", events, agent.domain)
    kept = remembered(tracker)
    again = recalled("c1", kept, agent.domain)
    assert len(kept) == TURNS_KEPT * 3 + 4
    assert again.get_slot("merchant") == "Blue Heron"
    assert remembered(again) == kept


def test_a_slot_that_the_new_model_does_not_know_is_left_out(agent: Any) -> None:
    events = [
        {"event": "slot", "name": "gone_since", "value": "x"},
        {"event": "action", "name": "action_listen"},
    ]
    assert "gone_since" not in recalled("c1", events, agent.domain).slots


LISTEN = {"event": "action", "name": "action_listen"}
UNREADABLE: list[Any] = [
    None,
    [],
    {},
    ["event"],
    [{"name": "no kind"}],
    [{"event": "reminder", "name": "x"}, LISTEN],
    [{"event": "pause"}, LISTEN],
    [{"event": "restart"}, LISTEN],
    [{"event": "made_up"}, LISTEN],
    [{"event": "slot"}, LISTEN],
    [{"event": "user"}, LISTEN],
    [{"event": "action", "name": "utter_hello"}],
    [LISTEN] * 1_001,
]


@pytest.mark.parametrize("events", UNREADABLE)
def test_what_can_not_be_read_is_an_error_and_never_an_empty_tracker(events: Any, agent: Any) -> None:
    with pytest.raises(TurnFailed, match="tracker_unreadable"):
        recalled("c1", events, agent.domain)


def test_rasas_own_store_does_grow(agent: Any) -> None:
    """Why ours exists: the same turns in the store of `rasa shell` pile up."""
    assert isinstance(agent.tracker_store, InMemoryTrackerStore)
    asyncio.run(_grow(agent))
    assert len(json.loads(agent.tracker_store.store["c1"])["events"]) > 120


async def _grow(agent: Any) -> None:
    await _whole(agent, ["hello"] * 25)
