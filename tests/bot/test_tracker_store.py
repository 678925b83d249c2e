"""The store gives and takes within a turn, fails loudly, and is Rasa's in-memory store for trainers' tools."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore, TrackerStore
from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig, read_endpoint_config

from bot.settings import BotRefused
from bot.tracker_store import CarriedTrackerStore, require_carried
from bot.turn import Turn, TurnFailed, serving
from tests.bot.doubles import ROOT


@pytest.fixture
def store(agent: Any) -> CarriedTrackerStore:
    return CarriedTrackerStore(agent.domain)


def _tracker(store: CarriedTrackerStore, conversation: str = "c1") -> DialogueStateTracker:
    return DialogueStateTracker.from_events(conversation, [ActionExecuted("action_listen")], store.domain.slots)


def test_outside_of_a_turn_it_remembers_as_rasas_own(store: CarriedTrackerStore) -> None:
    asyncio.run(store.save(_tracker(store)))
    found = asyncio.run(store.retrieve("c1"))
    assert found is not None
    assert len(found.events) == 1
    assert list(asyncio.run(store.keys())) == ["c1"]


def test_within_a_turn_nothing_is_kept_in_the_process(store: CarriedTrackerStore) -> None:
    with serving(Turn("c1", "m1")) as turn:
        asyncio.run(store.save(_tracker(store)))
    assert [event["name"] for event in turn.kept or []] == ["action_listen"]
    assert store.store == {}


def test_another_talks_tracker_is_never_given_nor_taken(store: CarriedTrackerStore) -> None:
    with serving(Turn("c1", "m1")) as turn:
        with pytest.raises(TurnFailed, match="wrong_conversation"):
            asyncio.run(store.retrieve("c2"))
        with pytest.raises(TurnFailed, match="wrong_conversation"):
            asyncio.run(store.save(_tracker(store, "c2")))
    assert turn.failure == "wrong_conversation"
    assert turn.kept is None


def test_an_error_that_rasa_swallows_is_seen_in_the_turn(store: CarriedTrackerStore) -> None:
    """FailSafeTrackerStore puts a failed save into memory and goes on as if nothing were."""
    broken = _tracker(store)
    broken.events.append("not an event")
    wrapped = FailSafeTrackerStore(store, on_tracker_store_error=lambda _: None, fallback_tracker_store=_Silent())
    with serving(Turn("c1", "m1")) as turn:
        asyncio.run(wrapped.save(broken))
    assert turn.failure == "tracker_not_kept"


class _Silent(InMemoryTrackerStore):
    def __init__(self) -> None:
        super().__init__(None)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """As a fallback store does: says nothing."""


def test_a_mistyped_class_would_become_in_memory_and_is_refused(agent: Any) -> None:
    with pytest.warns(UserWarning, match="not found"):
        store = TrackerStore.create(EndpointConfig(type="bot.tracker_store.CarriedTrackerStor"), agent.domain)
    with pytest.raises(BotRefused, match="InMemoryTrackerStore"):
        require_carried(store)


def test_the_class_named_in_endpoints_yml_is_ours() -> None:
    store = TrackerStore.create(read_endpoint_config(str(ROOT / "endpoints.yml"), "tracker_store"))
    assert require_carried(FailSafeTrackerStore(store)) is store


def test_the_bot_serves_past_rasas_fail_safe_store(agent: Any) -> None:
    assert type(agent.processor.tracker_store) is CarriedTrackerStore
    assert agent.tracker_store is agent.processor.tracker_store
