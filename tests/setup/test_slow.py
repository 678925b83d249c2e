"""What `make quick` leaves out is there, and `make test` runs it."""

import subprocess
import sys

import pytest

from candor.settings import ROOT
from tests import suites
from tests.slow import FILES, is_slow

QUICK = "not stack and not browser and not slow"


def test_every_file_that_is_called_slow_is_there():
    assert [name for name in sorted(FILES) if not (ROOT / name).is_file()] == []


def test_the_whole_run_leaves_no_slow_test_out():
    assert "slow" not in (ROOT / "scripts" / "test").read_text()
    assert QUICK in (ROOT / "Makefile").read_text()


def test_what_is_called_slow_is_marked_before_the_quick_run_chooses():
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-m", QUICK, "tests/cli/test_up.py"]
    chosen = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert chosen.returncode == pytest.ExitCode.NO_TESTS_COLLECTED, chosen.stdout


def test_a_test_on_postgres_is_slow_and_its_twin_is_not(request, database_url):
    assert is_slow(request.node) == database_url.startswith("postgresql")


def test_each_suite_of_the_whole_run_looks_into_all_of_its_folders():
    told = {line.split(" -m ")[-1] for line in (ROOT / "scripts" / "test").read_text().splitlines()}
    stack = " ".join(f"tests/{name}" for name in suites.FOLDERS["stack"] if name != "browser")
    assert f'"stack and not browser" {stack}' in told
    assert {"browser tests/browser/studio", "browser tests/browser --ignore tests/browser/studio"} <= told


@pytest.mark.parametrize("mark", ["stack", "browser"])
def test_a_test_outside_of_its_suites_folders_is_named(request, mark, monkeypatch):
    assert suites.suite_without(request.node) is None
    monkeypatch.setattr(request.node, "get_closest_marker", lambda name: name == mark)
    assert suites.suite_without(request.node) == mark
    with pytest.raises(pytest.UsageError, match=f"is marked {mark}"):
        suites.check([request.node])
