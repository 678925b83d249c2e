"""Answers "when will it come off?" about a charge that was decided about: with the decision, which has its day."""

from __future__ import annotations

import re

from candor.clock import day_in
from candor.conversation.context import TurnContext
from candor.conversation.replies import Reply
from candor.services.goodwill.say_goodwill import say_again
from candor.store import Transaction

WHEN_OFF = re.compile(
    r"\b(?:when|how (?:long|soon))\b.{0,25}\b(?:comes? (?:off|back)|be (?:off|gone|back|on|there|credited|posted|paid)"
    r"|goes? (?:off|away)|(?:get|have|see) (?:it|that|(?:the|my) (?:money|credit)))\b",
    re.IGNORECASE,
)


def when_it_comes(tx: Transaction, context: TurnContext, line_id: str | None, text: str) -> tuple[Reply, ...] | None:
    """What was decided about the charge that the talk is about, told again; None where nothing was, or nobody asks."""
    if context.customer is None or line_id is None or context.choice or not WHEN_OFF.search(text):
        return None
    made = tx.goodwill.newest_of(line_id)
    if made is None or not made.said:
        return None
    zone = tx.ledger.customer(context.customer).time_zone
    return say_again(made, zone, day_in(zone, context.now))
