"""`make mutate`: changes what decides about money in one small place at a time, and looks whether a test notices.

The changed programs are made by mutmut. They are tried in forks of one process that has all tests in its memory, each
only against the tests that run the changed function, the quickest first: some hundred a minute instead of some.
"""

from __future__ import annotations

import json
import os
import pickle
import select
import signal
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from rich.console import Console
from rich.progress import track
from rich.table import Table

RULES, MONEY = "candor/goodwill", "candor/services/goodwill"
TALKS = ("services/goodwill/test_decide_goodwill.py", "services/goodwill/test_decide_service.py")
FILES = ("services/goodwill/test_goodwill_policy.py",)
WAITS = "services/goodwill/test_settle_goodwill.py"
DECIDED = ("goodwill/test_decision.py", "goodwill/test_oracle.py")
PROVED = ("goodwill/test_regions.py", "goodwill/test_proof.py")
# The tests of each module; what the others would find too is not waited for.
TESTS: dict[str, dict[str, tuple[str, ...]]] = {
    RULES: {
        "asking": ("goodwill/test_history.py", *TALKS),
        "comparison": ("services/goodwill/test_backtest.py",),
        "compiled": (*DECIDED, "goodwill/test_expression.py"),
        "decision": DECIDED,
        "expression": ("goodwill/test_expression.py",),
        "facts": ("goodwill/test_facts.py",),
        "folding": (*DECIDED, "goodwill/test_regions.py"),
        "granted": ("services/goodwill/test_settle_goodwill.py",),
        "history": ("goodwill/test_history.py",),
        "policy": (*DECIDED, *FILES),
        "proof": PROVED,
        "reader": FILES,
        "reading": FILES,
        "reading_rules": FILES,
        "regions": PROVED,
    },
    MONEY: {
        "decide_goodwill": TALKS[:1],
        "decide_service": TALKS[1:],
        "deciding": TALKS,
        "gather_facts": TALKS,
        "give": (*TALKS, WAITS),
        "grant_by_staff": ("services/goodwill/test_grant_by_staff.py",),
        "let_down": TALKS[1:],
        "settle_goodwill": (WAITS,),
    },
}
WITHOUT = ("test_backtest_of", "test_what_may_not_decide_changes_nothing")
# Of the changed program's own time: one that runs much longer than it should has been noticed.
SLOWER, AT_LEAST, TRIED = 30.0, 20.0, 8.0
MADE = Path("mutants")
HERE = "--here"
TOLD = Path("../build/mutation.txt")

Covered = dict[str, dict[str, float]]
"""For each function the tests that run it, with their seconds."""


@dataclass
class Trying:
    """The plugin that takes the place of pytest's loop over the tests."""

    keys: list[str]
    found: dict[str, str]
    console: Console

    def pytest_configure(self) -> None:
        from hypothesis import settings

        settings.register_profile("mutate", database=None, derandomize=True, deadline=None, max_examples=50)
        settings.load_profile("mutate")

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if not any(name in item.nodeid for name in WITHOUT)]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {item.nodeid: item for item in session.items}
        _warm(items)
        covered, failed = _in_child(lambda: _stats(items.values()), 3600.0)
        if failed:
            raise SystemExit(f"without any change these fail: {failed}")
        for key in track(self.keys, "Changing", console=self.console):
            tests = covered.get(key.partition("__mutmut_")[0], {})
            chosen = [items[name] for name in sorted(tests, key=lambda name: tests[name])]
            how = self.found[key] = _tried(key, chosen, sum(tests.values())) if chosen else "not run"
            # At once: who stops it after an hour has an hour's worth.
            with TOLD.open("a", encoding="utf-8") as file:
                file.write(f"{how}: {key}\n")
        return True


def _tried(key: str, items: list[pytest.Item], seconds: float) -> str:
    """Whether a test notices: `killed`, `survived`, or `too slow`, which is noticed as well."""
    found = _in_child(lambda: _first_failure(key, items), AT_LEAST + SLOWER * min(seconds, TRIED))
    return "too slow" if found is None else "killed" if found else "survived"


def _first_failure(key: str, items: list[pytest.Item]) -> bool:
    from mutmut.mutation.trampoline import set_mutant_under_test

    set_mutant_under_test(key)
    try:
        _read_anew()
    except Exception:  # noqa: BLE001 - a policy that can not be read any more has been noticed
        return True
    begun = time.process_time()
    for place, item in enumerate(items):
        following = items[place + 1] if place + 1 < len(items) else None
        if _fails(item, following):
            return True
        if time.process_time() - begun > TRIED:
            return False
    return False


def _read_anew() -> None:
    """What test modules read when they were imported is read again, by the changed program."""
    from candor.goodwill.policy import Policy
    from candor.services.goodwill.goodwill_policy import load_goodwill_policy

    for name, module in list(sys.modules.items()):
        if name.startswith("tests.") and isinstance(getattr(module, "POLICY", None), Policy):
            module.POLICY = load_goodwill_policy()  # type: ignore[attr-defined]


def _fails(item: pytest.Item, following: pytest.Item | None) -> bool:
    return any(report.failed for report in runtestprotocol(item, log=False, nextitem=following))


def _stats(items: Any) -> tuple[Covered, list[str]]:
    """Which tests run which function, and those that fail though nothing was changed."""
    from mutmut.mutation.trampoline import set_mutant_under_test
    from mutmut.state import state

    set_mutant_under_test("stats")
    covered: Covered = defaultdict(dict)
    failed, listed = [], list(items)
    for place, item in enumerate(listed):
        state()._stats.clear()
        begun = time.process_time()
        if _fails(item, listed[place + 1] if place + 1 < len(listed) else None):
            failed.append(item.nodeid)
        for function in state()._stats:
            covered[function][item.nodeid] = time.process_time() - begun
    return dict(covered), failed


def _warm(items: dict[str, pytest.Item]) -> None:
    """Databases and proofs that every child would make again for itself, and that are not what is changed."""
    if any(name.startswith("tests/services") for name in items):
        from tests.services.goodwill.giving import prove_once

        prove_once()


def _in_child(work: Callable[[], Any], seconds: float) -> Any:
    """What the work gives in a process of its own; None when it does not end in time."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        with os.fdopen(into, "wb") as pipe:
            pipe.write(pickle.dumps(work()))
        os._exit(0)
    os.close(into)
    told, until = b"", time.monotonic() + seconds
    with os.fdopen(out, "rb", buffering=0) as pipe:
        while (left := until - time.monotonic()) > 0 and select.select([pipe], [], [], left)[0]:
            part = pipe.read(1 << 20)
            if not part:
                break
            told += part
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return pickle.loads(told) if told else None


def _make() -> None:
    """The changed programs in `mutants/`, beside a copy of all that the tests read."""
    from mutmut.__main__ import create_mutants
    from mutmut.mutation.trampoline import set_mutant_under_test
    from mutmut.utils.file_utils import copy_also_copy_files, copy_src_dir

    set_mutant_under_test("mutant_generation")
    MADE.mkdir(exist_ok=True)
    copy_src_dir()
    copy_also_copy_files()
    create_mutants(1)
    set_mutant_under_test("")


def _keys(group: str, modules: Iterable[str]) -> list[str]:
    metas = [Path(group, f"{module}.py.meta") for module in modules]
    return [key for meta in metas for key in json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]]


def main(wanted: list[str]) -> int:
    """Tries all, or only the modules named; ends with 1 when fewer than 90% were noticed."""
    _make()
    again = [sys.executable, "-m", "tests.mutation", HERE, *wanted]
    # A new process, which has seen nothing of the unchanged program.
    return subprocess.run(again, cwd=MADE, env={"CANDOR_RANDOM_REQUESTS": "2000", **os.environ}, check=False).returncode


def try_all(wanted: list[str]) -> int:
    """As `main`, among the changed programs."""
    console, found = Console(stderr=True), dict[str, str]()
    TOLD.parent.mkdir(exist_ok=True)
    TOLD.write_text("", encoding="utf-8")
    for group, modules in TESTS.items():
        if chosen := [name for name in modules if not wanted or name in wanted]:
            tests = sorted({f"tests/{test}" for name in chosen for test in modules[name]})
            trying = Trying(_keys(group, chosen), found, console)
            pytest.main(["-q", "-p", "no:cacheprovider", "--no-header", *tests], plugins=[trying])
    return _tell(found, console)


def _tell(found: dict[str, str], console: Console) -> int:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for key, how in found.items():
        counts[key.partition(".x")[0]][how] += 1
        if how in ("survived", "not run"):
            console.print(f"{how}: {key}", highlight=False)
    table = Table("module", "changed", "noticed", "%")
    noticed = 0
    for module, how in sorted(counts.items()):
        of_module, killed = sum(how.values()), how["killed"] + how["too slow"]
        noticed += killed
        table.add_row(module, str(of_module), str(killed), f"{100 * killed / of_module:.1f}")
    table.add_row("all", str(len(found)), str(noticed), f"{100 * noticed / max(1, len(found)):.1f}")
    console.print(table)
    return int(noticed < 0.9 * len(found))


if __name__ == "__main__":
    raise SystemExit(try_all(sys.argv[2:]) if sys.argv[1:2] == [HERE] else main(sys.argv[1:]))
