import re

from candor.settings import ROOT

PAGE = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
HEADINGS = set(re.findall(r"^### (CANDOR_\w+)$", PAGE, re.MULTILINE))
NAME = re.compile(r"CANDOR_[A-Z_]*[A-Z]")


def read_by_the_code():
    files = [path for folder in ("candor", "bot", "actions") for path in (ROOT / folder).rglob("*.py")]
    return {name for path in files for name in NAME.findall(path.read_text(encoding="utf-8"))}


def test_every_setting_has_a_heading():
    assert read_by_the_code() - HEADINGS == set()


def test_every_heading_is_a_setting():
    assert HEADINGS - read_by_the_code() == set()
