"""For all tests of actions."""

from __future__ import annotations

import pytest

from actions import base


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not about the deadline must not fail by it on a busy machine."""
    monkeypatch.setattr(base, "DEADLINE", 60.0)
