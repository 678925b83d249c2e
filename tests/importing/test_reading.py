import pytest

from candor.errors import FileRefused
from candor.importing.columns import Columns, columns_from
from candor.importing.reading import read_statement_file


def read(path):
    return read_statement_file(path, Columns(), lambda done, of: None)


def test_fifty_megabytes_are_refused_unread(tmp_path):
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(50 * 2**20)
    with pytest.raises(FileRefused, match="50 MB"):
        read(large)


@pytest.mark.parametrize(("data", "why"), [(b"  \n", "empty"), (b"date,description,amount\n", "no line")])
def test_a_file_without_lines_is_refused(tmp_path, data, why):
    path = tmp_path / "file.csv"
    path.write_bytes(data)
    with pytest.raises(FileRefused, match=why):
        read(path)


def test_a_file_that_only_calls_itself_ofx_is_refused(tmp_path):
    path = tmp_path / "file.QFX"
    path.write_bytes(b"%PDF-1.7\n")
    with pytest.raises(FileRefused, match="no OFX inside"):
        read(path)


def test_an_id_that_another_line_has_is_told_and_the_same_line_twice_is_one(tmp_path):
    path = tmp_path / "file.csv"
    path.write_text("id,date,description,amount\n" + "1,2026-05-03,SHOP,5.00\n" * 2 + "1,2026-05-04,OTHER,7.00\n")
    file = read(path)
    assert {line.descriptor for line in file.lines} == {"SHOP"}
    assert [(part.where, part.why) for part in file.unreadable] == [
        ("transaction 1 (OTHER, 2026-05-04)", "an earlier and different line of the file has this id")
    ]


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(FileRefused, match="can not be opened"):
        read(tmp_path / "missing.ofx")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("colour: red\n", "colour"),
        ("[1, 2]", "no keys"),
        ("charges: sometimes\n", "charges"),
        ("a: [", "can not be read"),
    ],
)
def test_a_wrong_mapping_is_refused_with_its_key(tmp_path, text, why):
    path = tmp_path / "mapping.yml"
    path.write_text(text)
    with pytest.raises(FileRefused, match=why):
        columns_from(path)
