"""Hands a conversation to a person: the row, its promise and the audit entry, once for each message that led to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from candor.conversation.handing_over import HandOff, urgency_of
from candor.conversation.promises import HandOffPolicy, due
from candor.ids import new_id
from candor.services.desk.package import package_now
from candor.store import Transaction


def hand_off(
    tx: Transaction,
    policy: HandOffPolicy,
    now: datetime,
    *,
    conversation_id: str,
    message_id: str,
    trigger: str,
    context: Mapping[str, Any],
) -> HandOff:
    """The hand-over that this message led to: a turn that is tried again finds the one it made before.

    `trigger` is a key of data/policy/handoff.yml, which sets the promise; `context` is what the person needs to
    know (ids, the wish, the charge in question) so that nothing has to be asked again.
    """
    made = tx.handoffs.asked_by(message_id)
    if made:
        return made
    conversation = tx.conversations.get(conversation_id)
    handoff = HandOff(
        id=new_id(),
        conversation_id=conversation_id,
        message_id=message_id,
        customer_id=conversation.customer_id,
        trigger=trigger,
        urgency=urgency_of(trigger),
        requested_at=now,
        due=due(trigger, now, policy),
        context=context,
        team=policy.teams.get(trigger),
        package=package_now(tx, conversation, context),
    )
    tx.handoffs.add(handoff, promise_id=new_id())
    if conversation.agent:
        # Whoever has the talk has this too.
        tx.handoffs.take(conversation_id, conversation.agent, now)
    tx.desk.changed()
    tx.trail.add(now, actor="bot", act="handed_over", subject=conversation_id, trigger=trigger, handoff=handoff.id)
    return handoff
