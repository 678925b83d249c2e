"""Takes a customer's message: made plain, redacted, stored and queued in one transaction, before anything answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from candor.clock import Clock
from candor.conversation.messages import Message, Owner, Sender
from candor.conversation.normalise import normalise
from candor.conversation.redact import redact_talk
from candor.conversation.turns import Waiting
from candor.conversation.wording import Wording
from candor.errors import ChoiceGone
from candor.ids import new_id
from candor.services.access import Visitor, own_conversation
from candor.store import Store, Transaction

# How far back a card number may have begun.
LOOKED_AT_TOGETHER = 5
TALK_TO_A_PERSON = "talk-to-a-person"
BACK_TO_BOT = "back_to_bot"


@dataclass(frozen=True)
class Accepted:
    """The message's id and number. `fresh` is False when this client id was accepted before."""

    id: str
    seq: int
    fresh: bool


@dataclass(frozen=True)
class Said:
    """What the customer did: words, or a button with the intent and payload that the server kept for it."""

    text: str
    intent: str | None = None
    payload: Mapping[str, Any] | None = None


def receive_text(
    store: Store, clock: Clock, visitor: Visitor, conversation_id: str, client_id: str, text: str
) -> Accepted:
    """Raises MessageTooLong, MessageRefused or NotYours; then nothing is stored."""
    plain = normalise(text)
    with store.write() as tx:
        own_conversation(tx, visitor, conversation_id)
        before = tx.messages.by_client_id(conversation_id, client_id)
        if before:
            return Accepted(before.id, before.seq, fresh=False)
        said = _typed_label(tx, conversation_id, plain) or Said(_redacted(tx, conversation_id, plain))
        return _keep(tx, clock, conversation_id, client_id, said)


def receive_choice(
    store: Store, clock: Clock, wording: Wording, visitor: Visitor, conversation_id: str, client_id: str, choice_id: str
) -> Accepted:
    """Raises ChoiceGone for a button that is not of this conversation, NotYours for another's conversation."""
    with store.write() as tx:
        own_conversation(tx, visitor, conversation_id)
        before = tx.messages.by_client_id(conversation_id, client_id)
        if before:
            return Accepted(before.id, before.seq, fresh=False)
        return _keep(tx, clock, conversation_id, client_id, _pressed(tx, wording, conversation_id, choice_id))


def _pressed(tx: Transaction, wording: Wording, conversation_id: str, choice_id: str) -> Said:
    if choice_id == TALK_TO_A_PERSON:
        return Said(wording.render("utter_word_person", {}).text, "talk_to_human")
    choice = tx.messages.choice(conversation_id, choice_id)
    if choice is None:
        raise ChoiceGone
    return Said(choice.label, choice.intent, choice.payload)


def _typed_label(tx: Transaction, conversation_id: str, text: str) -> Said | None:
    """The button of our last words whose label was typed instead of pressed, if it was one to the letter."""
    last = tx.messages.last_reply(conversation_id)
    shown = tx.messages.choices_of(last.id) if last else []
    typed = _bare(text)
    return next((Said(text, choice.intent, choice.payload) for choice in shown if _bare(choice.label) == typed), None)


def _bare(text: str) -> str:
    return " ".join("".join(char for char in text.casefold() if char.isalnum() or char.isspace()).split())


def _redacted(tx: Transaction, conversation_id: str, text: str) -> str:
    """The text redacted, looking back: the first half of a card number may stand in an earlier bubble."""
    earlier = tx.messages.latest_of_customer(conversation_id, LOOKED_AT_TOGETHER)
    *before, now = redact_talk([*(message.text for message in earlier), text])
    for message, redacted in zip(earlier, before, strict=True):
        if redacted != message.text:
            tx.messages.rewrite(message.id, redacted)
            # The bot's working memory still holds the digits; it may be thrown away at any time.
            tx.conversations.forget_tracker(conversation_id)
    return now


def _keep(tx: Transaction, clock: Clock, conversation_id: str, client_id: str, said: Said) -> Accepted:
    if said.intent == BACK_TO_BOT:
        tx.conversations.hand_to(conversation_id, Owner.BOT)
    now = clock.now()
    seq = tx.conversations.next_seq(conversation_id, now)
    message = Message(new_id(), conversation_id, seq, Sender.CUSTOMER, said.text, now, client_id=client_id)
    tx.messages.add(message)
    tx.inbox.add(Waiting(message.id, conversation_id, seq, 0, now, None, said.intent, said.payload))
    return Accepted(message.id, seq, fresh=True)
