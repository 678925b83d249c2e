"""The bot's working memory as it travels: Rasa's tracker, cut to the last turns and freed of words and secrets.

What stays is what the policies and actions look at: intents, kinds of entities, slots, loops, names of actions and
responses. The customer's text, parse details, the signed context and the facts in replies are left out: they stand in
the conversation log, where redaction and erasure reach them.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME, SESSION_START_METADATA_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.turn import TurnFailed

TURNS_KEPT = 4
"""More user turns than any story or rule looks back on (`max_history`, config.yml); each makes predictions dearer."""
MOST_EVENTS = 1_000
OF_TURNS = {"user", "bot", "action", "slot", "user_featurization", "session_started"}
OF_LOOPS = {"active_loop", "loop_interrupted", "action_execution_rejected"}
KINDS = OF_TURNS | OF_LOOPS | {"reset_slots", "followup", "rewind"}
"""Kinds of events a carried tracker may hold. Timers, pauses and restarts are not Rasa's to keep."""


def remembered(tracker: DialogueStateTracker, turns: int = TURNS_KEPT) -> list[dict[str, Any]]:
    """The tracker's events as JSON, at most `turns` user turns of them, with slots and loop as they were before."""
    events = list(tracker.events)
    starts = [index for index, event in enumerate(events) if isinstance(event, UserUttered)]
    if len(starts) > turns:
        cut = starts[-turns]
        events = [*_opening(tracker, events[:cut]), *events[cut:]]
    return [_slim(event) for event in events if not _is_session_metadata(event)]


def recalled(conversation: str, events: object, domain: Domain) -> DialogueStateTracker:
    """The tracker that `remembered` made these events from; TurnFailed("tracker_unreadable") for anything else.

    Slots that the model no longer knows are left out, so that a talk goes on after a new model came.
    """
    try:
        known = {slot.name for slot in domain.slots}
        kept = [event for event in _checked(events) if event["event"] != "slot" or event["name"] in known]
        return DialogueStateTracker.from_events(conversation, [_event(data) for data in kept], slots=domain.slots)
    except Exception as error:
        raise TurnFailed("tracker_unreadable") from error


def _checked(events: object) -> Iterable[dict[str, Any]]:
    if not isinstance(events, list) or not 0 < len(events) <= MOST_EVENTS:
        raise ValueError("not a list of events")
    if any(event["event"] not in KINDS for event in events):
        raise ValueError("an event of a kind that is never kept")
    if events[-1]["event"] != "action" or events[-1]["name"] != ACTION_LISTEN_NAME:
        raise ValueError("not the end of a turn")
    return events


def _event(data: dict[str, Any]) -> Event:
    event: Event = _classes()[data["event"]]._from_parameters(data)
    if data["event"] == "user" and not isinstance(data["parse_data"]["intent"], dict):
        raise ValueError("a user turn without what was understood")
    return event


@functools.cache
def _classes() -> dict[str, type[Event]]:
    """Rasa looks through all subclasses of Event for each event it reads: a third of a turn's time."""
    return {kind: Event.resolve_by_type(kind) for kind in KINDS}


def _opening(tracker: DialogueStateTracker, dropped: list[Event]) -> list[Event]:
    """Events that lead a new tracker to where the dropped ones had led: listening, with these slots and loop."""
    past = DialogueStateTracker.from_events(tracker.sender_id, dropped, slots=tracker.slots.values())
    set_slots = [SlotSet(name, slot.value) for name, slot in past.slots.items() if slot.has_been_set]
    events = [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted(), *set_slots, *_loop(past)]
    events.append(ActionExecuted(ACTION_LISTEN_NAME))
    for event in events:
        event.timestamp = dropped[-1].timestamp
    return events


def _loop(past: DialogueStateTracker) -> list[Event]:
    name = past.active_loop_name
    if not name:
        return []
    rejected = [ActionExecutionRejected(name)] if past.is_active_loop_rejected else []
    return [ActionExecuted(name), ActiveLoop(name), *rejected]


def _is_session_metadata(event: Event) -> bool:
    return isinstance(event, SlotSet) and event.key == SESSION_START_METADATA_SLOT


def _slim(event: Event) -> dict[str, Any]:
    full = event.as_dict()
    if isinstance(event, UserUttered):
        return {
            "event": "user",
            "timestamp": full["timestamp"],
            "message_id": event.message_id,
            "parse_data": {
                "intent": {"name": event.intent_name},
                "entities": [{key: e[key] for key in ("entity", "role", "group") if key in e} for e in event.entities],
            },
        }
    if full["event"] == "bot":
        said = {"utter_action": event.metadata.get("utter_action")}
        return {"event": "bot", "timestamp": full["timestamp"], "metadata": said}
    return {key: value for key, value in full.items() if key not in ("metadata", "policy", "confidence")}
