"""Writes down a wish to have a fee or interest taken off. A person decides; nothing is granted or refused here."""

from __future__ import annotations

from candor.conversation.context import TurnContext
from candor.conversation.replies import Reply
from candor.services.people.bring_in_person import bring_in_person
from candor.services.tools import Tools
from candor.store import Transaction


def ask_goodwill(tx: Transaction, tools: Tools, context: TurnContext, charge: str | None = None) -> Reply:
    """The hand-over row with its promise; `charge` is the line in the talk's focus, if any."""
    promised = bring_in_person(tx, tools, context, "goodwill", charge)
    response = "utter_goodwill_added" if promised.again else "utter_handed_over_goodwill"
    return Reply(response, promised.facts, promised.cites)
