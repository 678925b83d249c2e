"""`candor erase`: on a data folder, by its id; the books are sound afterwards."""

from __future__ import annotations

import os

import pytest

from candor.store import Store
from candor.store.migrate import migrate
from tests.services.serving import BOOK
from tests.services.studio.turns import answered, customer_talk


@pytest.fixture
def data(tmp_path, monkeypatch):
    folder = tmp_path / "var"
    folder.mkdir()
    url = f"sqlite:///{folder / 'candor.db'}"
    migrate(url)
    store = Store(url)
    with store.write() as tx:
        tx.ledger.add_book(BOOK)
        answered(tx, customer_talk(tx, "ada", "c01"), "zebrafinch fee", "nlu_fallback")
    store.close()
    (tmp_path / "project" / "data" / "nlu").mkdir(parents=True)
    os.symlink(os.path.abspath("domain.yml"), tmp_path / "project" / "domain.yml")
    monkeypatch.setenv("CANDOR_PROJECT", str(tmp_path / "project"))
    monkeypatch.setenv("CANDOR_SECRET", "ab" * 32)
    return folder


def verified(candor, data):
    looked = candor("verify", "--data", str(data), "--json").objects
    return {one["what"]: (one["fine"], one["seen"]) for one in looked if one["what"] in ("database", "ledger")}


def test_a_customer_is_erased_and_verify_finds_the_books_as_they_were(candor, data):
    before = verified(candor, data)
    ran = candor("erase", "c01", "--data", str(data), "--json")
    assert ran.code == 0, ran.err
    (found,) = ran.objects
    assert found["rows"]["messages"] == 2
    assert (found["held"], found["again"], found["compact"], found["retrain"]) == ([], None, True, False)
    for path in data.glob("candor.db*"):
        assert b"zebrafinch" not in path.read_bytes()
    assert verified(candor, data) == before


def test_a_customer_who_is_not_there_is_told_and_nothing_changes(candor, data):
    ran = candor("erase", "c99", "--data", str(data))
    assert ran.code == 1
    assert b"zebrafinch" in b"".join(path.read_bytes() for path in data.glob("candor.db*"))


def test_people_read_what_went_and_what_stays(candor, data):
    ran = candor("erase", "c01", "--data", str(data))
    assert "2 messages" in ran.out
    assert "What must stay hangs on erased-" in ran.out
