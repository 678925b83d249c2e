"""`make mutate`: changes what decides about money in one small place at a time, and looks whether a test notices.

The changed programs are made by mutmut. Each is tried in a fork of a process that has all tests in its memory, only
against the tests that run a changed line, the quickest first, until one fails.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from rich.console import Console

from tests.mutation.equivalent import equivalent, without_a_place
from tests.mutation.places import places_of
from tests.mutation.plan import TESTS
from tests.mutation.telling import MISSED, Found, tell
from tests.mutation.trying import Trying

MADE, ROOT = Path("mutants"), Path("..")


def main() -> int:
    """Tries all, or only the modules named; 1 when fewer than 90% of a module or of all were noticed."""
    said = argparse.ArgumentParser(prog="scripts/mutate")
    said.add_argument("modules", nargs="*", help="only these, such as decision facts")
    said.add_argument("--missed", action="store_true", help="only what is new or was not noticed before")
    said.add_argument("--table", action="store_true", help="try nothing: tell what earlier runs found")
    said.add_argument("--made", action="store_true", help=argparse.SUPPRESS)
    asked = said.parse_args()
    if asked.made:
        return _try_all(asked.modules, missed=asked.missed, table=asked.table)
    _make()
    again = [sys.executable, "-m", "tests.mutation", "--made", *sys.argv[1:]]
    # A new process, which has seen nothing of the unchanged program.
    return subprocess.run(again, cwd=MADE, env={"CANDOR_RANDOM_REQUESTS": "2000", **os.environ}, check=False).returncode


def _make() -> None:
    """The changed programs in `mutants/`, beside a copy of all that the tests read."""
    from mutmut.__main__ import create_mutants
    from mutmut.mutation.trampoline import set_mutant_under_test
    from mutmut.utils.file_utils import copy_also_copy_files, copy_src_dir

    set_mutant_under_test("mutant_generation")
    MADE.mkdir(exist_ok=True)
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
        copy_src_dir()
        copy_also_copy_files()
        create_mutants(1)
    set_mutant_under_test("")


def _try_all(wanted: list[str], *, missed: bool, table: bool) -> int:
    """As `main`, among the changed programs."""
    console, listed = Console(stderr=True), equivalent()
    places = {(group, name): [*places_of(group, name)] for group in TESTS for name in TESTS[group]}
    everything = [place for some in places.values() for place in some]
    for group, modules in TESTS.items():
        chosen = [name for name in modules if not wanted or name in wanted]
        some = [place for name in chosen for place in places[group, name]]
        found = Found(ROOT, some)
        found.read()
        to_try = [place for place in some if place.words not in listed]
        if missed:
            to_try = [place for place in to_try if found.states.get(place) in (None, *MISSED)]
        # In no order: what was tried until somebody stops it says something of the whole.
        random.Random(1).shuffle(to_try)
        if to_try and not table:
            tests = sorted({f"tests/{test}" for name in chosen for test in modules[name]})
            trying = Trying(to_try, found.told, console)
            pytest.main(["-q", "-p", "no:cacheprovider", "--no-header", *tests], plugins=[trying])
            found.write()
    known = Found(ROOT, everything)
    known.read()
    states = [(place, known.states.get(place)) for place in everything]
    return tell(ROOT, states, wanted, without_a_place(listed, everything), console)


if __name__ == "__main__":
    raise SystemExit(main())
