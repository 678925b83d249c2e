"""What `make quick` leaves out is there, and `make test` runs it."""

from candor.settings import ROOT
from tests.slow import FILES, is_slow

QUICK = "not stack and not browser and not slow"


def test_every_file_that_is_called_slow_is_there():
    assert [name for name in sorted(FILES) if not (ROOT / name).is_file()] == []


def test_the_whole_run_leaves_no_slow_test_out():
    assert "slow" not in (ROOT / "scripts" / "test").read_text()
    assert QUICK in (ROOT / "Makefile").read_text()


def test_a_test_on_postgres_is_slow_and_its_twin_is_not(request, database_url):
    assert is_slow(request.node) == database_url.startswith("postgresql")
