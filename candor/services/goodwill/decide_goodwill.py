"""Decides a wish for money back by the written policy, and does what was decided, all in one transaction.

The decision with its facts, the money, the month's budget, the hand-over and the audit row stand or fall together. A
message that is tried again, and somebody who asks again, find what was decided before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from candor.billing.records import Book, Line
from candor.clock import day_in
from candor.conversation.context import TurnContext
from candor.conversation.replies import Reply
from candor.goodwill.asking import next_day
from candor.goodwill.decision import Decision, decide
from candor.goodwill.granted import Decided
from candor.goodwill.policy import Kind
from candor.ids import new_id
from candor.services.goodwill.gather_facts import UNANSWERED, Gathered, gather_facts, month_of
from candor.services.goodwill.give import give
from candor.services.goodwill.policy_in_force import InForce
from candor.services.goodwill.say_goodwill import Saying, say_again, say_decision
from candor.services.people.bring_in_person import Promised, bring_in_person
from candor.services.tools import Tools
from candor.store import Transaction

# Words that bring in a person at once; a person who decides about money answers by the promise of `goodwill`.
AT_ONCE = "person_now"
TO_A_PERSON = frozenset({Kind.HANDOFF, Kind.CORRECT})


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
    tx.goodwill.open_month(month_of(today), force.policy.budget.month)
    line = next(row for row in book.lines if row.id == line_id)
    return _Deciding(tx, tools, context, book, line, force, now, today).do()


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
            handoff = tx.handoffs.get(before.handoff_id) if before.handoff_id else None
            return handoff is not None and handoff.state in UNANSWERED and handoff.due > now
        case _:
            return False


@dataclass(frozen=True)
class _Deciding:
    """One request, with all that it is decided by."""

    tx: Transaction
    tools: Tools
    context: TurnContext
    book: Book
    line: Line
    force: InForce
    now: datetime
    today: date

    def do(self) -> tuple[Reply, ...]:
        gathered, decision = self._decide()
        decided = self._row(gathered, decision)
        self.tx.goodwill.add(decided)
        credit = give(self.tx, decided, decision, self.line, self.today, self.now)
        promised = self._person(decided, decision) if decision.decision in TO_A_PERSON else None
        saying = Saying(self.tools, self.book, self.line, self.today, decided, decision, credit, promised)
        replies = say_decision(saying)
        told = [reply.as_json() for reply in replies]
        self.tx.goodwill.said(decided.id, told, promised.handoff.id if promised else None)
        ids = {"decision": decided.id, "line": self.line.id, "reason": decided.reason, "cents": decided.amount}
        act = f"goodwill_{decision.decision.lower()}"
        self.tx.trail.add(self.now, actor="bot", act=act, subject=self.context.conversation, **ids)
        return replies

    def _decide(self) -> tuple[Gathered, Decision]:
        """What is paid comes out of the month first: of two that want the last of it, one is decided without."""
        policy = self.force.policy
        gathered = gather_facts(self.tx, self.book, self.line, self.today, policy)
        decision = decide(gathered.facts, policy)
        pays = decision.decision in (Kind.GRANT, Kind.GRANT_ON_PAYMENT)
        if pays and not self.tx.goodwill.spend(month_of(self.today), decision.amount):
            gathered = gathered.without_budget()
            decision = decide(gathered.facts, policy)
        return gathered, decision

    def _row(self, gathered: Gathered, decision: Decision) -> Decided:
        plain, after = decision.plain(), decision.next_eligible
        return Decided(
            id=new_id(),
            account_id=self.book.account.id,
            customer_id=self.book.customer.id,
            conversation_id=self.context.conversation,
            message_id=self.context.message,
            line_id=self.line.id,
            facts=gathered.plain,
            digest=self.force.digest,
            version=decision.version,
            decision=plain["decision"],
            amount=decision.amount,
            reason=decision.reason,
            granted_by=plain["granted_by"],
            authority=decision.authority,
            trail=tuple(plain["trail"]),
            at=self.now,
            eligible_on=next_day(self.book, self.line, self.today, self.force.policy, after.after, after.months)
            if after
            else None,
        )

    def _person(self, decided: Decided, decision: Decision) -> Promised:
        known = {
            "decision": decided.id,
            "reason": decided.reason,
            "authority": decided.authority,
            "amount": self.line.amount,
        }
        trigger = "person" if decision.words == AT_ONCE else "goodwill"
        return bring_in_person(self.tx, self.tools, self.context, trigger, self.line.id, known)
