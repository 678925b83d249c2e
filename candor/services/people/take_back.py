"""What we say when customers take back what they told us: the person who was promised will see it."""

from __future__ import annotations

from candor.conversation.context import TurnContext
from candor.conversation.replies import Reply
from candor.services.people.bring_in_person import facts_of_promise
from candor.services.tools import Tools
from candor.store import Transaction

TAKEN_BACK = frozenset({"dispute", "goodwill"})


def take_back(tx: Transaction, tools: Tools, context: TurnContext) -> Reply | None:
    """Words on the dispute or wish of this talk that still waits; None when there is none.

    The promise stands: a person closes the matter, so that no dispute ends because a bot misread a sentence.
    """
    waiting = tx.handoffs.open_in(context.conversation)
    if waiting is None or waiting.trigger not in TAKEN_BACK:
        return None
    return Reply("utter_taken_back", facts_of_promise(tx, tools, context, waiting), (waiting.id,))
