"""Brings in a person when our own rows say that trust is low: in the turn that shows it, beside the bot's answer."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from candor.conversation.handing_over import LOW_TRUST, THIRD_CONTACT
from candor.conversation.low_trust import Signs, trigger_of_signs
from candor.conversation.messages import Conversation
from candor.conversation.replies import Reply
from candor.services.desk.package import intent_of
from candor.services.people.hand_off import hand_off
from candor.services.people.say_when import promise_by
from candor.services.tools import Tools
from candor.store import Transaction
from candor.trust.rows import Issue

LOOKED_AT = 50
# "The other one" is often the next question and no complaint, so it is a sign for trainers only.
TOLD_ALREADY = "asked_already"
RESPONSES = {THIRD_CONTACT: "utter_third_contact", LOW_TRUST: "utter_low_trust"}


def watch_trust(
    tx: Transaction,
    tools: Tools,
    conversation: Conversation,
    message_id: str,
    issue: Issue | None,
    intent: str,
    zone: str,
    now: datetime,
) -> Reply | None:
    """What is said before the bot's answer when a person answers too; None when nothing calls for one.

    After the turn's own rows were written; `issue` is the charge that it was about. Once in the rule's window for a
    customer, and never beside a hand-over that this talk has already: one promise is enough.
    """
    signs = _signs(tx, tools, conversation, issue, intent, now)
    trigger = trigger_of_signs(signs, tools.handoff_policy.low_trust)
    if trigger is None or tx.handoffs.unfinished(conversation.id) or _was_done(tx, tools, conversation, now):
        return None
    context = {"charge": issue.line_id if issue else None, "signs": asdict(signs)}
    handoff = hand_off(
        tx,
        tools.handoff_policy,
        now,
        conversation_id=conversation.id,
        message_id=message_id,
        trigger=trigger,
        context=context,
    )
    return Reply(RESPONSES[trigger], {"by": promise_by(tools.wording, handoff.due, zone, now)}, (handoff.id,))


def _was_done(tx: Transaction, tools: Tools, conversation: Conversation, now: datetime) -> bool:
    since = now - tools.handoff_policy.low_trust.window
    if conversation.customer_id is None:
        return any(trigger in RESPONSES for trigger in tx.handoffs.triggers_of(conversation.id))
    earlier = tx.handoffs.of_customer(conversation.customer_id)
    return any(one.trigger in RESPONSES and one.requested_at > since for one in earlier)


def _signs(
    tx: Transaction, tools: Tools, conversation: Conversation, issue: Issue | None, intent: str, now: datetime
) -> Signs:
    not_it = _not_it(tx, conversation) + 1 if intent == TOLD_ALREADY else 0
    if conversation.customer_id is None:
        return Signs(not_it=not_it)
    rated, repeats = tx.trust.low_trust_signs(
        conversation.customer_id, now - tools.handoff_policy.low_trust.window, but=conversation.id
    )
    contacts = tx.trust.contacts_of(issue) if issue and issue.repeat_of else 0
    return Signs(contacts, not_it, rated, repeats)


def _not_it(tx: Transaction, conversation: Conversation) -> int:
    """How often the customer has said before in this talk that it was not it."""
    return sum(intent_of(one) == TOLD_ALREADY for one in tx.inbox.understood(conversation.id, LOOKED_AT))
