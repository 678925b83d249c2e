"""One thing that is not as it must be."""

from __future__ import annotations

from dataclasses import dataclass

# Wrong decisions of the bank, in rows that are whole: the customer is told of them as our mistakes.
OUR_MISTAKES = frozenset(
    {
        "credited_late",
        "fee_above_cap",
        "fee_price",
        "interest_wrong",
        "late_fee_not_due",
        "over_limit_without_consent",
        "two_fees_for_one_event",
    }
)


@dataclass(frozen=True)
class Violation:
    """`code` names the rule (docs/reference/invariants.md lists all), `subject` the id of the row that breaks it."""

    code: str
    subject: str
    detail: str = ""

    @property
    def is_our_mistake(self) -> bool:
        """Whether a customer was wronged, as opposed to rows that contradict each other."""
        return self.code in OUR_MISTAKES
