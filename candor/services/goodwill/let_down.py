"""What a credit for a customer's time stands on (kind `service`, G-SVC): a promise of ours that we broke.

Only what our own rows show is decided by the rules. Whoever was let down in a way that we can not see meets a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from candor.clock import day_in
from candor.goodwill.granted import Decided
from candor.store import Transaction
from candor.store.promises import PromiseRow

LOOKS_BACK = timedelta(days=180)
"""How long after its day a broken promise is looked for; the rules say what becomes of an old one (G-OLD)."""
MARK = "service"
FOR_TROUBLE = re.compile(
    r"\bcompensat\w*"
    r"|\b(?:credit|something|money|refund|pay|paid|owe)\b.{0,40}\bfor\s+(?:all\s+)?(?:my|this|the|that)?\s*"
    r"(?:lost\s+|wasted\s+)?(?:time|trouble|wait(?:ing)?|hassle|inconvenience|stress)\b"
    r"|\bmake\s+(?:it\s+|this\s+|that\s+)?up\s+(?:to\s+me|for\s+(?:it|this|that|the\s+\w+))\b"
    r"|\b(?:broke|broken|did\s+not\s+keep|didn'?t\s+keep)\s+(?:your|the|a)\s+promise\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class LetDown:
    """A broken promise, the day it was due on by the customer's calendar, and the cents that are to make up for it.

    `times` is how often it was decided about before.
    """

    promise_id: str
    on: date
    cents: int
    times: int = 0

    @property
    def decision_id(self) -> str:
        return f"{prefix_of(self.promise_id)}{self.times}"


def asks_for_trouble(text: str) -> bool:
    """Whether the words ask for something for time or trouble, and not to take a charge off."""
    return FOR_TROUBLE.search(text.replace("’", "'")) is not None


def newest_broken(tx: Transaction, customer_id: str, now: datetime) -> PromiseRow | None:
    """The promise to this customer that was broken last; None when we kept them all."""
    return next(iter(tx.promises.broken_of(customer_id, now - LOOKS_BACK, now)), None)


def let_down_by(promise: PromiseRow, zone: str, cents: int, times: int) -> LetDown:
    return LetDown(promise.id, day_in(zone, promise.due_at), cents, times)


def decided_about(tx: Transaction, customer_id: str, promise_id: str) -> list[Decided]:
    """What was decided about a broken promise, newest first."""
    return [one for one in tx.goodwill.decisions(customer_id) if one.id.startswith(prefix_of(promise_id))]


def prefix_of(promise_id: str) -> str:
    """How the id of each decision about a promise begins. It names what the credit is for."""
    return f"{MARK}-{promise_id}-"


def promise_of(decision_id: str) -> str | None:
    """The promise that a decision is about; None for one about a charge."""
    mark, _, rest = decision_id.partition("-")
    return rest.rpartition("-")[0] or None if mark == MARK else None
