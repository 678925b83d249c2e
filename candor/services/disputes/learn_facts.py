"""What a message adds to the facts of a case that is being taken: reason, sum, story, and what the ledger knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from candor.billing.records import Book, Line
from candor.disputes.asking import REASON
from candor.disputes.reasons import Answer, Reason
from candor.disputes.told import agreed_sum, reason_told
from candor.services.disputes.known import known_facts
from candor.services.disputes.read_answer import UNKNOWN, read_answer

Facts = dict[str, Any]
TELLING_WORDS = 4
"""A message of fewer words names a reason and tells no story."""


@dataclass(frozen=True)
class Learning:
    """About one line; facts come in and go out, and nothing is kept here."""

    book: Book
    line: Line
    today: date

    def from_first_words(self, facts: Mapping[str, Any], text: str, known: Reason | None, charged: int) -> Facts:
        """The facts with what the first words say already; `known` is the reason when it is told by something else."""
        found = dict(facts)
        reason = known or reason_told(text)
        if reason and REASON not in found:
            found = self.adding(found, REASON, reason.value)
            if len(text.split()) >= TELLING_WORDS:
                found["what_happened"] = text
        return self.adding_sum(found, text, charged)

    def adding_sum(self, facts: Facts, text: str, charged: int) -> Facts:
        """The facts with the sum that it should have been, when a wrong amount is told with it."""
        agreed = agreed_sum(text) if facts.get(REASON) == Reason.WRONG_AMOUNT else None
        value = read_answer("agreed_amount", Answer.CENTS, agreed, self.today, charged) if agreed else None
        return self.adding(facts, "agreed_amount", value) if isinstance(value, int) else facts

    def adding_all(self, facts: Facts, told: Mapping[str, Any]) -> Facts:
        """The facts with several more, each after the other."""
        for name, value in told.items():
            facts = self.adding(facts, name, value)
        return facts

    def adding(self, facts: Facts, name: str, value: Any) -> Facts:
        """The facts with one more, and with what the ledger knows for the reason."""
        facts = {**facts, name: value}
        if name == REASON:
            facts = {**known_facts(self.book, self.line, Reason(value)), **facts}
        if name == "agreed_amount" and value != UNKNOWN:
            facts["amount"] = abs(self.line.amount) - value
        return facts


def reason_of(facts: Mapping[str, Any]) -> Reason | None:
    """The reason among the facts, if one is told yet."""
    told = facts.get(REASON)
    return Reason(told) if told else None


def with_words(facts: Mapping[str, Any], text: str) -> str:
    """The story so far with these words."""
    return " / ".join(part for part in (str(facts.get("what_happened") or ""), text) if part)


def claimed(facts: Mapping[str, Any], charged: int) -> int:
    """The cents that are disputed: never more than was charged."""
    return min(int(facts.get("amount") or charged), charged)
