"""What was decided and granted, as it is kept: enough to replay it, show it again, and keep it from happening twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

BOT = "bot"


class State(StrEnum):
    """How a grant stands."""

    PENDING = "pending"
    PAID = "paid"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Decided:
    """One decision. `facts`, `digest` (the policy's text) and `decision` to `trail` replay it.

    `said` are the replies as JSON, so that whoever asks again is told the same. `by` is BOT or a person's id, whose
    `why` is then the reason they gave.
    """

    id: str
    account_id: str
    customer_id: str
    conversation_id: str | None
    message_id: str | None
    line_id: str | None
    facts: Mapping[str, Any]
    digest: str
    version: int
    decision: str
    amount: int
    reason: str
    granted_by: str | None
    authority: str
    trail: tuple[Mapping[str, Any], ...]
    at: datetime
    by: str = BOT
    why: str = ""
    eligible_on: date | None = None
    handoff_id: str | None = None
    said: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class Limits:
    """What the database holds a grant of the assistant to: credits in the window since `since`. None is no limit."""

    since: date
    tiny: int
    credits: int | None
    cents: int | None
    small: int | None


@dataclass(frozen=True)
class Granted:
    """Money that was given, or waits to be. The id is its decision's. `kind` is the charge's, `gift` for a gift."""

    id: str
    account_id: str
    line_id: str | None
    kind: str
    cents: int
    small: bool
    state: State
    by: str
    month: str
    on: date
    pay_by: date | None = None
    promise_id: str | None = None
    settled_at: datetime | None = None
    told_at: datetime | None = None


@dataclass(frozen=True)
class Budget:
    """A month's money in cents. People may give beyond it; the assistant and the gifts may not."""

    month: str
    cents: int
    spent: int
    by_staff: int
    gifts: int

    @property
    def left(self) -> int:
        return max(0, self.cents - self.spent - self.by_staff)


@dataclass(frozen=True)
class Spent:
    """What goodwill came to in a month (domain part 5, "Goodwill vs budget"), in cents. Corrections are not in it.

    `grants` is what the assistant gave on a wish or an offer, `gifts` what the draw gave, `by_staff` what people gave.
    `waiting` is the part of `grants` that is set aside for payments that have not come. What expired has left `grants`.
    """

    month: str
    budget: int
    grants: int
    gifts: int
    by_staff: int
    waiting: int

    @property
    def total(self) -> int:
        """Grants less what came back; above `budget` only by what people gave."""
        return self.grants + self.gifts + self.by_staff


@dataclass(frozen=True)
class Wish:
    """A grant above somebody's authority that a second person has to approve."""

    id: str
    line_id: str
    customer_id: str
    cents: int
    reason: str
    asked_by: str
    asked_at: datetime
    answered_by: str | None = None
    answered_at: datetime | None = None
    approved: bool | None = None
