"""Writes down a wish for money back that no rule can decide, or that a person is to look at again."""

from __future__ import annotations

from candor.conversation.context import TurnContext
from candor.conversation.replies import Reply
from candor.goodwill.granted import Decided
from candor.services.people.bring_in_person import bring_in_person
from candor.services.tools import Tools
from candor.store import Transaction


def ask_goodwill(tx: Transaction, tools: Tools, context: TurnContext, charge: str | None = None) -> Reply:
    """The hand-over row with its promise; `charge` is the line in the talk's focus, if any."""
    promised = bring_in_person(tx, tools, context, "goodwill", charge)
    response = "utter_goodwill_added" if promised.again else "utter_handed_over_goodwill"
    return Reply(response, promised.facts, promised.cites)


def ask_person_again(tx: Transaction, tools: Tools, context: TurnContext, line_id: str) -> Reply:
    """The hand-over after a no: a person who may decide otherwise, and sees by which rule it was decided."""
    made = tx.goodwill.newest_of(line_id)
    known = _known(tx, tools, made) if made else {}
    promised = bring_in_person(tx, tools, context, "goodwill", line_id, known)
    return Reply("utter_goodwill_person_asked", promised.facts, (*promised.cites, line_id))


def _known(tx: Transaction, tools: Tools, made: Decided) -> dict[str, object]:
    """A no is the assistant's own; over it decides the lowest role that may give so much."""
    policy = tools.goodwill.current(tx, tools.wording, tools.clock.now().date()).policy
    asked = made.facts["amt"]
    return {"decision": made.id, "reason": made.reason, "authority": policy.person_for(asked), "amount": asked}
