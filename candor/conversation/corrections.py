"""A correction: what the bank got wrong on a line, and by when it comes off without the customer doing anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class OpenCorrection:
    """Opened with the words that promise it. `cents` is what comes off the line itself, `rule` what was broken.

    It is never goodwill and never a dispute: the customer has nothing to ask for and nothing to prove.
    """

    id: str
    line_id: str
    customer_id: str
    conversation_id: str
    message_id: str
    cents: int
    mistake: str
    rule: str
    opened_at: datetime
    due: datetime
