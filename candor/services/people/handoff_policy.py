"""Reads data/policy/handoff.yml: when a person answers, and the number that is answered day and night."""

from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path

import yaml

from candor.conversation.low_trust import TrustRule
from candor.conversation.promises import OTHER, HandOffPolicy
from candor.errors import SettingRefused
from candor.settings import ROOT

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
POLICY_FILE = ROOT / "data" / "policy" / "handoff.yml"


def load_handoff_policy(path: Path = POLICY_FILE) -> HandOffPolicy:
    """The policy; raises SettingRefused, naming the file and the reason, when it can not be used."""
    rules = yaml.safe_load(path.read_text(encoding="utf-8"))
    try:
        policy = HandOffPolicy(
            version=int(rules["version"]),
            time_zone=rules["time_zone"],
            hours={WEEKDAYS.index(day): _hours(*times) for day, times in rules["hours"].items()},
            holidays=frozenset(rules["holidays"]),
            promise={trigger: int(minutes) for trigger, minutes in rules["promise"].items()},
            fraud_line=rules["fraud_line"],
            crisis_line=str(rules.get("crisis_line", "")),
            always=frozenset(rules.get("always", ())),
            teams={str(trigger): str(team) for trigger, team in rules.get("teams", {}).items()},
            alert=timedelta(minutes=int(rules["silent"]["alert"])),
            low_trust=TrustRule(**{name: int(value) for name, value in rules.get("low_trust", {}).items()}),
            back=timedelta(minutes=int(rules["silent"]["back"])),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise SettingRefused(f"{path}: {error!r}") from error
    if not policy.hours or OTHER not in policy.promise:
        raise SettingRefused(f"{path}: hours and promise.{OTHER} are needed")
    return policy


def _hours(opens: str, closes: str) -> tuple[time, time]:
    return time.fromisoformat(opens), time.fromisoformat(closes)
