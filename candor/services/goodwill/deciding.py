"""One request for money back, decided and done: the decision's row, the money, the person, the words, the audit row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from candor.billing.records import Book, Line
from candor.conversation.context import TurnContext
from candor.conversation.replies import Reply
from candor.goodwill.asking import next_day
from candor.goodwill.decision import Decision, decide
from candor.goodwill.granted import Decided
from candor.goodwill.policy import Kind
from candor.ids import new_id
from candor.services.goodwill.gather_facts import (
    UNANSWERED,
    Gathered,
    gather_facts,
    gather_service_facts,
    month_of,
)
from candor.services.goodwill.give import give
from candor.services.goodwill.let_down import LetDown
from candor.services.goodwill.policy_in_force import InForce
from candor.services.goodwill.say_goodwill import Saying, say_decision
from candor.services.people.bring_in_person import Promised, bring_in_person
from candor.services.tools import Tools
from candor.store import Transaction

# Words that bring in a person at once; a person who decides about money answers by the promise of `goodwill`.
AT_ONCE = "person_now"
TO_A_PERSON = frozenset({Kind.HANDOFF, Kind.CORRECT})


@dataclass(frozen=True)
class Deciding:
    """One request, with all that it is decided by. `about` is the fee or interest, or the promise that we broke."""

    tx: Transaction
    tools: Tools
    context: TurnContext
    book: Book
    about: Line | LetDown
    force: InForce
    now: datetime
    today: date

    def do(self) -> tuple[Reply, ...]:
        """The replies, once all rows are written. The month's row is there before anything is spent of it."""
        self.tx.goodwill.open_month(month_of(self.today), self.force.policy.budget.month)
        gathered, decision = self._decide()
        decided = self._row(gathered, decision)
        self.tx.goodwill.add(decided)
        credit = give(self.tx, decided, decision, self.today, self.now)
        promised = self._person(decided, decision) if decision.decision in TO_A_PERSON else None
        saying = Saying(self.tools, self.book, self.about, self.today, decided, decision, credit, promised)
        replies = say_decision(saying)
        told = [reply.as_json() for reply in replies]
        self.tx.goodwill.said(decided.id, told, promised.handoff.id if promised else None)
        ids = {"decision": decided.id, "line": self._line_id, "reason": decided.reason, "cents": decided.amount}
        act = f"goodwill_{decision.decision.lower()}"
        self.tx.trail.add(self.now, actor="bot", act=act, subject=self.context.conversation, **ids)
        return replies

    @property
    def _line_id(self) -> str | None:
        return self.about.id if isinstance(self.about, Line) else None

    def _decide(self) -> tuple[Gathered, Decision]:
        """What is paid comes out of the month first: of two that want the last of it, one is decided without."""
        gathered = self._gathered()
        decision = decide(gathered.facts, self.force.policy)
        pays = decision.decision in (Kind.GRANT, Kind.GRANT_ON_PAYMENT)
        if pays and not self.tx.goodwill.spend(month_of(self.today), decision.amount):
            gathered = gathered.without_budget()
            decision = decide(gathered.facts, self.force.policy)
        return gathered, decision

    def _gathered(self) -> Gathered:
        asked = (self.today, self.force.policy, self.context.conversation)
        if isinstance(self.about, Line):
            return gather_facts(self.tx, self.book, self.about, *asked)
        return gather_service_facts(self.tx, self.book, self.about.cents, self.about.on, *asked)

    def _row(self, gathered: Gathered, decision: Decision) -> Decided:
        plain = decision.plain()
        return Decided(
            id=new_id() if isinstance(self.about, Line) else self.about.decision_id,
            account_id=self.book.account.id,
            customer_id=self.book.customer.id,
            conversation_id=self.context.conversation,
            message_id=self.context.message,
            line_id=self._line_id,
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
            eligible_on=self._eligible_on(decision),
        )

    def _eligible_on(self, decision: Decision) -> date | None:
        after = decision.next_eligible
        if after is None or not isinstance(self.about, Line):
            return None
        return next_day(self.book, self.about, self.today, self.force.policy, after.after, after.months)

    def _person(self, decided: Decided, decision: Decision) -> Promised:
        asked = decided.facts["amt"]
        # A correction is the assistant's to find, and a person's to make.
        handed = decision.decision is Kind.HANDOFF
        who = decided.authority if handed else self.force.policy.person_for(asked)
        known = {"decision": decided.id, "reason": decided.reason, "authority": who, "amount": asked}
        trigger = "person" if decision.words == AT_ONCE else "goodwill"
        return bring_in_person(self.tx, self.tools, self.context, trigger, self._line_id, known)


def is_still_asked(tx: Transaction, before: Decided, now: datetime) -> bool:
    """Whether a person still owes an answer in time to what was handed over."""
    handoff = tx.handoffs.get(before.handoff_id) if before.handoff_id else None
    return handoff is not None and handoff.state in UNANSWERED and handoff.due > now
