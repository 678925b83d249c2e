"""Takes a customer's message: made plain, redacted, stored and queued in one transaction, before anything answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from candor.conversation.messages import Conversation, Message, Owner, Sender
from candor.conversation.normalise import normalise
from candor.conversation.ownership import CarryOn, Write, moved, standing
from candor.conversation.redact import redact_talk
from candor.conversation.triggers import trigger_of
from candor.conversation.turns import Waiting
from candor.conversation.wording import Wording
from candor.errors import ChoiceGone
from candor.ids import new_id
from candor.services.people.receive_for_person import give_to_person
from candor.services.talk.access import Visitor, own_conversation
from candor.services.talk.turn import Turn, begun
from candor.services.tools import Tools
from candor.store import Transaction

# How far back a card number may have begun.
LOOKED_AT_TOGETHER = 5
TALK_TO_A_PERSON = "talk-to-a-person"
BACK_TO_BOT = "back_to_bot"
PERSON_WANTED = "talk_to_human"


@dataclass(frozen=True)
class Accepted:
    """The message's id and number. `fresh` is False when this client id was accepted before.

    `turn` is the message's turn, when it was begun in the same transaction. `by_person`: a person reads it, not the
    bot; `agent` is the one who has the talk, if one has.
    """

    id: str
    seq: int
    fresh: bool
    turn: Turn | None = None
    by_person: bool = False
    agent: str | None = None


@dataclass(frozen=True)
class Said:
    """What the customer did: words, or a button with the intent and payload that the server kept for it.

    `forget`: words were taken out of an earlier bubble, and the bot's working memory may hold them still.
    """

    text: str
    intent: str | None = None
    payload: Mapping[str, Any] | None = None
    forget: bool = False


@dataclass(frozen=True)
class Sent:
    """One posting of a message: into which conversation, under which id of the sender's own.

    `taker` names a turn worker that has room: when nobody is answering this conversation, its turn begins here for it.
    """

    conversation_id: str
    client_id: str
    taker: str | None = None


def receive_text(tools: Tools, visitor: Visitor, sent: Sent, text: str) -> Accepted:
    """Raises MessageTooLong, MessageRefused or NotYours; then nothing is stored."""
    plain = normalise(text)
    talk = sent.conversation_id
    return receive(tools, visitor, sent, lambda tx: _typed_label(tx, talk, plain) or _redacted(tx, talk, plain))


def receive_choice(tools: Tools, visitor: Visitor, sent: Sent, choice_id: str) -> Accepted:
    """Raises ChoiceGone for a button that is not of this conversation, NotYours for another's conversation."""
    return receive(tools, visitor, sent, lambda tx: _pressed(tx, tools.wording, sent.conversation_id, choice_id))


def receive(
    tools: Tools,
    visitor: Visitor,
    sent: Sent,
    said: Callable[[Transaction], Said],
    then: Callable[[Transaction, Accepted], None] = lambda tx, accepted: None,
) -> Accepted:
    """Stores what was said, once for each client id. `then` writes what belongs to it, in the same transaction."""
    with tools.store.write() as tx:
        conversation = own_conversation(tx, visitor, sent.conversation_id, held=True)
        before = tx.messages.by_client_id(sent.conversation_id, sent.client_id)
        if before:
            return Accepted(before.id, before.seq, fresh=False)
        conversation, message, kept = _keep(tx, tools, conversation, sent.client_id, said(tx))
        then(tx, kept)
        if kept.by_person or not sent.taker:
            return kept
        return replace(kept, turn=begun(tx, tools, conversation, sent.taker, message))


def _pressed(tx: Transaction, wording: Wording, conversation_id: str, choice_id: str) -> Said:
    if choice_id == TALK_TO_A_PERSON:
        return Said(wording.render("utter_word_person", {}).text, PERSON_WANTED)
    choice = tx.messages.choice(conversation_id, choice_id)
    if choice is None:
        raise ChoiceGone
    return Said(choice.label, choice.intent, choice.payload)


def _typed_label(tx: Transaction, conversation_id: str, text: str) -> Said | None:
    """The button of our last words whose label was typed instead of pressed, if it was one to the letter."""
    shown = tx.messages.last_choices(conversation_id)
    typed = _bare(text)
    return next((Said(text, choice.intent, choice.payload) for choice in shown if _bare(choice.label) == typed), None)


def _bare(text: str) -> str:
    return " ".join("".join(char for char in text.casefold() if char.isalnum() or char.isspace()).split())


def _redacted(tx: Transaction, conversation_id: str, text: str) -> Said:
    """The text redacted, looking back: the first half of a card number may stand in an earlier bubble."""
    earlier = tx.messages.latest_of_customer(conversation_id, LOOKED_AT_TOGETHER)
    *before, now = redact_talk([*(message.text for message in earlier), text])
    changed = [
        (message, redacted) for message, redacted in zip(earlier, before, strict=True) if redacted != message.text
    ]
    for message, redacted in changed:
        tx.messages.rewrite(message.id, redacted)
    return Said(now, forget=bool(changed))


def _keep(
    tx: Transaction, tools: Tools, conversation: Conversation, client_id: str, said: Said
) -> tuple[Conversation, Message, Accepted]:
    """Writes the message, and decides in the same transaction who answers it; the talk's head as it is then."""
    talk, now = conversation.id, tools.clock.now()
    stands = standing(conversation)
    goes_on = moved(stands, CarryOn() if said.intent == BACK_TO_BOT else Write())
    if goes_on != stands:
        tx.conversations.own(talk, goes_on, now)
    if said.forget:
        tx.conversations.forget_tracker(talk)
    seq = tx.conversations.next_seq(talk, now)
    message = Message(new_id(), talk, seq, Sender.CUSTOMER, said.text, now, client_id=client_id)
    tx.messages.add(message)
    trigger = "person" if said.intent == PERSON_WANTED else trigger_of(said.text) if said.intent is None else None
    if goes_on.owner is Owner.PERSON or trigger:
        agent = give_to_person(tx, tools, conversation, message, trigger)
        return conversation, message, Accepted(message.id, seq, fresh=True, by_person=True, agent=agent)
    tx.inbox.add(Waiting(message.id, talk, seq, 0, now, None, said.intent, said.payload))
    head = tx.conversations.get(talk) if said.forget or goes_on != stands else conversation
    return head, message, Accepted(message.id, seq, fresh=True)
