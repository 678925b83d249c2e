"""The bot's only door: one HTTP request is one turn, with its tracker, its deadline and a true status code.

docs/reference/bot-channel.md is the protocol; docs/decisions/0002-the-tracker-travels-with-the-turn.md the reason.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import os
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as answer

from bot.action_server import ActionFailed
from bot.memory import recalled
from bot.plain import looks_like_command, plain
from bot.replies import CollectedReplies
from bot.request import RequestRefused, TurnRequest
from bot.settings import BotRefused, BotSettings
from bot.tracker_store import require_carried
from bot.turn import Turn, TurnFailed, serving

log = logging.getLogger("candor.bot")
STATUS = {"tracker_unreadable": 422, "unknown_intent": 422, "unknown_entity": 422, "action_failed": 502, "late": 504}


class CandorChannel(InputChannel):
    """Rasa input channel: `/webhooks/candor/turn` and `/webhooks/candor/health`."""

    def __init__(self, key: str, deadline: float) -> None:
        self._key = key
        self._deadline = deadline

    @classmethod
    def name(cls) -> str:
        """The path below /webhooks, and the input channel's name in events."""
        return "candor"

    @classmethod
    def from_credentials(cls, credentials: Mapping[str, Any] | None) -> CandorChannel:
        """For Rasa's own command line. The key comes from the environment, never from credentials.yml."""
        settings = BotSettings.from_env(os.environ)
        return cls(settings.key, settings.turn_deadline)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]] | None = None) -> Blueprint:
        """The two routes. Rasa's `on_new_message` is not used: it hides the agent and what became of the message."""
        door = Blueprint("candor_channel")

        @door.get("/health")
        async def health(request: Request) -> HTTPResponse:
            return self._health(request)

        @door.post("/turn")
        async def turn(request: Request) -> HTTPResponse:
            return await self._turn(request)

        return door

    async def _turn(self, request: Request) -> HTTPResponse:
        began = time.monotonic()
        status, body, ids = await self._answered(request)
        milliseconds = (time.monotonic() - began) * 1_000
        log.info("turn %s status=%d code=%s ms=%.1f", ids, status, body.get("error", "-"), milliseconds)
        return answer(body, status=status)

    def _health(self, request: Request) -> HTTPResponse:
        """Asks for the key as well: another product's bot on this port must not count as ours and ready."""
        if not self._knows(request):
            return answer({"error": "key_refused"}, status=401)
        agent = _agent(request)
        if agent is None:
            return answer({"error": "not_ready"}, status=503)
        return answer({"model": agent.model_name})

    def _knows(self, request: Request) -> bool:
        shown = request.headers.get("authorization") or ""
        return hmac.compare_digest(shown.encode(), f"Bearer {self._key}".encode())

    async def _answered(self, request: Request) -> tuple[int, dict[str, Any], str]:
        if not self._knows(request):
            return 401, {"error": "key_refused"}, "-"
        agent = _agent(request)
        if agent is None:
            return 503, {"error": "not_ready"}, "-"
        try:
            asked = TurnRequest.read(request.json)
        except RequestRefused as error:
            return 422, {"error": "body_refused", "field": str(error)}, "-"
        except SanicException:
            return 422, {"error": "body_refused", "field": "body"}, "-"
        status, body = await self._outcome(agent, asked)
        return status, body, f"conversation={asked.conversation} message={asked.message}"

    async def _outcome(self, agent: Agent, asked: TurnRequest) -> tuple[int, dict[str, Any]]:
        try:
            return 200, await asyncio.wait_for(_serve(agent, asked), self._deadline)
        except TimeoutError:
            code = "late"
        except TurnFailed as failed:
            code = failed.code
        except ActionFailed:
            code = "action_failed"
        except Exception:
            log.exception("turn broke conversation=%s message=%s", asked.conversation, asked.message)
            code = "internal"
        return STATUS.get(code, 500), {"error": code}


async def _serve(agent: Agent, asked: TurnRequest) -> dict[str, Any]:
    """The turn's answer. Raises before any action is called when the tracker or the choice can not be used."""
    _require_ours(agent)
    turn = Turn(asked.conversation, asked.message)
    if asked.events is not None:
        turn.tracker = recalled(asked.conversation, asked.events, agent.domain)
    message = _message(asked, turn, agent)
    with serving(turn):
        await agent.handle_message(message)
    turn.must_stand()
    return {
        "replies": turn.replies,
        "tracker": {"version": asked.version + 1, "events": _kept(turn)},
        "understanding": turn.understanding,
    }


def _message(asked: TurnRequest, turn: Turn, agent: Agent) -> UserMessage:
    text = plain(asked.text)
    return UserMessage(
        text=text,
        output_channel=CollectedReplies(turn),
        sender_id=asked.conversation,
        parse_data=_preset(asked, text, agent),
        input_channel=CandorChannel.name(),
        message_id=asked.message,
        metadata={"candor": asked.context, "today": asked.today},
    )


def _preset(asked: TurnRequest, text: str, agent: Agent) -> dict[str, Any] | None:
    """What is understood without NLU: a button is its intent; no word at all, or a command, is nothing."""
    if asked.choice is None:
        says_something = text and not looks_like_command(asked.text)
        return None if says_something else _parsed("", "nlu_fallback", [])
    if asked.choice["intent"] not in agent.domain.intents:
        raise TurnFailed("unknown_intent")
    if any(entity["entity"] not in agent.domain.entities for entity in asked.choice["entities"]):
        raise TurnFailed("unknown_entity")
    return _parsed(text, asked.choice["intent"], asked.choice["entities"])


def _parsed(text: str, intent: str, entities: list[Any]) -> dict[str, Any]:
    understood = {"name": intent, "confidence": 1.0}
    return {"text": text, "intent": understood, "entities": entities, "intent_ranking": [understood]}


def _kept(turn: Turn) -> list[dict[str, Any]]:
    """The new tracker, once it is sure that it was saved after this very message and that the turn came to its end."""
    events = turn.kept or []
    said = [event["message_id"] for event in events if event["event"] == "user"]
    if not said or said[-1] != turn.message:
        raise TurnFailed("tracker_not_kept")
    if events[-1]["event"] != "action" or events[-1]["name"] != "action_listen":
        raise TurnFailed("turn_incomplete")
    return events


def _require_ours(agent: Agent) -> None:
    try:
        require_carried(agent.tracker_store)
    except BotRefused as error:
        raise TurnFailed("wrong_tracker_store") from error


def _agent(request: Request) -> Agent | None:
    agent = getattr(request.app.ctx, "agent", None)
    return agent if agent is not None and agent.is_ready() else None
