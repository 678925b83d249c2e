"""What is asked next in the talk about a dispute: one thing, and only what is not known yet."""

from __future__ import annotations

from collections.abc import Mapping

from candor.disputes.reasons import Answer, Reason, facts_of, missing

REASON, CONFIRM = "reason", "confirm"
# So that the story comes first and the wish last, with what is particular to the reason between them.
LAST = "wanted"


def next_question(reason: Reason | None, known: Mapping[str, object]) -> str:
    """`reason`, the name of a fact, or `confirm` when all is there."""
    if reason is None:
        return REASON
    lacking = [fact.name for fact in missing(reason, known)]
    return next((name for name in lacking if name != LAST), lacking[0] if lacking else CONFIRM)


def kind_of(reason: Reason | None, name: str) -> Answer:
    """What kind of answer a question wants; a file is told of in words, and added later."""
    found = (
        next((fact.answer for fact in facts_of(reason) if fact.name == name), Answer.TEXT) if reason else Answer.TEXT
    )
    return Answer.TEXT if found is Answer.FILE else found


def shown_by_file(reason: Reason | None, known: Mapping[str, object]) -> str | None:
    """The fact that a file tells when one comes: the first of its kind that is not known. None when there is none."""
    facts = facts_of(reason) if reason else ()
    lacking = (fact.name for fact in facts if fact.answer is Answer.FILE and not known.get(fact.name))
    return next(lacking, None)


def changeable(reason: Reason, known: Mapping[str, object]) -> tuple[str, ...]:
    """What the customer may correct before filing: the reason, the amount, and what they told themselves."""
    own = (fact.name for fact in facts_of(reason) if fact.name in known and not fact.ledger)
    return (REASON, "amount", *own)
