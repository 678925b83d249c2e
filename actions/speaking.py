"""How an action speaks: the response's name for Rasa, and the whole reply beside it for the turn worker."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from candor.conversation.replies import Reply


def say(dispatcher: CollectingDispatcher, reply: Reply) -> None:
    """Rasa fills the same placeholders (`rasa shell` shows them); the app renders from what stands under `candor`."""
    told = reply.as_json()
    del told["response"]
    dispatcher.utter_message(response=reply.response, candor=told, **reply.facts)
