"""Brings in a person because the customer asked for one: at first ask, with no "are you sure"."""

from __future__ import annotations

from candor.conversation.context import TurnContext
from candor.conversation.promises import is_open
from candor.conversation.replies import Reply
from candor.services.people.bring_in_person import bring_in_person
from candor.services.tools import Tools
from candor.store import Transaction


def talk_to_human(
    tx: Transaction, tools: Tools, context: TurnContext, charge: str | None = None, trigger: str = "person"
) -> Reply:
    """The promise, said as it is: now that the team is there, or when it is back."""
    promised = bring_in_person(tx, tools, context, trigger, charge)
    if promised.again:
        response = "utter_handed_over_already"
    elif is_open(tools.clock.now(), tools.handoff_policy):
        response = "utter_handed_over_person"
    else:
        response = "utter_handed_over_away"
    return Reply(response, promised.facts, promised.cites)
