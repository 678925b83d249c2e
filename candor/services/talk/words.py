"""Reads the words of the assistant from domain.yml."""

from __future__ import annotations

from pathlib import Path

import yaml

from candor.conversation.wording import Wording
from candor.errors import WordsMissing


def load_wording(path: Path) -> Wording:
    """The wording of a domain file; raises WordsMissing, naming the file, when it holds no responses."""
    domain = yaml.safe_load(path.read_text(encoding="utf-8"))
    responses = domain.get("responses") if isinstance(domain, dict) else None
    if not isinstance(responses, dict):
        raise WordsMissing(f"{path} has no responses")
    return Wording(responses)
