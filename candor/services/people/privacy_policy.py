"""Reads data/policy/privacy.yml: how long what is kept by law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import yaml

from candor.errors import SettingRefused
from candor.settings import ROOT

POLICY_FILE = ROOT / "data" / "policy" / "privacy.yml"


@dataclass(frozen=True)
class PrivacyPolicy:
    """`evidence` is how long a dispute's papers are kept after the last thing that happened to it."""

    version: int
    evidence: timedelta
    look_again: timedelta


def load_privacy_policy(path: Path = POLICY_FILE) -> PrivacyPolicy:
    """The policy; raises SettingRefused, naming the file and the reason, when it can not be used."""
    rules = yaml.safe_load(path.read_text(encoding="utf-8"))
    try:
        evidence, again = (timedelta(days=int(rules[name])) for name in ("dispute_evidence_days", "look_again_days"))
        return PrivacyPolicy(int(rules["version"]), evidence, again)
    except (KeyError, TypeError, ValueError) as error:
        raise SettingRefused(f"{path}: {error!r}") from error
