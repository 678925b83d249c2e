"""The page of all kinds of lines is as the code and the words are now."""

from candor.cli.lines_page import DAY, lines_page
from candor.importing.sample.bank import SEED
from candor.settings import ROOT
from tests import ours

PAGE = ROOT / "docs" / "reference" / "lines.md"


def test_the_page_of_lines_is_current():
    made = lines_page(ours.wording(), ours.bank(SEED, DAY))
    assert PAGE.read_text(encoding="utf-8") == made, "write it again with scripts/lines"
