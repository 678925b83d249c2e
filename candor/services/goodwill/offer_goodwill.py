"""Offers, once, what the rules would give to whoever only asks what a fee is: no magic words (domain 3.1 e)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from candor.billing.page import Page
from candor.billing.records import Book
from candor.conversation.context import TurnContext
from candor.conversation.questions import Question
from candor.conversation.replies import Choice, Reply
from candor.goodwill.decision import decide
from candor.goodwill.history import past_due
from candor.goodwill.policy import Kind
from candor.services.explain.telling import Told
from candor.services.goodwill.charges_meant import is_price
from candor.services.goodwill.gather_facts import gather_facts
from candor.services.tools import Tools
from candor.store import Transaction

YES, NO = "yes", "no"
OFFERS = {Kind.GRANT: "utter_goodwill_offer", Kind.GRANT_ON_PAYMENT: "utter_goodwill_offer_on_payment"}


def offer_goodwill(
    tx: Transaction, tools: Tools, context: TurnContext, book: Book, told: Told, today: date
) -> Told | None:
    """The explanation with the offer behind it; None where there is nothing to offer, or it was offered before.

    Raises WritingNeeded where the offer has to be marked and `tx` only reads.
    """
    line = told.explanation
    if line is None or line.mistake is not None or not is_price(book, line.line_id):
        return None
    if tx.goodwill.offered(line.line_id) not in (None, context.message) or tx.goodwill.newest_of(line.line_id):
        return None
    row = next(one for one in book.lines if one.id == line.line_id)
    policy = tools.goodwill.current(tx, tools.wording, tools.clock.now().date()).policy
    decision = decide(gather_facts(tx, book, row, today, policy, context.conversation).facts, policy)
    if decision.decision not in OFFERS:
        return None
    tx.must_write()
    tx.goodwill.offer(row.id, context.message, tools.clock.now())
    page = Page(book, today)
    known = {"given": page.amount(decision.amount), "past_due": page.amount(past_due(book, today))}
    response = OFFERS[decision.decision]
    facts = {name: known[name] for name in tools.wording.placeholders(response)}
    choices = (
        Choice("utter_label_goodwill_yes", "affirm", {"line": row.id, "goodwill": YES}),
        Choice("utter_label_goodwill_no", "deny", {"line": row.id, "goodwill": NO}),
    )
    return replace(told.followed_by(Reply(response, facts, (row.id,), choices)), asked=Question.TAKE_IT_OFF)
