"""Calls actions as the bot does: with the tracker that a talk has made so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from actions.server import Executor, executor_of
from candor.bootstrap import Candor
from candor.conversation.context import TurnContext, sign
from candor.conversation.replies import Reply
from candor.settings import Settings
from tests.services.serving import Talk

SETTINGS = Settings.from_env({"CANDOR_SECRET": "ab" * 32})


@dataclass
class Caller:
    """One talk with the action server; keeps events and slots as Rasa would."""

    talk: Talk
    executor: Executor = field(init=False)
    events: list[dict[str, Any]] = field(default_factory=list)
    slots: dict[str, Any] = field(default_factory=dict)
    understood: dict[str, Any] = field(default_factory=dict)
    """What the bot tells of each message beside its intent and entities."""

    def __post_init__(self) -> None:
        self.executor = executor_of(Candor(SETTINGS, self.talk.tools))

    async def says(
        self, text: str, intent: str, action: str, choice: dict[str, object] | None = None, **entities: str
    ) -> list[Reply]:
        """What the action says to a message of this intent."""
        return await self.call(action, self.hears(text, intent, choice, **entities))

    def hears(self, text: str, intent: str, choice: dict[str, object] | None = None, **entities: str) -> dict[str, Any]:
        """The tracker after a message, under a lease of its own."""
        return self.tracker(self.talk.says(text, choice), text, intent, **entities)

    def tracker(self, context: TurnContext, text: str, intent: str, **entities: str) -> dict[str, Any]:
        found = [{"entity": name, "value": value} for name, value in entities.items()]
        parsed = {"intent": {"name": intent}, "entities": found, "text": text}
        self.events.append({"event": "user", "parse_data": parsed})
        token = sign(context, SETTINGS.secret)
        message = {**parsed, **self.understood, "metadata": {"candor": token, "today": "2026-05-12"}}
        return {
            "sender_id": context.conversation,
            "latest_message": message,
            "slots": dict(self.slots),
            "events": list(self.events),
            "latest_action_name": "action_listen",
            "paused": False,
            "latest_input_channel": "candor",
            "active_loop": {},
        }

    def utters(self, response: str) -> None:
        """A rule said this without an action."""
        self.events.append({"event": "bot", "metadata": {"utter_action": response}})

    async def call(self, action: str, tracker: dict[str, Any]) -> list[Reply]:
        result = await self.executor.run({"next_action": action, "tracker": tracker, "sender_id": "x"})
        assert result is not None
        told = result.model_dump()
        for message in told["responses"]:
            self.utters(message["response"])
        for event in told["events"]:
            self.events.append(event)
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
        return [Reply.from_json({"response": m["response"], **m["candor"]}) for m in told["responses"]]
