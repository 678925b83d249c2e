"""Reads the words of the assistant from domain.yml."""

from __future__ import annotations

from pathlib import Path

from candor.conversation.wording import Wording
from candor.errors import WordsMissing
from candor.yaml_file import read_yaml


def load_wording(path: Path) -> Wording:
    """The wording of a domain file; raises WordsMissing, naming the file, when it holds no responses."""
    domain = read_yaml(path)
    responses = domain.get("responses") if isinstance(domain, dict) else None
    if not isinstance(responses, dict):
        raise WordsMissing(f"{path} has no responses")
    return Wording(responses)
