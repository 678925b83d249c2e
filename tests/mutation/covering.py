"""Which tests run which line of the functions that are changed, and how long each test takes."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import CodeType, FrameType
from typing import Any

from tests.mutation.places import UNCHANGED, Place, function_of

ENOUGH = 300
"""So many calls of a function in one test show which of its lines the test runs; a proof makes a million."""
Line = tuple[str, int]
"""The module's name and the line in its file of changed programs."""


@dataclass
class Covering:
    """`lines` and `functions` (module, function) with the tests that run them, `seconds` of each test."""

    lines: dict[Line, set[str]] = field(default_factory=dict)
    functions: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)

    def run(self, name: str, test: Callable[[], bool]) -> None:
        """Runs one test, which gives whether it failed, and keeps what it ran."""
        begun = time.process_time()
        with _watched() as ran:
            failed = test()
        self.seconds[name] = time.process_time() - begun
        if failed:
            self.failed.append(name)
        for module, function, line in ran:
            self.lines.setdefault((module, line), set()).add(name)
            self.functions.setdefault((module, function), set()).add(name)

    def tests_for(self, place: Place, also: dict[str, set[str]]) -> list[str]:
        """The tests that run a changed line, the quickest first.

        `also` are tests that stand on what was made, while they were read, by the function of a module.
        """
        found = set[str]().union(*(self.lines.get((place.module, line), set()) for line in place.lines))
        found = found or self.functions.get((place.module, place.function), set())
        found = found | also.get(f"{place.module}.{place.function}", set())
        return sorted(found, key=lambda name: (self.seconds.get(name, 0.0), name))


@contextmanager
def _watched() -> Iterator[set[tuple[str, str, int]]]:
    ran: set[tuple[str, str, int]] = set()
    known: dict[CodeType, tuple[str, str] | None] = {}
    calls: Counter[CodeType] = Counter()

    def called(frame: FrameType, event: str, _: Any) -> Any:
        code = frame.f_code
        if code not in known:
            known[code] = _whose(frame)
        whose = known[code]
        if whose is None:
            return None
        calls[code] += 1
        if calls[code] > ENOUGH:
            return None

        def line(frame: FrameType, event: str, _: Any) -> Any:
            ran.add((*whose, frame.f_lineno))
            return line

        return line(frame, event, None)

    before = sys.gettrace()
    sys.settrace(called)
    try:
        yield ran
    finally:
        sys.settrace(before)


def _whose(frame: FrameType) -> tuple[str, str] | None:
    """Module and function of an unchanged copy, or of what is written inside it."""
    inside, found, _ = frame.f_code.co_qualname.partition(UNCHANGED)
    if not found:
        return None
    module = str(frame.f_globals["__name__"]).rpartition(".")[2]
    return module, function_of(inside.rpartition(".")[2])
