"""Where a case stands (domain 2.5)."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    DRAFT = "draft"
    ABANDONED = "abandoned"
    SUBMITTED = "submitted"
    INVESTIGATING = "investigating"
    AWAITING_CUSTOMER = "awaiting_customer"
    MERCHANT_REVIEW = "merchant_review"
    PRE_ARBITRATION = "pre_arbitration"
    DECIDED_ERROR = "decided_error"
    DECIDED_DIFFERENT_ERROR = "decided_different_error"
    DECIDED_NO_ERROR = "decided_no_error"
    MERCHANT_REFUNDED = "merchant_refunded"
    WITHDRAWN = "withdrawn"
    FRAUD_HANDOFF = "fraud_handoff"
    NOTIFIED = "notified"
    CLOSED = "closed"
    STILL_DISPUTED = "still_disputed"


OPEN = frozenset(
    {
        State.SUBMITTED,
        State.INVESTIGATING,
        State.AWAITING_CUSTOMER,
        State.MERCHANT_REVIEW,
        State.PRE_ARBITRATION,
    }
)
DECIDED = frozenset({State.DECIDED_ERROR, State.DECIDED_DIFFERENT_ERROR, State.DECIDED_NO_ERROR})
# An end without a way on: what comes after an abandoned draft or a withdrawn case is a new one.
FINAL = frozenset({State.ABANDONED, State.WITHDRAWN, State.FRAUD_HANDOFF})
