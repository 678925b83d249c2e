import psycopg
import pytest

from tests import postgres


def test_every_test_gets_an_empty_database_of_its_own(empty_postgres_url):
    with psycopg.connect(empty_postgres_url.replace("+psycopg", "")) as connection:
        tables = connection.execute("select count(*) from pg_tables where schemaname = 'public'").fetchone()
        assert tables == (0,)
        assert connection.info.host == "127.0.0.1"


def test_a_machine_without_any_fails_with_what_to_install(monkeypatch):
    for look in ("_on_path", "_of_debian", "_from_debian", "_from_wheel"):
        monkeypatch.setattr(postgres, look, lambda: None)
    with pytest.raises(postgres.NoPostgres, match="apt-get install postgresql"):
        postgres.programs()


def test_a_folder_without_the_server_is_passed_over(monkeypatch, tmp_path):
    monkeypatch.setattr(postgres, "_on_path", lambda: tmp_path)
    monkeypatch.setattr(postgres, "_of_debian", lambda: None)
    monkeypatch.setattr(postgres, "_from_debian", lambda: None)
    monkeypatch.setattr(postgres, "_from_wheel", lambda: None)
    with pytest.raises(postgres.NoPostgres):
        postgres.programs()
