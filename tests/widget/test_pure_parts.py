"""Runs the tests of the widget's pure parts with Node's own test runner."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from widget.build import HERE, node_and_npm


@pytest.mark.parametrize("suite", sorted((HERE / "test").glob("*.test.js")), ids=lambda path: path.name)
def test_the_suite_passes(suite: Path) -> None:
    node, _ = node_and_npm()
    done = subprocess.run([*node, "--test", str(suite)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
