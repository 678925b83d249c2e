"""Gathers what the policy may know of a charge (domain 3.2): the ledger, grants that wait, and the month's money."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from candor.billing.records import Book, Line
from candor.conversation.handing_over import AT_ONCE, FRAUD, HandOff, State
from candor.goodwill.asking import Beside, facts_about, facts_about_service
from candor.goodwill.facts import Facts, Unclear, facts_from
from candor.goodwill.history import Given
from candor.goodwill.policy import Policy
from candor.store import Transaction

DISPUTE = "dispute"
GRAVE = AT_ONCE | {FRAUD}
"""What a person has to look at first (domain 2.3): a death, hardship, a threat to oneself, a lawyer, a stolen card."""
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


def gather_facts(
    tx: Transaction, book: Book, line: Line, today: date, policy: Policy, conversation_id: str | None = None
) -> Gathered:
    """The facts of a request about this line, made today, in a conversation if there is one."""
    handed = tx.handoffs.of_customer(book.customer.id)
    marks = _grave(handed, conversation_id) | _disputed(tx, handed, line)
    return Gathered(facts_about(book, line, today, policy, _beside(tx, book, today, policy, marks)))


def gather_service_facts(
    tx: Transaction, book: Book, cents: int, since: date, today: date, policy: Policy, conversation_id: str
) -> Gathered:
    """The facts when we broke a promise on the day `since` and so many cents are asked for, or are our usual ones."""
    marks = _grave(tx.handoffs.of_customer(book.customer.id), conversation_id)
    beside = _beside(tx, book, today, policy, marks)
    return Gathered(facts_about_service(book, cents, since, today, policy, beside))


def month_of(day: date) -> str:
    """The month whose budget a day's grants come out of: `2026-05`."""
    return f"{day:%Y-%m}"


def _beside(tx: Transaction, book: Book, today: date, policy: Policy, marks: frozenset[str]) -> Beside:
    left = tx.goodwill.budget(month_of(today), policy.budget.month).left
    waiting = (Given(grant.on, grant.kind, grant.cents) for grant in tx.goodwill.waiting(book.account.id))
    return Beside(tuple(waiting), left, marks)


def _grave(handed: Iterable[HandOff], conversation_id: str | None) -> frozenset[str]:
    """Who told us of something grave is with a person, in this talk for good and in others until they were answered."""
    grave = (one for one in handed if one.trigger in GRAVE)
    found = any(one.state in UNANSWERED or one.conversation_id == conversation_id for one in grave)
    return frozenset({"sensitive"} if found else ())


def _disputed(tx: Transaction, handed: Iterable[HandOff], line: Line) -> frozenset[str]:
    """A claim that this line is wrong is a dispute from its first word on, whoever works on it."""
    claims = (one for one in handed if one.trigger == DISPUTE and one.state in UNANSWERED)
    claimed = any(claim.context.get("charge") == line.id for claim in claims)
    return frozenset({"disputed"} if claimed or tx.disputes.open_of(line.id) else ())
