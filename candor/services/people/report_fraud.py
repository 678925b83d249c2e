"""Someone else used the card, or it is gone: the line that is open day and night first, and a person at once."""

from __future__ import annotations

from candor.conversation.context import TurnContext
from candor.conversation.replies import Reply
from candor.services.find.name_charge import name_charge
from candor.services.people.bring_in_person import bring_in_person
from candor.services.tools import Tools
from candor.store import Transaction


def report_fraud(tx: Transaction, tools: Tools, context: TurnContext, charge: str | None = None) -> Reply:
    """The hand-over row exists when this returns; no limit of days and no questions first (12 CFR 1026.12(b))."""
    named = name_charge(tx, tools, context, charge)
    promised = bring_in_person(tx, tools, context, "fraud", charge if named.ending else None)
    facts = {**promised.facts, **named.facts, "fraud_line": tools.handoff_policy.fraud_line}
    cites = (*promised.cites, *((charge,) if named.ending and charge else ()))
    return Reply(named.response("utter_handed_over_fraud"), facts, cites)
