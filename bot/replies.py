"""Collects what the bot says in a turn: names of responses with facts, no words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa.core.channels.channel import OutputChannel

from bot.turn import Turn


class CollectedReplies(OutputChannel):
    """Puts each bot utterance into the turn as one reply; an utterance that is none fails the turn."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn

    @classmethod
    def name(cls) -> str:
        """The channel's name, as conditional responses in domain.yml would see it."""
        return "candor"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Takes the response's name and what `actions/speaking.py` put under "candor"."""
        response = message.get("utter_action")
        if not isinstance(response, str):
            self._turn.fail("reply_without_response")
            return
        said = message.get("candor") or {}
        reply = {
            "response": response,
            "facts": said.get("facts") or {},
            "cites": said.get("cites") or [],
            "choices": said.get("choices") or [],
            "card": said.get("card"),
        }
        if not _is_whole(reply):
            self._turn.fail("reply_malformed")
        self._turn.replies.append(reply)


def _is_whole(reply: Mapping[str, Any]) -> bool:
    facts, cites, choices, card = (reply[key] for key in ("facts", "cites", "choices", "card"))
    return (
        isinstance(facts, dict)
        and all(isinstance(value, str) for value in facts.values())
        and isinstance(cites, list)
        and all(isinstance(cite, str) for cite in cites)
        and isinstance(choices, list)
        and all(isinstance(choice, dict) and {"label", "intent"} <= choice.keys() for choice in choices)
        and (card is None or isinstance(card, dict))
    )
