"""A charge that is not final yet: why it can not be disputed now, and what helps."""

from __future__ import annotations

from candor.conversation.context import TurnContext
from candor.conversation.replies import Reply
from candor.services.disputes.note_dispute import note_dispute
from candor.services.find.name_charge import name_charge
from candor.services.tools import Tools
from candor.store import Transaction


def not_final(tx: Transaction, tools: Tools, context: TurnContext, charge: str) -> Reply:
    """The first word on it is kept; a person is told where it is no hold of this customer's."""
    named = name_charge(tx, tools, context, charge)
    if not named.ending:
        return note_dispute(tx, tools, context)
    return Reply("utter_dispute_pending", named.facts, (charge,))
