"""A message that a person answers: written in one transaction with all that follows from it. Rasa is not called.

So it goes for the press on "talk to a person" itself: it works while the bot is down, and what the bot is still
working on is not shown after it.
"""

from __future__ import annotations

from candor.conversation.context import TurnContext
from candor.conversation.handing_over import AT_ONCE
from candor.conversation.messages import Conversation, Message
from candor.conversation.ownership import Ask, moved, standing
from candor.conversation.replies import Reply
from candor.conversation.working_memory import charge_in
from candor.services.desk.watch_silence import expect_answer
from candor.services.outcomes.note_word import note_person
from candor.services.people.bring_in_person import bring_in_person
from candor.services.people.freeze_card import offer_freeze
from candor.services.people.report_fraud import report_fraud
from candor.services.people.talk_to_human import talk_to_human
from candor.services.talk.access import CUSTOMER, GUEST
from candor.services.talk.speak import speak_all
from candor.services.tools import Tools
from candor.store import Transaction

WAITING_FOR_PERSON = Reply("utter_waiting_for_person")


def give_to_person(
    tx: Transaction, tools: Tools, conversation: Conversation, message: Message, trigger: str | None
) -> str | None:
    """The id of the agent who has the talk and reads it; None while nobody has joined.

    `trigger`: what the message itself hands over for (`person`: it is the wish for one). An agent who is there answers
    by themselves; else the customer hears by when somebody does, or once that it was noted.
    """
    now = message.at
    tx.conversations.waits(conversation.id, conversation.waits_since or now)
    stands, was_resting = standing(conversation), tx.handoffs.wake(conversation.id)
    if stands.agent:
        if conversation.waits_since is None or was_resting:
            tx.conversations.waits(conversation.id, now)
            expect_answer(tx, tools, conversation.id, stands.agent, now)
        return stands.agent
    if trigger:
        reply = _handed_over(tx, tools, _context(conversation, message), trigger, charge_in(conversation.tracker))
        waiting = tx.handoffs.open_in(conversation.id)
        tx.conversations.own(conversation.id, moved(stands, Ask(waiting.team if waiting else None)), now)
        tx.leases.revoke(conversation.id, now)
        tx.inbox.withdraw(conversation.id, now)
        speak_all(tx, tools.clock, tools.wording, conversation.id, [reply], message.id)
        note_person(tx, conversation, now, joined=False)
    elif not _was_told(tx, conversation.id):
        speak_all(tx, tools.clock, tools.wording, conversation.id, [WAITING_FOR_PERSON], message.id)
    return None


def _handed_over(tx: Transaction, tools: Tools, context: TurnContext, trigger: str, charge: str | None) -> Reply:
    if trigger == "fraud":
        return offer_freeze(tx, tools, context, report_fraud(tx, tools, context, charge), charge)
    if trigger not in AT_ONCE:
        return talk_to_human(tx, tools, context, charge, trigger)
    promised = bring_in_person(tx, tools, context, trigger, charge)
    facts = {**promised.facts, "crisis_line": tools.handoff_policy.crisis_line}
    return Reply(f"utter_handed_over_{trigger}", facts, promised.cites)


def _was_told(tx: Transaction, conversation_id: str) -> bool:
    """Said once, not after every line."""
    last = tx.messages.last_reply(conversation_id)
    return last is not None and last.response == WAITING_FOR_PERSON.response


def _context(conversation: Conversation, message: Message) -> TurnContext:
    """The press is its own turn: no lease, no bot, no other process."""
    return TurnContext(
        conversation=conversation.id,
        message=message.id,
        customer=conversation.customer_id,
        assurance=CUSTOMER if conversation.customer_id else GUEST,
        fence=0,
        now=message.at,
        expires=message.at,
    )
