from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from candor.store.engine import engine_for
from candor.store.migrate import migrate
from candor.store.tables import metadata


def test_the_migrations_lead_to_exactly_the_tables(empty_database_url):
    migrate(empty_database_url)
    engine = engine_for(empty_database_url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_migrating_twice_changes_nothing(empty_database_url):
    migrate(empty_database_url)
    migrate(empty_database_url)
