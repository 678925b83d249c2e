"""Looks through what was answered since the last look, and puts the turns that went badly into the trainers' inbox."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from candor.conversation.bad_turns import (
    AGAIN_WITHIN,
    LOW_SCORE,
    AnsweredTurn,
    Sign,
    asked_before,
    says_not_it,
    signs_in,
    weakest,
)
from candor.conversation.labels import LabelKind
from candor.services.tools import Tools
from candor.store import Transaction

MARK = "gather"
AT_ONCE = 500
LATE = timedelta(seconds=30)
"""Transactions may commit a little after the moment that they write down; looking twice adds nothing."""
SIGN_OF = {
    LabelKind.MISROUTED: Sign.MISROUTED,
    LabelKind.OVERRIDE: Sign.OVERRIDE,
    LabelKind.NOT_IT: Sign.NOT_IT,
    LabelKind.LOW_RATING: Sign.LOW_RATING,
}


def gather(tools: Tools) -> int:
    """How many turns came into the inbox. Safe at any time and in several processes: a turn is there once."""
    now, found = tools.clock.now(), 0
    with tools.store.read() as tx:
        since = (tx.studio.mark(MARK) or datetime(2000, 1, 1, tzinfo=UTC)) - LATE
    at, after = since, ""
    while True:
        with tools.store.read() as tx:
            turns = tx.studio.answered_since(at, AT_ONCE, after)
        if not turns:
            break
        with tools.store.write() as tx:
            found += sum(_look_at(tx, turn) for turn in turns)
        at, after = turns[-1].at, turns[-1].message_id
    with tools.store.write() as tx:
        found += _said_by_people(tx, since)
        tx.studio.set_mark(MARK, now)
    return found


def _look_at(tx: Transaction, turn: AnsweredTurn) -> int:
    signs, new = signs_in(turn), 0
    if signs:
        new += tx.studio.note(turn, signs)
    if says_not_it(turn):
        before = [one for one in tx.studio.answered_in(turn.conversation_id) if one.seq < turn.seq]
        if before:
            new += tx.studio.note(before[-1], [Sign.NOT_IT])
    if turn.customer_id:
        earlier = tx.studio.answered_of(turn.customer_id, turn.at - AGAIN_WITHIN, turn.at)
        unhelped = asked_before(turn, earlier)
        if unhelped:
            new += tx.studio.note(unhelped, [Sign.REPEAT])
    return new


def _said_by_people(tx: Transaction, since: datetime) -> int:
    new = 0
    for conversation_id in tx.studio.low_rated(since, LOW_SCORE):
        turn = weakest(tx.studio.answered_in(conversation_id))
        if turn:
            new += tx.studio.note(turn, [Sign.LOW_RATING])
    for label in tx.labels.since(since):
        message = tx.messages.get(label.message_id)
        turns = tx.studio.answered_in(message.conversation_id) if message else []
        for turn in turns:
            if turn.message_id == label.message_id:
                new += tx.studio.note(turn, [SIGN_OF[label.kind]])
    return new
