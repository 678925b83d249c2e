"""Asks the bot process for one turn. It keeps nothing of it: the tracker goes there and comes back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

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
    """The bot process, over loopback HTTP and a connection that is kept. Made on the event loop that uses it."""

    def __init__(self, url: str, secret: bytes, timeout: float) -> None:
        self._turn, self._health = f"{url}/webhooks/candor/turn", f"{url}/webhooks/candor/health"
        self._headers = {"Authorization": f"Bearer {key_for(secret, 'bot-channel').hex()}"}
        self._timeout = ClientTimeout(total=timeout)
        self._session: ClientSession | None = None

    async def ask(self, question: Question) -> Answer:
        """Raises TurnFailed whenever there is no whole answer; nothing has changed anywhere then."""
        try:
            async with self._http().post(self._turn, json=question.as_json(), timeout=self._timeout) as response:
                status, body = response.status, await response.read()
        except (ClientError, TimeoutError, OSError) as error:
            raise TurnFailed(type(error).__name__) from error
        if status != HTTPStatus.OK:
            raise TurnFailed(f"the bot answered {status}")
        return _answer(body)

    async def is_ready(self) -> bool:
        """Whether the bot has its model and takes turns."""
        try:
            async with self._http().get(self._health, timeout=ClientTimeout(total=2)) as response:
                return bool(response.status == HTTPStatus.OK)
        except (ClientError, TimeoutError, OSError):
            return False

    async def close(self) -> None:
        if self._session:
            await self._session.close()

    def _http(self) -> ClientSession:
        if self._session is None:
            # The bot closes a connection that was silent for 75 seconds; ours must let go of it before.
            self._session = ClientSession(headers=self._headers, connector=TCPConnector(keepalive_timeout=60))
        return self._session


def _answer(body: bytes) -> Answer:
    try:
        said = json.loads(body)
        replies = [Reply.from_json(reply) for reply in said["replies"]]
        tracker = json.dumps(said["tracker"]["events"], separators=(",", ":"))
        understanding = dict(said["understanding"])
    except (ValueError, KeyError, TypeError) as error:
        raise TurnFailed("the bot's answer has another shape") from error
    if not replies:
        raise TurnFailed("the bot had nothing to say")
    return Answer(replies, tracker, understanding)
