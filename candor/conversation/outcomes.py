"""What came of a talk, in the customer's own word: one row for each answer (domain part 6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class WantedOutcome(StrEnum):
    """What was to be reached."""

    EXPLANATION = "explanation"


class Result(StrEnum):
    """Whether it was."""

    UNDERSTOOD = "understood"
    NOT_UNDERSTOOD = "not_understood"


@dataclass(frozen=True)
class Outcome:
    """`message_id` is the customer's answer; `line_id` the line, hold or refund that it is about."""

    id: str
    conversation_id: str
    message_id: str
    line_id: str | None
    wanted: WantedOutcome
    result: Result
    at: datetime
