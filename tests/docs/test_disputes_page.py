"""The page on disputes is the one that code and policy make, and leaves nothing of them out."""

import re

import pytest

from candor.disputes.commands import Command
from candor.disputes.reasons import Reason, facts_of
from candor.services.disputes.dispute_policy import load_dispute_policy
from tests.docs.a_dispute_page import PAGE as A_TALK
from tests.docs.a_dispute_page import SAYS
from tests.docs.disputes_page import PAGE, page
from tests.words.samples import WORDING

TEXT = PAGE.read_text(encoding="utf-8")


def test_the_page_is_current():
    assert page(load_dispute_policy()) == TEXT, "run scripts/disputes-page"


def test_the_talk_that_was_held_has_only_responses_that_there_are():
    talk = A_TALK.read_text(encoding="utf-8")
    said = re.findall(r"^\| bot \| `(\w+)` \|", talk, re.MULTILINE)
    assert len(said) > len(SAYS)
    assert [name for name in said if name not in WORDING.responses] == []
    assert re.findall(r"^\| customer \| \| (.+) \|$", talk, re.MULTILINE) == [
        f"*{text[1:]}*" if text.startswith(">") else text for text in SAYS
    ]


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_a_row_with_all_its_facts(reason):
    (row,) = re.findall(rf"^\| `{reason}` \|.*$", TEXT, re.MULTILINE)
    assert all(f"`{fact.name}`" in row for fact in facts_of(reason)[5:])


def test_every_step_and_every_letter_has_a_row():
    names = [kind.__name__ for kind in Command.__args__] + list(load_dispute_policy().letters)
    assert [name for name in names if f"| `{name}` |" not in TEXT] == []


def test_the_fields_of_the_command_s_answer_are_those_of_the_page(capsys):
    import json

    from candor.cli import main

    with pytest.raises(SystemExit):
        main(["dispute", "deadlines", "--sent", "2025-04-12", "--closes", "10", "--notice", "2025-04-28", "--json"])
    told = json.loads(capsys.readouterr().out)
    fields = TEXT.split("| field | what it is |")[1].split("\n\n")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", fields, re.MULTILINE)) == set(told) - {"regime"}
