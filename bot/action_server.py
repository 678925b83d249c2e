"""Calls the action server with a deadline of our own, one kept connection, and one quick look at each answer."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp
from rasa.core.actions.action import RemoteAction
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

KINDS = {"slot", "reset_slots", "active_loop", "loop_interrupted", "action_execution_rejected", "followup", "rewind"}
"""What an action may answer with. Timers are rows and a takeover stands in the log: no reminder, pause or restart."""


class ActionFailed(RasaException):
    """The action server gave no usable answer: refused, broke, hung or spoke nonsense. Quotes nothing."""


class ActionServer(EndpointConfig):
    """Rasa's action endpoint, without its fixed 300 s and without a new connection for each call.

    The whole domain is not sent along (`enable_selective_domain`); an action that needs it says `send_domain: true` in
    domain.yml, as Rasa documents.
    """

    def __init__(self, url: str, deadline: float) -> None:
        super().__init__(url, enable_selective_domain=True)
        self._deadline = deadline
        self._session: aiohttp.ClientSession | None = None

    async def request(self, method: str = "post", subpath: str | None = None, **kwargs: Any) -> Any:
        """The answer as JSON. Raises ActionFailed, or Rasa's ClientResponseError(400) when an action refuses to run."""
        try:
            return await asyncio.wait_for(self._answer(kwargs["json"]), self._deadline)
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
            if isinstance(error, ClientResponseError):
                raise
            raise ActionFailed(f"no usable answer: {type(error).__name__}") from None

    async def close(self) -> None:
        """Closes the kept connection."""
        if self._session is not None:
            await self._session.close()

    async def _answer(self, call: dict[str, Any]) -> Any:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(keepalive_timeout=4))
        async with self._session.post(self.url, json=call) as response:
            body = await response.read()
        if response.status == 400 and _is_rejection(body):
            raise ClientResponseError(400, "rejected", body.decode())
        if response.status != 200:
            raise ActionFailed(f"the action server answered {response.status}")
        return _checked(json.loads(body))


def check_results_once() -> None:
    """Leaves out Rasa's check of an action's result: `ActionServer` has looked at it already.

    `RemoteAction._validate_action_result` calls `jsonschema.validate`, which checks the schema itself at each call:
    most of the time of a turn. Compiled once it still takes milliseconds, for rules that `_checked` and Rasa's own
    reading of events say as well. This is the only place where Rasa's code is replaced.
    """
    RemoteAction._validate_action_result = lambda _self, _result: True


def _checked(answer: Any) -> Any:
    if not isinstance(answer, dict) or not all(_are_objects(answer.get(part, [])) for part in ("events", "responses")):
        raise ActionFailed("the answer is not an object with events and responses")
    kinds = {event.get("event") for event in answer.get("events", [])}
    if not kinds <= KINDS:
        raise ActionFailed("the answer holds an event of a kind that actions may not give")
    if not all(_is_whole(event) for event in answer.get("events", [])):
        raise ActionFailed("the answer holds an event that is not whole")
    return answer


def _is_whole(event: dict[str, Any]) -> bool:
    if event["event"] == "slot":
        return isinstance(event.get("name"), str) and "value" in event
    return isinstance(event.get("name"), str | None)


def _are_objects(part: Any) -> bool:
    return isinstance(part, list) and all(isinstance(one, dict) for one in part)


def _is_rejection(body: bytes) -> bool:
    try:
        return "action_name" in json.loads(body)
    except (ValueError, TypeError):
        return False
