"""Code and words name the same responses: none is missing, none is dead."""

import re
from collections import defaultdict
from pathlib import Path

import yaml

from candor import errors
from candor.settings import ROOT
from tests import ours
from tests.words.samples import WORDING

DOMAIN = ours.domain()
IN_CODE = re.compile(r"utter_[a-z0-9_]*[a-z0-9]\b(?!_?\{)")
FACTS_THAT_RASA_TAKES = {"text", "response", "image", "buttons", "attachment", "elements", "template", "json_message"}
FACTS_THAT_RASA_TAKES |= {"quick_replies", "custom", "candor", "channel", "metadata"}


def sources() -> list[Path]:
    folders = [ROOT / "candor", ROOT / "actions", ROOT / "data" / "rules", ROOT / "data" / "stories"]
    return [path for folder in folders for path in folder.rglob("*") if path.suffix in (".py", ".yml")]


EACH = [(name, variation) for name, variations in WORDING.responses.items() for variation in variations]
CODE = "\n".join(path.read_text() for path in sources())
NAMED = {match[0] for match in IN_CODE.finditer(CODE)}
# Names that code puts together, such as f"utter_bill_summary_{state}" or ("utter_explain", kind).
BEGINNINGS = {
    "utter_explain_",
    "utter_label_",
    "utter_handed_over_fraud_",
    "utter_handed_over_dispute_",
    "utter_word_dispute_",
    "utter_letter_",
    *re.findall(r"\"(utter_[a-z_]+_)\{", CODE),
}


def test_no_response_is_dead():
    assert [name for name in WORDING.responses if name not in NAMED and not name.startswith(tuple(BEGINNINGS))] == []


def test_every_response_that_code_names_is_there():
    whole = set(re.findall(r"\"(utter_[a-z0-9_]*[a-z0-9])\"", CODE)) - {"utter_explain", "utter_action"}
    assert sorted(whole - WORDING.responses.keys()) == []


def test_every_error_has_its_words_and_they_need_no_fact():
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    for kind in kinds:
        assert WORDING.render(kind.words, {}).text


def test_buttons_lead_to_intents_of_the_domain():
    led = {button["payload"].removeprefix("/") for _, one in EACH for button in one.get("buttons", ())}
    assert led
    assert sorted(led - set(DOMAIN["intents"])) == []


def test_all_variations_of_a_response_need_the_same_facts():
    needs = defaultdict(set)
    for name, one in EACH:
        needs[name].add(frozenset(re.findall(r"\{(\w+)\}", one["text"])))
    assert {name: found for name, found in needs.items() if len(found) != 1} == {}


def test_no_fact_has_a_name_that_rasa_keeps_for_itself():
    assert [name for name in WORDING.responses if WORDING.placeholders(name) & FACTS_THAT_RASA_TAKES] == []


def test_every_brace_is_a_placeholder():
    said = [(name, " ".join([one["text"], *(b["title"] for b in one.get("buttons", ()))])) for name, one in EACH]
    assert [found for found in said if re.search(r"[{}]", re.sub(r"\{[a-z][a-z0-9_]*\}", "", found[1]))] == []


def test_no_words_stand_in_the_actions():
    for path in (ROOT / "actions").glob("*.py"):
        assert not re.search(r"utter_message\([^)]*text=", path.read_text())


def test_rules_and_stories_know_the_actions_of_the_domain():
    known = {*DOMAIN["actions"], *WORDING.responses}
    files = [*(ROOT / "data" / "rules").glob("*.yml"), *(ROOT / "data" / "stories").glob("*.yml")]
    assert files
    for path in files:
        used = set(re.findall(r"- action: (\S+)", path.read_text()))
        assert sorted(used - known) == [], path.name


def test_every_story_is_named_after_its_file():
    for path in (ROOT / "data" / "stories").glob("*.yml"):
        told = [story["story"] for story in yaml.safe_load(path.read_text())["stories"]]
        assert [re.sub(r"\W+", "_", name).strip("_") for name in told] == [path.stem]
