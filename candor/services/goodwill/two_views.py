"""What is said to who does not agree with a no: it is not said once more, both views stand (domain 4, V19)."""

from __future__ import annotations

from candor.conversation.context import TurnContext
from candor.conversation.replies import Reply
from candor.goodwill.policy import Kind
from candor.services.goodwill.say_goodwill import ways_on
from candor.store import Transaction


def two_views(tx: Transaction, context: TurnContext, line_id: str) -> Reply | None:
    """The reply when the newest decision about this line is a no that was told in this talk; else None."""
    made = tx.goodwill.newest_of(line_id)
    if made is None or made.decision != Kind.DENY or made.conversation_id != context.conversation:
        return None
    return Reply("utter_goodwill_two_views", cites=(made.id, line_id), choices=ways_on(line_id))
