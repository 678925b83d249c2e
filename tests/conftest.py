"""Fixtures of general use. The bot's tests run in the bot's environment, all others in the app's: each skips over
the other's folder here, before anything in it is imported."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import pytest

from candor.clock import FixedClock
from tests import slow, suites
from tests.stack import stack, stack_at

__all__ = ["stack", "stack_at"]

HERE = Path(__file__).parent
IN_BOT = find_spec("rasa") is not None
collect_ignore = (
    [str(path) for path in HERE.iterdir() if path.is_dir() and path.name != "bot"] if IN_BOT else [str(HERE / "bot")]
)
if not IN_BOT:
    from hypothesis import HealthCheck, settings

    # The same examples in each run, and no clock: a busy machine is no reason to fail.
    settings.register_profile("steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("steady")


# Not the last of its kind: what is marked here must be marked before `-m` chooses.
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    slow.mark(items)
    suites.check(items)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A skipped test is a failed run: what was not looked at is not known to be fine."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and reporter.stats.get("skipped") and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


NOW = datetime(2026, 5, 12, 15, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> FixedClock:
    """Stands at May 12, 2026, 15:00 UTC until a test moves it."""
    return FixedClock(NOW)


@pytest.fixture
def data_folder(tmp_path: Path) -> Path:
    """An empty data folder."""
    folder = tmp_path / "var"
    folder.mkdir()
    return folder


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """One PostgreSQL for the whole run; its URL."""
    from tests.postgres import running

    # Not under pytest's own folder, which only its owner may enter: as root the server runs as somebody else.
    with tempfile.TemporaryDirectory(prefix="candor-postgres-") as folder, running(Path(folder)) as url:
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> Iterator[str]:
    """The name of a database with the newest schema, which others are copied from."""
    from candor.store.migrate import migrate
    from tests.databases import database

    with database(postgres_server) as url:
        migrate(url)
        yield url.rpartition("/")[2]


@pytest.fixture
def postgres_url(postgres_server: str, postgres_template: str) -> Iterator[str]:
    """A PostgreSQL database of this test's own with the newest schema: `postgresql+psycopg://...`."""
    from tests.databases import database

    with database(postgres_server, postgres_template) as url:
        yield url


@pytest.fixture
def empty_postgres_url(postgres_server: str) -> Iterator[str]:
    from tests.databases import database

    with database(postgres_server) as url:
        yield url


@pytest.fixture
def empty_sqlite_url(data_folder: Path) -> str:
    """A SQLite database that is not made yet."""
    return f"sqlite:///{data_folder / 'candor.db'}"


@pytest.fixture
def sqlite_url(empty_sqlite_url: str) -> str:
    """A SQLite database of this test's own with the newest schema."""
    from tests.databases import migrated

    return migrated(empty_sqlite_url)


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Runs the test on both databases, which have the newest schema."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=["sqlite", "postgres"])
def empty_database_url(request: pytest.FixtureRequest) -> str:
    """Runs the test on both databases, before any migration."""
    url: str = request.getfixturevalue(f"empty_{request.param}_url")
    return url
