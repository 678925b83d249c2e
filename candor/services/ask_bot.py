"""Asks the bot process for one turn. It keeps nothing of it: the tracker goes there and comes back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import httpx

from candor.conversation.context import key_for
from candor.conversation.replies import Reply
from candor.errors import TurnFailed


@dataclass(frozen=True)
class Question:
    """One message for the bot: typed words, or the intent of a button that was pressed."""

    conversation_id: str
    message_id: str
    text: str
    intent: str | None
    context: str
    today: date
    tracker: str | None
    tracker_version: int

    def as_json(self) -> dict[str, Any]:
        events = json.loads(self.tracker) if self.tracker else None
        return {
            "conversation": self.conversation_id,
            "message": self.message_id,
            "text": self.text,
            "choice": {"intent": self.intent, "entities": []} if self.intent else None,
            "context": self.context,
            "today": self.today.isoformat(),
            "tracker": {"version": self.tracker_version, "events": events} if events else None,
        }


@dataclass(frozen=True)
class Answer:
    """What the bot wants to say, the tracker to keep for its next turn, and how it understood the message."""

    replies: Sequence[Reply]
    tracker: str
    understanding: Mapping[str, Any]


class Bot:
    """The bot process, over loopback HTTP. One a process; close it at the end."""

    def __init__(self, url: str, secret: bytes, timeout: float) -> None:
        key = key_for(secret, "bot-channel").hex()
        self._http = httpx.AsyncClient(base_url=url, timeout=timeout, headers={"Authorization": f"Bearer {key}"})

    async def ask(self, question: Question) -> Answer:
        """Raises TurnFailed whenever there is no whole answer; nothing has changed anywhere then."""
        try:
            response = await self._http.post("/webhooks/candor/turn", json=question.as_json())
        except httpx.HTTPError as error:
            raise TurnFailed(type(error).__name__) from error
        if response.status_code != httpx.codes.OK:
            raise TurnFailed(f"the bot answered {response.status_code}")
        return _answer(response)

    async def is_ready(self) -> bool:
        """Whether the bot has its model and takes turns."""
        try:
            response = await self._http.get("/webhooks/candor/health", timeout=2)
        except httpx.HTTPError:
            return False
        return response.status_code == httpx.codes.OK

    async def close(self) -> None:
        await self._http.aclose()


def _answer(response: httpx.Response) -> Answer:
    try:
        said = response.json()
        replies = [Reply.from_json(reply) for reply in said["replies"]]
        tracker = json.dumps(said["tracker"]["events"], separators=(",", ":"))
        understanding = dict(said["understanding"])
    except (ValueError, KeyError, TypeError) as error:
        raise TurnFailed("the bot's answer has another shape") from error
    if not replies:
        raise TurnFailed("the bot had nothing to say")
    return Answer(replies, tracker, understanding)
