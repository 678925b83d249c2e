"""Decides what a customer whom we let down gets for it (G-SVC): by the rules, once for each promise that we broke."""

from __future__ import annotations

from candor.clock import day_in
from candor.conversation.context import TurnContext
from candor.conversation.replies import Reply
from candor.goodwill.asking import SERVICE
from candor.goodwill.policy import PAYS, Kind
from candor.services.goodwill.deciding import Deciding, is_still_asked
from candor.services.goodwill.let_down import decided_about, let_down_by, newest_broken
from candor.services.goodwill.say_goodwill import say_again
from candor.services.tools import Tools
from candor.store import Transaction

AGAIN = "utter_goodwill_again_service"


def decide_service(
    tx: Transaction, tools: Tools, context: TurnContext, asked: int = 0, *, usual: bool = False
) -> tuple[Reply, ...] | None:
    """The replies to a wish for something for time and trouble; None when our rows show no promise that we broke.

    `asked` are the cents that were named: what is below our usual credit, or not named, gets the usual one. `usual`
    takes the usual credit now, whatever a person is still asked. In a transaction that writes.
    """
    assert context.customer
    tx.goodwill.hold(tx.ledger.account(context.customer).id)
    now = tools.clock.now()
    promise = newest_broken(tx, context.customer, now)
    if promise is None:
        return None
    before = decided_about(tx, context.customer, promise.id)
    tried = next((one for one in before if one.message_id == context.message), None)
    if tried:
        return tuple(Reply.from_json(reply) for reply in tried.said)
    force = tools.goodwill.keep(tx, tools.wording, now)
    book = tx.ledger.book(context.customer)
    zone = book.customer.time_zone
    given = next((one for one in before if Kind(one.decision) in PAYS), None)
    waits = next((one for one in before if is_still_asked(tx, one, now)), None)
    told = given or (None if usual else waits)
    if told:
        return say_again(told, zone, day_in(zone, now), AGAIN)
    most = force.policy.caps[SERVICE]
    about = let_down_by(promise, zone, most if usual else max(asked, most), len(before))
    return Deciding(tx, tools, context, book, about, force, now, day_in(zone, now)).do()
