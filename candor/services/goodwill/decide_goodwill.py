"""Decides a wish for money back by the written policy, and does what was decided, all in one transaction.

The decision with its facts, the money, the month's budget, the hand-over and the audit row stand or fall together. A
message that is tried again, and somebody who asks again, find what was decided before.
"""

from __future__ import annotations

from datetime import date, datetime

from candor.clock import day_in
from candor.conversation.context import TurnContext
from candor.conversation.replies import Reply
from candor.goodwill.granted import Decided
from candor.goodwill.policy import Kind
from candor.services.goodwill.deciding import Deciding, is_still_asked
from candor.services.goodwill.policy_in_force import InForce
from candor.services.goodwill.say_goodwill import say_again
from candor.services.tools import Tools
from candor.store import Transaction


def decide_goodwill(tx: Transaction, tools: Tools, context: TurnContext, line_id: str) -> tuple[Reply, ...]:
    """The replies to a wish to have this fee or interest taken off. In a transaction that writes.

    Raises PolicyRefused where there never was a policy that could be used.
    """
    assert context.customer
    tx.goodwill.hold(tx.ledger.account(context.customer).id)
    made = tx.goodwill.asked_by(context.message, line_id)
    if made:
        return tuple(Reply.from_json(reply) for reply in made.said)
    now = tools.clock.now()
    force = tools.goodwill.keep(tx, tools.wording, now)
    book = tx.ledger.book(context.customer)
    today = day_in(book.customer.time_zone, now)
    before = tx.goodwill.newest_of(line_id)
    if before and _stands(tx, before, force, today, now):
        return say_again(before, book.customer.time_zone, today)
    line = next(row for row in book.lines if row.id == line_id)
    return Deciding(tx, tools, context, book, line, force, now, today).do()


def _stands(tx: Transaction, before: Decided, force: InForce, today: date, now: datetime) -> bool:
    """Whether a decision is simply told again: as long as nothing that it was made of can have changed."""
    match Kind(before.decision):
        case Kind.GRANT:
            return True
        case Kind.GRANT_ON_PAYMENT:
            return any(grant.id == before.id for grant in tx.goodwill.waiting(before.account_id))
        case Kind.DENY:
            return before.digest == force.digest and (before.eligible_on is None or today < before.eligible_on)
        case Kind.HANDOFF | Kind.CORRECT:
            return is_still_asked(tx, before, now)
        case _:
            return False
