from candor.settings import ROOT
from candor.training.talks import filled, openings


def test_every_talk_of_ours_has_openings_without_names_of_rows():
    found = openings(ROOT / "tests" / "conversations")
    assert len({one.talk for one in found}) > 100
    assert not [one.text for one in found if "{{" in one.text or "\n" in one.text]


def test_a_row_s_name_becomes_a_value_of_its_kind():
    assert filled("the {{hold.RED MESA.amount}} of {{line.X.txn_date}}") == "the $24.50 of May 3"


def test_a_folder_that_is_not_there_has_no_talks(tmp_path):
    assert openings(tmp_path / "none") == []
