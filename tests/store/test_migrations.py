from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from candor.store.engine import engine_for
from candor.store.migrate import migrate
from candor.store.tables import metadata


def test_the_migrations_lead_to_exactly_the_tables(database_url):
    migrate(database_url)
    engine = engine_for(database_url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_migrating_twice_changes_nothing(database_url):
    migrate(database_url)
    migrate(database_url)
