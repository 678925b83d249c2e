"""The tracker store that stores nothing: it gives Rasa the tracker that came with the turn and takes back the new one.

docs/decisions/0002-the-tracker-travels-with-the-turn.md says why.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from bot.memory import remembered
from bot.settings import BotRefused
from bot.turn import Turn, TurnFailed, current_turn


class CarriedTrackerStore(InMemoryTrackerStore):
    """Serves the current turn; without one (`rasa shell`, `rasa interactive`) it is Rasa's in-memory store."""

    def __init__(self, domain: Domain | None = None, event_broker: Any = None, **_: Any) -> None:
        super().__init__(domain, event_broker)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The carried tracker, None in the first turn of a talk; TurnFailed when Rasa asks for somebody else's."""
        turn = current_turn()
        return _own(turn, sender_id).tracker if turn else await super().retrieve(sender_id)

    async def retrieve_full_tracker(self, sender_id: str) -> DialogueStateTracker | None:
        """The same as `retrieve`: a carried tracker has one session."""
        turn = current_turn()
        return _own(turn, sender_id).tracker if turn else await super().retrieve_full_tracker(sender_id)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Puts the bounded events into the turn. An error is kept there too, since Rasa may swallow what is raised."""
        turn = current_turn()
        if turn is None:
            await super().save(tracker)
            return
        try:
            _own(turn, tracker.sender_id).kept = remembered(tracker)
            turn.understanding = _understood(tracker)
        except Exception:
            turn.fail("tracker_not_kept")
            raise

    async def keys(self) -> Iterable[str]:
        """The conversations in memory: none in service."""
        return await super().keys()


def require_carried(store: Any) -> CarriedTrackerStore:
    """The store itself when it is ours; BotRefused otherwise.

    Rasa puts an in-memory store, with a warning only, in the place of a class that it can not import.
    """
    inner = store._tracker_store if isinstance(store, FailSafeTrackerStore) else store
    if not isinstance(inner, CarriedTrackerStore):
        raise BotRefused(f"the tracker store is {type(inner).__name__}, not CarriedTrackerStore; see endpoints.yml")
    return inner


def _own(turn: Turn, sender_id: str) -> Turn:
    if sender_id != turn.conversation:
        turn.fail("wrong_conversation")
        raise TurnFailed("wrong_conversation")
    return turn


def _understood(tracker: DialogueStateTracker) -> dict[str, Any]:
    parsed = tracker.latest_message.parse_data if tracker.latest_message else {}
    intent = parsed.get("intent") or {}
    ranking = parsed.get("intent_ranking") or []
    return {
        "intent": intent.get("name"),
        "confidence": float(intent.get("confidence") or 0.0),
        "entities": [dict(entity) for entity in parsed.get("entities") or []],
        "ranking": [{"name": i["name"], "confidence": float(i["confidence"])} for i in ranking[:3]],
    }
