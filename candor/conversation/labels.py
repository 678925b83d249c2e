"""What a bot turn should have been, as staff or the customer say it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

CUSTOMER = "customer"


class LabelKind(StrEnum):
    """How it is known that a turn went badly."""

    MISROUTED = "misrouted"
    OVERRIDE = "override"
    NOT_IT = "not_it"
    LOW_RATING = "low_rating"


@dataclass(frozen=True)
class Label:
    """`message_id` is the customer's message of the turn; `intent` what it should have been, if that is known.

    `by` is a member of staff, or CUSTOMER. `reason` is in their words and never a customer's message.
    """

    id: str
    message_id: str
    kind: LabelKind
    intent: str | None
    reason: str
    by: str
    at: datetime
