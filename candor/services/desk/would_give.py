"""What the goodwill policy says about a line now: a decision that is shown to an agent and changes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from candor.billing.money import Money
from candor.billing.records import Book, Line, LineType
from candor.clock import day_in
from candor.errors import NotYours
from candor.goodwill.decision import Tried, decide
from candor.services.desk.give_back import Decision, bots_decision
from candor.services.goodwill.gather_facts import gather_facts
from candor.services.goodwill.grant_by_staff import most_of
from candor.services.tools import Tools
from candor.store import Transaction

PRICES = frozenset({LineType.FEE, LineType.INTEREST})


@dataclass(frozen=True)
class WouldGive:
    """`decision` is what the policy says today, `reason` its rule, `authority` the role that it leaves the answer to,
    `tried` every rule that was looked at. `before` is what the bot decided, if it did.

    `left` is what was not given back yet of the line, `alone` how much of that this agent may give without a second
    person; both ready to be read.
    """

    line_id: str
    decision: str
    reason: str
    changed: str | None
    amount: str
    authority: str
    version: int
    tried: tuple[Tried, ...]
    before: Decision | None
    left: str
    alone: str
    alone_is_all: bool
    nothing_left: bool


def would_give(tx: Transaction, tools: Tools, role: str, book: Book, line_id: str) -> WouldGive:
    """For a fee or interest of this book. Raises NotYours for anything else, PolicyRefused without a policy."""
    line = next((line for line in book.lines if line.id == line_id and line.type in PRICES), None)
    if line is None:
        raise NotYours
    today = day_in(book.customer.time_zone, tools.clock.now())
    policy = tools.goodwill.current(tx, tools.wording, today).policy
    decision = decide(gather_facts(tx, book, line, today, policy).facts, policy)
    left = left_of(book, line)
    most = most_of(policy, role)
    alone = left if most is None else min(left, most)
    return WouldGive(
        line_id=line.id,
        decision=str(decision.decision),
        reason=decision.reason,
        changed=decision.granted_by.id if decision.granted_by else None,
        amount=str(Money(decision.amount, line.currency)),
        authority=decision.authority,
        version=decision.version,
        tried=decision.trail,
        before=bots_decision(tx, line.id),
        left=str(Money(left, line.currency)),
        alone=str(Money(alone, line.currency)),
        alone_is_all=alone == left,
        nothing_left=left == 0,
    )


def left_of(book: Book, line: Line) -> int:
    """Cents of a fee or interest line that were not given back yet, by the reasons of the credits on the book."""
    about = {line.id, *(fee.id for fee in book.fees if fee.line_id == line.id)}
    about |= {row.id for row in book.interest if row.line_id == line.id}
    given = {row.line_id for row in book.corrections if row.target_id in about}
    return max(0, line.amount + sum(one.amount for one in book.lines if one.id in given))
