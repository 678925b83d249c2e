"""Why a charge is disputed: what the law calls it and the facts that each reason needs (domain 2.4).

The networks' codes and windows change with their rulebooks and stand in data/policy/disputes.yml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from candor.billing.records import Line


class Reason(StrEnum):
    DUPLICATE = "duplicate"
    WRONG_AMOUNT = "wrong_amount"
    NOT_RECEIVED = "not_received"
    NOT_AS_DESCRIBED = "not_as_described"
    CANCELLED_RECURRING = "cancelled_recurring"
    CREDIT_NOT_PROCESSED = "credit_not_processed"
    UNRECOGNISED = "unrecognised"
    PAID_BY_OTHER_MEANS = "paid_by_other_means"
    WRONG_DATE_OR_SUM = "wrong_date_or_sum"
    WRONG_CURRENCY = "wrong_currency"


class Answer(StrEnum):
    """What kind of value a fact is."""

    TEXT = "text"
    CENTS = "cents"
    DAY = "day"
    LINE = "line"
    FILE = "file"
    YES_NO = "yes_no"


@dataclass(frozen=True)
class Fact:
    """One thing to know. `needed`: a case of this reason is not complete without it. `ledger`: our rows may tell."""

    name: str
    answer: Answer = Answer.TEXT
    needed: bool = True
    ledger: bool = False


COMMON = (
    Fact("line", Answer.LINE, ledger=True),
    Fact("amount", Answer.CENTS, ledger=True),
    Fact("what_happened"),
    Fact("wanted"),
    Fact("merchant_contact", needed=False),
)


@dataclass(frozen=True)
class Basis:
    """`law`: the numbers of 12 CFR 1026.13(a), likeliest first; `claim`: 12(c) may carry it as well.

    `proof`: a refusal needs positive proof, not a mere lack of papers (12 CFR 1026.13(f), footnote).
    `circumstances`: what else makes the networks use another code.
    """

    law: tuple[int, ...]
    facts: tuple[Fact, ...]
    claim: bool = False
    proof: bool = False
    circumstances: tuple[str, ...] = ()


BASES: Mapping[Reason, Basis] = {
    Reason.DUPLICATE: Basis((1, 5), (Fact("other_line", Answer.LINE, ledger=True),)),
    Reason.WRONG_AMOUNT: Basis(
        (2, 5), (Fact("agreed_amount", Answer.CENTS), Fact("receipt", Answer.FILE, needed=False)), proof=True
    ),
    Reason.NOT_RECEIVED: Basis(
        (3,),
        (Fact("expected_on", Answer.DAY), Fact("address"), Fact("tracking", needed=False)),
        proof=True,
    ),
    Reason.NOT_AS_DESCRIBED: Basis(
        (3,),
        (Fact("promised"), Fact("got"), Fact("return_try"), Fact("received_on", Answer.DAY)),
        claim=True,
        circumstances=("fake", "misled"),
    ),
    Reason.CANCELLED_RECURRING: Basis(
        (1, 3),
        (
            Fact("cancelled_on", Answer.DAY, ledger=True),
            Fact("cancel_method"),
            Fact("cancel_proof", Answer.FILE, needed=False),
        ),
    ),
    Reason.CREDIT_NOT_PROCESSED: Basis(
        (4,),
        (
            Fact("refund_on", Answer.DAY, ledger=True),
            Fact("credit_slip", Answer.FILE, needed=False, ledger=True),
            Fact("refund_amount", Answer.CENTS, ledger=True),
        ),
        circumstances=("cancelled",),
    ),
    Reason.UNRECOGNISED: Basis(
        (6, 1),
        (
            Fact("card_holders", ledger=True),
            Fact("alias_shown", Answer.YES_NO, ledger=True),
            Fact("not_theirs", Answer.YES_NO),
        ),
        circumstances=("present", "chip_copied", "chip_lost"),
    ),
    Reason.PAID_BY_OTHER_MEANS: Basis((1,), (Fact("other_payment", Answer.FILE),)),
    Reason.WRONG_DATE_OR_SUM: Basis((2, 5), (Fact("right_value"),), proof=True, circumstances=("late_authorisation",)),
    Reason.WRONG_CURRENCY: Basis((2,), (Fact("currency_offered", ledger=True), Fact("choice_given", Answer.YES_NO))),
}


def facts_of(reason: Reason) -> tuple[Fact, ...]:
    """All facts of a reason: those of every case, then its own."""
    return COMMON + BASES[reason].facts


def missing(reason: Reason, known: Mapping[str, object]) -> Iterator[Fact]:
    """The needed facts that are not known yet, in the order to ask for them. A known False or 0 is known."""
    return (fact for fact in facts_of(reason) if fact.needed and known.get(fact.name) in (None, ""))


def circumstance(reason: Reason, line: Line) -> str:
    """What the ledger tells of how a charge was made, as far as the networks' codes ask for it; else ""."""
    in_person = line.entry_mode in {"chip", "tap", "swipe"}
    return "present" if reason is Reason.UNRECOGNISED and in_person else ""
