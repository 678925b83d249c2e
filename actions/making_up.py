"""A wish for something for time and trouble, in whatever turn it is said: what our rows show is made up for."""

from __future__ import annotations

from actions.hearing import Heard
from candor.bootstrap import Candor
from candor.conversation.questions import Question
from candor.conversation.replies import Reply
from candor.services.goodwill.ask_goodwill import ask_goodwill
from candor.services.goodwill.charges_meant import names_a_price
from candor.services.goodwill.decide_service import decide_service
from candor.services.goodwill.let_down import asks_for_trouble
from candor.services.goodwill.say_goodwill import USUAL_CREDIT
from candor.store import Transaction

# The customer wants somebody, or something that can not wait.
FIRST = frozenset({"talk_to_human", "report_fraud"})


def made_up_for(tx: Transaction, candor: Candor, heard: Heard) -> tuple[list[Reply], Question | None] | None:
    """The replies with what they ask, by the rules where we broke a promise, else by a person; None for other wishes.

    A fee or interest that is named is what the wish is about, whatever else it speaks of.
    """
    text = heard.wanted.text
    if heard.context.customer is None or heard.context.choice or heard.intent in FIRST:
        return None
    if not asks_for_trouble(text) or names_a_price(text):
        return None
    tx.must_write()
    decided = usual_credit(tx, candor, heard, asked=heard.wanted.cents or 0)
    return decided or ([ask_goodwill(tx, candor.tools, heard.context)], None)


def usual_credit(
    tx: Transaction, candor: Candor, heard: Heard, *, asked: int | None = None
) -> tuple[list[Reply], Question | None] | None:
    """What the rules say to a promise that we broke, when so many cents are asked for, or the usual ones are taken."""
    replies = decide_service(tx, candor.tools, heard.context, asked or 0, usual=asked is None)
    if replies is None:
        return None
    return list(replies), Question.USUAL_CREDIT if replies[-1].response == USUAL_CREDIT else None
