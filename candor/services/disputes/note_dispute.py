"""Writes down that a customer says a charge is wrong, with the day they said it; a person opens the dispute.

The message's own time is the notice (12 CFR 1026.13(b)): no magic words are needed, and nothing is judged here.
"""

from __future__ import annotations

from candor.conversation.context import TurnContext
from candor.conversation.replies import Reply
from candor.services.find.name_charge import name_charge
from candor.services.people.bring_in_person import bring_in_person
from candor.services.tools import Tools
from candor.store import Transaction


def note_dispute(tx: Transaction, tools: Tools, context: TurnContext, charge: str | None = None) -> Reply:
    """The hand-over row with the day of the notice; `charge` is the line's id, None when it is not known which."""
    named = name_charge(tx, tools, context, charge)
    promised = bring_in_person(tx, tools, context, "dispute", charge if named.ending else None)
    cites = (*promised.cites, *((charge,) if named.ending and charge else ()))
    if promised.again:
        return Reply("utter_dispute_added", promised.facts, cites)
    return Reply(named.response("utter_handed_over_dispute"), {**promised.facts, **named.facts}, cites)
