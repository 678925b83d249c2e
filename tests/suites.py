"""Where tests that need the running product or a browser stand: `make test` looks for them nowhere else.

Collecting all tests to hold a few of them would take each worker longer than many of them do.
"""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent
FOLDERS = {"stack": ("conversations", "faults", "studio", "browser"), "browser": ("browser",)}


def check(items: list[pytest.Item]) -> None:
    """Raises UsageError, naming a test that no suite would hold."""
    for item in items:
        if stray := suite_without(item):
            raise pytest.UsageError(
                f"{item.nodeid} is marked {stray} and stands in no folder of that suite (scripts/test)"
            )


def suite_without(item: pytest.Item) -> str | None:
    """The mark of a test that stands outside of its suite's folders."""
    folder = item.path.relative_to(HERE).parts[0] if HERE in item.path.parents else ""
    return next((mark for mark, own in FOLDERS.items() if item.get_closest_marker(mark) and folder not in own), None)
