"""The page for trainers names every file of sentences with the intents that stand in it."""

import re

import pytest
import yaml

from candor.settings import ROOT

PAGE = (ROOT / "docs" / "how-to" / "teach-it.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\|[^|]*\| `(\w+\.yml)` \| (.*) \|$", PAGE, re.MULTILINE))
FILES = sorted((ROOT / "data" / "nlu").glob("*.yml"))
# Its questions stand under intents of the other rows.
ACROSS = "whole_bill.yml"


def intents_of(path):
    return {block["intent"] for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"] if "intent" in block}


def test_every_file_of_sentences_has_a_row_and_no_other():
    assert set(ROWS) == {path.name for path in FILES}


@pytest.mark.parametrize("path", [path for path in FILES if path.name != ACROSS], ids=lambda path: path.name)
def test_a_row_names_the_intents_of_its_file(path):
    assert set(re.findall(r"`(\w+)`", ROWS[path.name])) == intents_of(path)


def test_the_number_of_intents_is_the_one_that_is_told():
    taught = {intent for path in FILES for intent in intents_of(path)}
    assert f"of {len(taught)} intents" in PAGE


def test_every_kind_of_entity_has_a_row():
    entities = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["entities"]
    assert [name for name in entities if f"\n| `{name}` |" not in PAGE] == []
