"""A first word that did not become a case: the next morning a person is told, so that no notice is lost."""

from __future__ import annotations

from datetime import datetime

from candor.disputes.states import State
from candor.services.disputes.case_promises import came_back
from candor.services.disputes.tell_case import waiting_reply
from candor.services.people.hand_off import hand_off
from candor.services.people.say_when import promise_by
from candor.services.talk.speak import speak
from candor.services.tools import Tools
from candor.store import Transaction
from candor.store.due_work import DueWork


def follow_unfiled(tx: Transaction, tools: Tools, work: DueWork, now: datetime) -> None:
    """Hands a draft, or one that was stopped, to a person with all it knows, and says so in the talk it began in."""

    kept = tx.disputes.get(work.subject)
    said = tx.disputes.message_of(kept.id)
    if kept.case.state not in (State.DRAFT, State.ABANDONED) or kept.conversation_id is None or said is None:
        return
    came_back(tx, kept, now)
    if any(later.case.before == kept.id for later in tx.disputes.of_line(kept.case.line_id)):
        # The customer went on with it by themselves: the case that took it up has a follow-up of its own.
        return
    book = tx.ledger.book(kept.customer_id)
    package = {"charge": kept.case.line_id, "case": kept.id, "facts": dict(kept.facts)}
    handed = hand_off(
        tx,
        tools.handoff_policy,
        now,
        conversation_id=kept.conversation_id,
        message_id=said,
        trigger="dispute",
        context={**package, "notice": kept.case.notice_at.isoformat()},
    )
    zone = book.customer.time_zone
    told = waiting_reply(tools, book, kept, kept.case.clocks.notice_on)
    by = promise_by(tools.wording, handed.due, zone, now)
    reply = type(told)("utter_dispute_follow_up", {**told.facts, "by": by}, (*told.cites, handed.id), told.choices)
    speak(tx, tools.clock, tools.wording, kept.conversation_id, reply)
