"""The transactions of one turn: begin it under a lease, then end it answered, tried again later, or with a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from candor.conversation.handing_over import TAKES_OVER, HandOff
from candor.conversation.messages import Conversation, Message
from candor.conversation.ownership import Answering, Ask, moved, standing
from candor.conversation.replies import Reply
from candor.conversation.triggers import sounds_like_fraud
from candor.conversation.turns import LEASE, Lease, Waiting
from candor.services.outcomes.note_turn import Ended, note_turn
from candor.services.people.hand_off import hand_off
from candor.services.people.receive_for_person import WAITING_FOR_PERSON
from candor.services.people.say_when import promise_by
from candor.services.people.watch_trust import watch_trust
from candor.services.talk.ask_bot import Answer
from candor.services.talk.speak import speak_all
from candor.services.tools import Tools
from candor.store import Transaction
from candor.trust.rows import Issue


@dataclass(frozen=True)
class Turn:
    """One message under one lease, with all that answering it needs."""

    lease: Lease
    waiting: Waiting
    conversation: Conversation
    text: str
    time_zone: str


def begin_turn(tools: Tools, conversation_id: str, holder: str) -> Turn | None:
    """The conversation's next turn, now ours; None when another holds it or nothing waits. Counts the try."""
    with tools.store.write() as tx:
        return begun(tx, tools, tx.conversations.held(conversation_id), holder)


def begun(
    tx: Transaction, tools: Tools, conversation: Conversation, holder: str, newest: Message | None = None
) -> Turn | None:
    """As `begin_turn`, in a transaction that holds the conversation; `newest` is a message that it has just written."""
    now = tools.clock.now()
    lease = tx.leases.take(conversation.id, holder, now, LEASE)
    if lease is None:
        return None
    waiting = tx.inbox.try_oldest(conversation.id, now)
    if waiting is None:
        tx.leases.release(lease, now)
        return None
    zone = tools.handoff_policy.time_zone
    if conversation.customer_id:
        zone = tx.ledger.customer(conversation.customer_id).time_zone
    return Turn(lease, waiting, conversation, _text(tx, waiting, newest), zone)


def _text(tx: Transaction, waiting: Waiting, newest: Message | None) -> str:
    message = newest if newest and newest.id == waiting.message_id else tx.messages.get(waiting.message_id)
    return message.text if message else ""


def renew(tools: Tools, turn: Turn) -> None:
    """Holds the turn a while longer. Raises LeaseLost when somebody else has it."""
    with tools.store.write() as tx:
        tx.leases.extend(turn.lease, tools.clock.now() + LEASE)


def answer(tools: Tools, turn: Turn, said: Answer) -> None:
    """Writes the replies, the tracker and "done" together. Raises LeaseLost if somebody else took the turn over."""
    with tools.store.write() as tx:
        now = _let_go(tx, tools, turn)
        made = tx.handoffs.asked_by(turn.waiting.message_id)
        issue = _note(tx, turn, said.replies, now, made, said.understanding)
        # Said first, so that a question of the bot's stays the last thing said.
        first = None if made else _low_trust(tx, tools, turn, issue, said, now)
        _reply(tx, tools, turn, [first, *said.replies] if first else said.replies, now, said.understanding)
        tx.conversations.keep_tracker(turn.conversation.id, said.tracker, turn.conversation.tracker_version)
        if made and made.trigger in TAKES_OVER:
            _ask_person(tx, turn, made.team, now)


def _low_trust(
    tx: Transaction, tools: Tools, turn: Turn, issue: Issue | None, said: Answer, now: datetime
) -> Reply | None:
    intent = _intent(turn, said.understanding)
    return watch_trust(tx, tools, turn.conversation, turn.waiting.message_id, issue, intent, turn.time_zone, now)


def acknowledge(tools: Tools, turn: Turn) -> None:
    """A person has this conversation: the message waits for them. Said once, not after every line."""
    with tools.store.write() as tx:
        now = _let_go(tx, tools, turn)
        last = tx.messages.last_reply(turn.conversation.id)
        told = last is not None and last.response == WAITING_FOR_PERSON.response
        joined = standing(tx.conversations.held(turn.conversation.id)).answers is Answering.AGENT
        replies = [] if told or joined else [WAITING_FOR_PERSON]
        _reply(tx, tools, turn, replies, now)
        _note(tx, turn, replies, now)


def try_again(tools: Tools, turn: Turn, at: datetime) -> None:
    """Lets the message wait until `at`."""
    with tools.store.write() as tx:
        _let_go(tx, tools, turn)
        tx.inbox.try_again(turn.waiting.message_id, at)


def give_to_person(tools: Tools, turn: Turn) -> None:
    """The bot could not answer: a person will, by a date that is written down with the words that promise it."""
    # What sounds like fraud does not wait as long as the rest because the bot is down.
    trigger = "fraud" if sounds_like_fraud(turn.text) else "bot_down"
    with tools.store.write() as tx:
        now = _let_go(tx, tools, turn)
        handoff = hand_off(
            tx,
            tools.handoff_policy,
            now,
            conversation_id=turn.conversation.id,
            message_id=turn.waiting.message_id,
            trigger=trigger,
            context={"attempts": turn.waiting.attempts, "asked": turn.waiting.message_id},
        )
        by = promise_by(tools.wording, handoff.due, turn.time_zone, now)
        facts = {"by": by, "fraud_line": tools.handoff_policy.fraud_line}
        reply = Reply(f"utter_handed_over_{trigger}", facts, cites=(handoff.id,))
        _reply(tx, tools, turn, [reply], now)
        _note(tx, turn, [reply], now, handoff)
        _ask_person(tx, turn, handoff.team, now)


def _ask_person(tx: Transaction, turn: Turn, team: str | None, now: datetime) -> None:
    """From here on a person answers; what else waits in the talk is theirs to read."""
    stands = standing(tx.conversations.held(turn.conversation.id))
    tx.conversations.own(turn.conversation.id, moved(stands, Ask(team)), now)
    tx.conversations.waits(turn.conversation.id, now)
    tx.desk.changed()


def _note(
    tx: Transaction,
    turn: Turn,
    replies: Sequence[Reply],
    now: datetime,
    handoff: HandOff | None = None,
    understanding: Mapping[str, Any] | None = None,
) -> Issue | None:
    """What the turn came to, in the transaction that answers it; the contact about the charge that it was about."""
    intent = _intent(turn, understanding)
    return note_turn(tx, Ended(turn.conversation, replies, intent, handoff, turn.waiting.queued_at, now))


def _intent(turn: Turn, understanding: Mapping[str, Any] | None) -> str:
    """That of the button, or what the words were understood as."""
    return turn.waiting.intent or str((understanding or {}).get("intent") or "")


def _let_go(tx: Transaction, tools: Tools, turn: Turn) -> datetime:
    """The first thing of each end of a turn, with the conversation held before its lease is touched."""
    tx.conversations.hold(turn.conversation.id)
    now = tools.clock.now()
    tx.leases.release(turn.lease, now)
    return now


def _reply(
    tx: Transaction,
    tools: Tools,
    turn: Turn,
    replies: Sequence[Reply],
    now: datetime,
    understanding: Mapping[str, Any] | None = None,
) -> None:
    speak_all(tx, tools.clock, tools.wording, turn.conversation.id, replies, turn.waiting.message_id)
    tx.inbox.done(turn.waiting.message_id, now, dict(understanding) if understanding else None)
