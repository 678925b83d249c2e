"""Puts right what the customer told before: a day, a sum or the reason, in words of their own ("I meant May 9")."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from candor.disputes.asking import CONFIRM, REASON
from candor.disputes.reasons import Answer, Reason, facts_of
from candor.disputes.told import reason_told
from candor.services.disputes.read_answer import Unread, read_answer

# Under the sum of it all, a word that takes something back is enough; in the middle it has to say what it is.
TAKES_BACK = re.compile(
    r"^\W*(?:no|nope|actually|sorry|wait|oops|oh|hm+|well|rather|correction|change|make (?:it|that)"
    r"|it (?:was|is|should)|it's|that (?:was|should))\b|\bnot \$?\d|\binstead\b",
    re.IGNORECASE,
)
MEANT = re.compile(r"\bi (?:meant|mean)\b|\bcorrection\b|\bi was wrong\b|\bmy mistake\b", re.IGNORECASE)
VALUES = (Answer.DAY, Answer.CENTS)


def corrected(facts: Mapping[str, Any], asking: str, text: str, today: date, charged: int) -> dict[str, Any] | None:
    """The facts that the words put right, by name; None where they put right nothing that was told before."""
    told = facts.get(REASON)
    says_so = MEANT.search(text) or (asking == CONFIRM and TAKES_BACK.search(text))
    if told is None or not says_so or text.rstrip().endswith("?"):
        return None
    reason = Reason(told)
    for fact in facts_of(reason):
        if fact.answer in VALUES and facts.get(fact.name) is not None and fact.name not in (asking, "amount"):
            value = read_answer(fact.name, fact.answer, text, today, charged)
            if not isinstance(value, Unread) and value != facts[fact.name]:
                return {fact.name: value}
    other = reason_told(text)
    return {REASON: other.value} if other and other is not reason and asking == CONFIRM else None
