"""Every talk of this folder, held with the real running product. A new file here is a new test."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conversations.format import Talk, read_talk
from tests.conversations.holding import hold
from tests.stack import Stack

TALKS = [way for path in sorted(Path(__file__).parent.glob("*.yml")) for way in read_talk(path).ways()]


@pytest.mark.stack
@pytest.mark.parametrize("talk", [pytest.param(t, id=f"{Path(t.file).stem}-{t.way + 1}") for t in TALKS])
def test_talk(talk: Talk, stack_at: Callable[[str], Stack]) -> None:
    hold(talk, stack_at(talk.clock))
