import pytest

from candor.cli.settings import settings_of


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    """A data folder with the sample bank; made once, only read."""
    from candor.bootstrap import prepare_data

    folder = tmp_path_factory.mktemp("bank")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CANDOR_CLOCK", "2026-05-12T15:00:00+00:00")
        prepare_data(settings_of(folder))
    return folder


@pytest.fixture
def line(bank, monkeypatch):
    """The newest line of c01."""
    from candor.bootstrap import assemble

    monkeypatch.setenv("CANDOR_CLOCK", "2026-05-12T15:00:00+00:00")
    candor = assemble(settings_of(bank))
    with candor.store.read() as seen:
        newest = seen.ledger.book("c01").lines[-1]
    candor.store.close()
    return newest


def test_a_line_is_explained_in_words_with_the_ids_it_cites(candor, bank, line):
    ran = candor("explain", "--customer", "c01", "--line", line.id, "--data", str(bank), "--json")
    assert ran.code == 0
    found = ran.objects[0]
    assert found["line"] == line.id
    assert line.id in found["cites"]
    assert "$" in found["text"]
    assert all(name.startswith("utter_") for name in found["responses"])


def test_for_people_the_words_stand_alone(candor, bank, line):
    arguments = ("--customer", "c01", "--line", line.id, "--data", str(bank))
    said = candor("explain", *arguments, "--json").objects[0]["text"]
    assert candor("explain", *arguments).out == f"{said}\n"


def test_a_line_of_nobody_is_refused(candor, bank):
    ran = candor("explain", "--customer", "c01", "--line", "t-none", "--data", str(bank))
    assert (ran.code, ran.out) == (1, "")
    assert "c01 has no line t-none." in ran.err


def test_without_a_database_the_next_step_is_to_make_one(candor, data_folder):
    ran = candor("explain", "--customer", "c01", "--line", "t1", "--data", str(data_folder))
    assert ran.code == 1
    assert "candor up" in ran.err


def test_a_customer_that_is_not_there_is_named(candor, bank):
    ran = candor("explain", "--customer", "c77", "--line", "t1", "--data", str(bank))
    assert ran.code == 1
    assert ran.err.startswith("There is no customer c77.\n")
