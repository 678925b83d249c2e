"""The page of `candor interest`: its examples run and give what stands there, and every field has a row."""

import json
import re

import pytest

from candor.billing.interest.case import solve
from candor.billing.money import Money
from candor.cli.interest.show import show
from candor.errors import CaseRefused
from candor.importing.interest_case import case_from
from candor.settings import ROOT

PAGE = (ROOT / "docs" / "reference" / "interest.md").read_text(encoding="utf-8")
CASES = re.findall(r"(.*?)```json\n(.*?)```", PAGE, re.DOTALL)


def test_the_first_example_prints_what_the_page_shows(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    case = case_from(CASES[0][1])
    show(case, solve(case))
    printed = "\n".join(line.rstrip() for line in capsys.readouterr().out.strip().splitlines())
    assert printed == re.search(r"```text\n(.*?)\n```", PAGE, re.DOTALL).group(1)


@pytest.mark.parametrize(("before", "text"), CASES[1:])
def test_every_other_example_gives_the_sum_said_before_it(before, text):
    (said,) = re.findall(r"(\$\d+\.\d\d)[.:]\s*\Z", before)
    assert str(Money(solve(case_from(text)).interest.billed)) == said


def test_there_are_several_examples():
    assert len(CASES) >= 4


@pytest.mark.parametrize(
    ("heading", "place"),
    [
        ("## The case", ()),
        ("### cycle", ("cycle",)),
        ("### apr as periods", ("apr", "purchase", 0)),
        ("### entries", ("entries", 0)),
        ("### grace", ("grace",)),
        ("### allocation", ("allocation",)),
        ("### deferred", ("deferred",)),
    ],
)
def test_every_field_that_is_read_has_a_row_and_no_other(heading, place):
    section = PAGE.split(f"{heading}\n")[1].split("\n#")[0]
    rows = set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))
    assert rows == known_fields(*place)


def known_fields(*place):
    """What the reader says it knows, when an unknown field stands in that place."""
    whole = json.loads(CASES[-1][1]) | {"grace": {"previous_in_full": True, "this_in_full": True, "due": "2025-04-25"}}
    target = whole
    for step in place:
        target = target[step]
    target["zzz"] = 1
    with pytest.raises(CaseRefused) as refused:
        case_from(json.dumps(whole))
    assert "zzz is not a field" in str(refused.value)
    return set(refused.value.next_step.removeprefix("There are: ").removesuffix(".").split(", "))
