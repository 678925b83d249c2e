"""Tries changed programs in forks of one process that has all tests in its memory."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from rich.console import Console
from rich.progress import track

from tests.mutation.covering import Covering
from tests.mutation.forks import in_child
from tests.mutation.places import Place
from tests.mutation.plan import WITHOUT

KILLED, SURVIVED, SLOW, NOT_RUN = "killed", "survived", "too slow", "not run"
# Processor seconds. Nobody waits longer for a test to notice; and what runs much longer than it should was noticed.
TRIED, LONGEST = 20.0, 60.0
READING = "when the policy is read"

Told = Callable[[Place, str], None]


@dataclass
class Trying:
    """The plugin that takes the place of pytest's loop over the tests. `told` hears of each place at once."""

    places: list[Place]
    told: Told
    console: Console
    notices: dict[str, int] = field(default_factory=dict)

    def pytest_configure(self) -> None:
        from hypothesis import HealthCheck, Phase, settings

        # What is found needs no smaller example, and a busy machine is no reason to call a test bad.
        settings.register_profile(
            "mutate",
            database=None,
            derandomize=True,
            deadline=None,
            max_examples=50,
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        )
        settings.load_profile("mutate")

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if not any(name in item.nodeid for name in WITHOUT)]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {item.nodeid: item for item in session.items}
        _warm(items)
        covering = in_child(lambda: _covering(items), 3600.0)
        if covering is None or covering.failed:
            raise SystemExit(f"without any change these fail: {covering and covering.failed}")
        also = _standing_on_the_policy(covering, items)
        for place in track(self.places, "Changing", console=self.console):
            chosen = [items[name] for name in covering.tests_for(place, also)]
            anew = f"{place.module}.{place.function}" in also
            self.told(place, _tried(place.key, chosen, anew) if chosen else NOT_RUN)
        return True


def _tried(key: str, items: list[pytest.Item], anew: bool) -> str:
    """Whether a test notices: KILLED, SURVIVED, or SLOW, which is noticed as well. `anew`: it changes what was read."""
    found = in_child(lambda: _first_failure(key, items, anew), LONGEST)
    return SLOW if found is None else KILLED if found else SURVIVED


def _first_failure(key: str, items: list[pytest.Item], anew: bool) -> bool:
    from mutmut.mutation.trampoline import set_mutant_under_test

    set_mutant_under_test(key)
    try:
        if anew:
            _read_anew()
    except Exception:  # noqa: BLE001 - a policy that can not be read any more has been noticed
        return True
    begun = time.process_time()
    for place, item in enumerate(items):
        if _fails(item, items[place + 1] if place + 1 < len(items) else None):
            return True
        if time.process_time() - begun > TRIED:
            return False
    return False


def _read_anew() -> None:
    """The policy that test modules and the services have read is read again, by the changed program."""
    from candor.goodwill.policy import Policy
    from candor.goodwill.reading import read_policy
    from candor.services.goodwill.policy_in_force import policy_in_force

    policy, problems = read_policy(_plain())
    if policy is None:
        raise ValueError(problems)
    for name, module in list(sys.modules.items()):
        if name.startswith("tests.") and isinstance(getattr(module, "POLICY", None), Policy):
            module.POLICY = policy  # type: ignore[attr-defined]
    policy_in_force.cache_clear()


@cache
def _plain() -> Any:
    from candor.services.goodwill.goodwill_policy import read_policy_file

    return read_policy_file().plain


def _fails(item: pytest.Item, following: pytest.Item | None) -> bool:
    return any(report.failed for report in runtestprotocol(item, log=False, nextitem=following))


def _covering(items: dict[str, pytest.Item]) -> Covering:
    found, listed = Covering(), list(items.values())
    found.run(READING, _reads)
    for place, item in enumerate(listed):
        following = listed[place + 1] if place + 1 < len(listed) else None
        found.run(item.nodeid, lambda item=item, following=following: _fails(item, following))  # type: ignore[misc]
    return found


def _reads() -> bool:
    """All that is made of the file, now or when it is first asked for."""
    from candor.goodwill.reading import read_policy

    policy, _ = read_policy(_plain())
    return policy is None or not (policy.asked and [(rule.test, rule.gives) for rule in policy.rules])


def _standing_on_the_policy(covering: Covering, items: Iterable[str]) -> dict[str, set[str]]:
    """For what runs when the policy is read: the rows of the oracle, which decide by what was read before they run."""
    oracle = {name for name in items if "test_oracle" in name}
    found = {}
    for (module, function), tests in covering.functions.items():
        if READING in tests:
            tests.discard(READING)
            found[f"{module}.{function}"] = oracle
    for tests in covering.lines.values():
        tests.discard(READING)
    return found


def _warm(items: dict[str, pytest.Item]) -> None:
    """What every child would make again for itself and is not what is changed: databases, proofs, first imports."""
    _plain()
    if any(name.startswith("tests/services") for name in items):
        from tests.databases import warm
        from tests.services.goodwill.giving import prove_once

        prove_once()
        warm()
    first = {name.partition("::")[0]: item for name, item in reversed(items.items())}
    for item in first.values():
        _fails(item, None)
    gc.collect()
    gc.freeze()
