"""What a customer answers to our question is never tied to money: nothing that decides about money can read it."""

import ast

import pytest

from candor.settings import ROOT

DECIDE = sorted(
    path for folder in ("candor/goodwill", "candor/services/goodwill") for path in (ROOT / folder).rglob("*.py")
)
ANSWERS = frozenset({"ratings", "surveys", "survey_of", "surveyed", "low_trust_signs", "add_survey", "ask_at_end"})


@pytest.mark.parametrize("path", DECIDE, ids=lambda path: path.stem)
def test_no_part_of_goodwill_names_an_answer(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    named |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    named |= {
        alias.name.rpartition(".")[2]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom | ast.Import)
        for alias in node.names
    }
    assert named & ANSWERS == set()
