"""One thing that is not as it must be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Violation:
    """`code` names the rule (docs/reference/invariants.md lists all), `subject` the id of the row that breaks it."""

    code: str
    subject: str
    detail: str = ""
