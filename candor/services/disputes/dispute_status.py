"""How a dispute stands: what was promised on it, and whether we kept it."""

from __future__ import annotations

from candor.billing.days import spoken
from candor.clock import day_in
from candor.conversation.context import TurnContext
from candor.conversation.handing_over import HandOff
from candor.conversation.replies import Reply
from candor.services.people.bring_in_person import bring_in_person, facts_of_promise, zone_of
from candor.services.tools import Tools
from candor.store import Transaction


def dispute_status(tx: Transaction, tools: Tools, context: TurnContext) -> Reply:
    """The newest promise on a dispute of this customer. One that we broke is said as that, and made anew."""
    told = tx.handoffs.of_customer(context.customer, "dispute") if context.customer else []
    if not told:
        return Reply("utter_no_dispute")
    newest = told[0]
    if newest.joined_at is None and newest.due <= tools.clock.now():
        return _late(tx, tools, context, newest)
    return Reply("utter_dispute_waits", facts_of_promise(tx, tools, context, newest), (newest.id,))


def _late(tx: Transaction, tools: Tools, context: TurnContext, broken: HandOff) -> Reply:
    zone = zone_of(tx, tools, context)
    today = day_in(zone, tools.clock.now())
    promised = bring_in_person(tx, tools, context, "dispute", broken.context.get("charge"))
    facts = {
        **promised.facts,
        "told_on": spoken(day_in(zone, broken.requested_at), today),
        "promised_day": spoken(day_in(zone, broken.due), today),
    }
    return Reply("utter_dispute_late", facts, (broken.id, promised.handoff.id))
