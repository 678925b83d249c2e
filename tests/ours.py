"""What many tests read and none may change: our words and hours, the sample bank. Made once in a process."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from candor.billing.records import Book
from candor.conversation.promises import HandOffPolicy
from candor.conversation.wording import Wording
from candor.importing.sample.bank import make_bank
from candor.services.people.handoff_policy import load_handoff_policy
from candor.services.talk.words import load_wording
from candor.settings import ROOT
from candor.yaml_file import read_yaml


@cache
def domain() -> dict[str, Any]:
    """domain.yml as Rasa reads it."""
    found: dict[str, Any] = read_yaml(ROOT / "domain.yml")
    return found


@cache
def wording() -> Wording:
    return load_wording(ROOT / "domain.yml")


@cache
def handoff_policy() -> HandOffPolicy:
    return load_handoff_policy()


@cache
def bank(seed: int, today: date) -> tuple[Book, ...]:
    """The sample bank of that seed and day, c01 first."""
    return tuple(make_bank(seed, today))
