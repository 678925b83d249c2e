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


@pytest.fixture
def interest(bank, monkeypatch):
    """The newest interest line of c09."""
    from candor.bootstrap import assemble

    monkeypatch.setenv("CANDOR_CLOCK", "2026-05-12T15:00:00+00:00")
    candor = assemble(settings_of(bank))
    with candor.store.read() as seen:
        (*_, newest) = (row for row in seen.ledger.book("c09").lines if row.type == "interest")
    candor.store.close()
    return newest


def test_interest_is_drawn_into_a_file_and_its_text_is_with_the_words(candor, bank, interest, tmp_path):
    file = tmp_path / "sum.svg"
    arguments = ("--customer", "c09", "--line", interest.id, "--data", str(bank), "--svg", str(file), "--json")
    found = candor("explain", *arguments).objects[0]
    assert found["svg"] == str(file)
    assert "days ×" in found["picture"]
    assert file.read_text(encoding="utf-8").startswith("<svg ")


def test_the_picture_alone_is_printed_for_a_dash(candor, bank, interest):
    ran = candor("explain", "--customer", "c09", "--line", interest.id, "--data", str(bank), "--svg", "-")
    assert ran.code == 0
    assert (ran.out[:5], ran.out[-7:]) == ("<svg ", "</svg>\n")


def test_what_changed_since_the_bill_before_is_told_and_drawn(candor, bank, line):
    arguments = ("explain", "--customer", "c01", "--compare", "--data", str(bank))
    assert "higher than the one before" in candor(*arguments).out
    assert "Bill of April 28" in candor(*arguments, "--svg", "-").out


def test_a_line_without_a_picture_is_said_to_have_none(candor, bank, line, tmp_path):
    arguments = ("--customer", "c01", "--line", line.id, "--data", str(bank), "--svg", str(tmp_path / "x.svg"))
    ran = candor("explain", *arguments)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("There is no picture of this.\n")
    assert not (tmp_path / "x.svg").exists()


def test_a_file_that_can_not_be_written_is_named(candor, bank, interest, tmp_path):
    arguments = ("--customer", "c09", "--line", interest.id, "--data", str(bank), "--svg", str(tmp_path / "no" / "x"))
    ran = candor("explain", *arguments)
    assert ran.code == 1
    assert "can not be written" in ran.err


@pytest.mark.parametrize("arguments", [(), ("--line", "t1", "--compare")])
def test_either_a_line_or_what_changed_has_to_be_asked_for(candor, bank, arguments):
    ran = candor("explain", "--customer", "c01", "--data", str(bank), *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "--compare" in ran.err
