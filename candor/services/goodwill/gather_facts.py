"""Gathers what the policy may know of a charge (domain 3.2): the ledger, grants that wait, and the month's money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from candor.billing.records import Book, Line
from candor.conversation.handing_over import State
from candor.goodwill.asking import Beside, facts_about
from candor.goodwill.facts import Facts, Unclear, facts_from
from candor.goodwill.granted import Granted
from candor.goodwill.history import Given
from candor.goodwill.policy import Policy
from candor.store import Transaction

DISPUTE = "dispute"
UNANSWERED = frozenset({State.WAITING, State.TAKEN})


@dataclass(frozen=True)
class Gathered:
    """The facts, and `plain` as they are stored: `facts_from` of it gives them again."""

    plain: dict[str, object]

    @property
    def facts(self) -> Facts | Unclear:
        return facts_from(self.plain)

    def without_budget(self) -> Gathered:
        """The same when the month's money went elsewhere a moment before."""
        return Gathered({**self.plain, "bud": 0})


def gather_facts(tx: Transaction, book: Book, line: Line, today: date, policy: Policy) -> Gathered:
    """The facts of a request about this line, made today."""
    left = tx.goodwill.budget(month_of(today), policy.budget.month).left
    waiting = tuple(_given(grant) for grant in tx.goodwill.waiting(book.account.id))
    beside = Beside(waiting, left, _marks(tx, book, line))
    return Gathered(facts_about(book, line, today, policy, beside))


def month_of(day: date) -> str:
    """The month whose budget a day's grants come out of: `2026-05`."""
    return f"{day:%Y-%m}"


def _marks(tx: Transaction, book: Book, line: Line) -> frozenset[str]:
    """A claim that this line is wrong is a dispute from its first word on, whoever works on it."""
    claims = (claim for claim in tx.handoffs.of_customer(book.customer.id, DISPUTE) if claim.state in UNANSWERED)
    claimed = any(claim.context.get("charge") == line.id for claim in claims)
    return frozenset({"disputed"} if claimed or tx.disputes.open_of(line.id) else ())


def _given(grant: Granted) -> Given:
    return Given(grant.on, grant.line_id or "", grant.kind, grant.cents)
