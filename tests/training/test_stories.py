"""Stories as text: problems at their lines, and talks that become stories and tests."""

import pytest

from candor.settings import ROOT
from candor.training.stories import house_of, slug, story_problems, talk_of, talk_problems

HOUSE = house_of(ROOT)
GOOD = """version: "3.1"
stories:
  - story: charge, then why
    steps:
      - intent: explain_charge
      - action: action_explain_charge
"""


def test_every_story_and_every_talk_of_ours_has_no_problem():
    for path in sorted((ROOT / "data" / "stories").glob("*.yml")):
        assert story_problems(path.read_text(), HOUSE) == [], path
    for path in sorted((ROOT / "tests" / "conversations").glob("*.yml")):
        assert talk_problems(path.read_text(), HOUSE) == [], path


@pytest.mark.parametrize(
    ("before", "after", "line", "what"),
    [
        ("explain_charge\n", "explain_charges\n", 5, "no intent"),
        ("action: action_explain_charge", "action: action_explain", 6, "no action or response"),
        ("action: action_explain_charge", "action: utter_greet", 6, "the two conflict"),
        ("steps:", "steps: [", 5, ""),
        ("stories:", "storys:", 1, "no list of stories"),
        ("story: charge, then why", "name: x", 3, "needs a name"),
        ("intent: explain_charge", "intent: &a explain_charge\n      - intent: *a", 6, "anchors"),
        ("intent: explain_charge", "or:\n        - intent: explain_charges", 6, "explain_charges is no intent"),
        ("- intent: explain_charge", "- explain_charge", 5, "a step is an intent or an action"),
        ("- intent: explain_charge", "- - explain_charge", 5, "a step is an intent or an action"),
        ("steps:", f"steps: {'[' * 6000}", 4, "brackets in brackets"),
        ("intent: explain_charge", "intent: !!python/object:os.system x", 5, "anchors and tags"),
    ],
)
def test_a_problem_is_told_at_its_line(before, after, line, what):
    found = story_problems(GOOD.replace(before, after, 1), HOUSE)
    assert found
    assert what in found[0].what
    assert found[0].line == line


def test_a_talk_as_a_test_holds_nobody_s_name_and_asks_for_rewordings():
    text = talk_of([('I am Ada: "why" {x}', ["utter_greet"])], "what it shows", ["Ada Hill"])
    assert "Ada" not in text
    assert [one.what for one in talk_problems(text, HOUSE)] == ["three different rewordings are needed"]


def test_a_name_becomes_letters_digits_and_lines():
    assert slug("Late fee, then: Goodwill!") == "late_fee_then_goodwill"
    assert slug("../..") == ""
