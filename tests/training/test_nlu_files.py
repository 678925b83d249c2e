"""Sentences go into data/nlu and out of it, and nothing else in a file changes."""

from __future__ import annotations

import difflib
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from candor.settings import ROOT
from candor.training.nlu_files import NluFiles, Sentence, SentenceRefused
from candor.training.nlu_text import key_of, merged, sentences_in, tidy, with_sentence, without_sentence, wrong_with

FEES = """# Fees of every kind.
version: "3.1"
nlu:
  # why, how much
  - intent: explain_fee
    examples: |
      - why a fee
      - whats the [$30](amount) fee

  - intent: request_goodwill
    examples: |
      - take it off
"""


@pytest.fixture
def files(tmp_path):
    (tmp_path / "fees.yml").write_text(FEES)
    return NluFiles(tmp_path)


def added(before, after):
    return [line[2:] for line in difflib.ndiff(before.split("\n"), after.split("\n")) if line[0] in "+-"]


def test_a_sentence_goes_behind_its_intent_s_last_and_is_the_whole_change():
    after = with_sentence(FEES, "explain_fee", "what is [Blue Heron](merchant)")
    assert added(FEES, after) == ["      - what is [Blue Heron](merchant)"]
    examples = yaml.safe_load(after)["nlu"][0]["examples"]
    assert examples.splitlines()[-1] == "- what is [Blue Heron](merchant)"


def test_the_last_intent_of_a_file_takes_one_too_and_taking_it_out_gives_the_file_back():
    after = with_sentence(FEES, "request_goodwill", "please waive it")
    assert added(FEES, after) == ["      - please waive it"]
    assert without_sentence(after, "request_goodwill", "please waive it") == FEES


HOSTILE = (
    "intent: goodbye", "- intent: goodbye", "examples: |", "lookup: x", "- - - a fee", "nlu:", "a\nversion: 4\nb",
    "fee\x00 \u202eeef\u202c\x80", "<script>alert(1)</script>", "{{7*7}} ${x} `ls`", "'\"\\: # | > & * !!x %y @z",
    "💸 fee 💳", "[a](merchant) [b", "x" * 400, "/affirm{}", " /intent{}",
)  # fmt: skip
KEYS = ("intent: ", "- ", "examples: |", "\n", "[", "](amount)", "{", "\u2028", "\u200f", "\x00", "# ", ": ", "\x9f")
PIECES = st.sampled_from(KEYS)


def as_rasa_reads(text):
    """What stands under each intent for a YAML reader."""
    blocks = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))["nlu"]
    return [(b["intent"], line.removeprefix("- ").strip()) for b in blocks for line in b["examples"].splitlines()]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=8).map("".join))
@example("intent: goodbye")
def test_whatever_is_accepted_becomes_one_sentence_for_us_and_for_rasa_and_nothing_else_changes(said):
    sentence = tidy(said)
    if wrong_with(sentence) is None:
        after = with_sentence(FEES, "explain_fee", sentence)
        ours = [(one.intent, one.sentence) for one in sentences_in(after)]
        assert ours == as_rasa_reads(after)
        assert ours.count(("explain_fee", sentence)) == 1
        assert without_sentence(after, "explain_fee", sentence) == FEES


@pytest.mark.parametrize("said", HOSTILE)
def test_hostile_words_become_one_sentence_or_none(said):
    sentence = tidy(said)
    assert not set(sentence) & set("\x00\n\u202e\u202c")
    if wrong_with(sentence) is None:
        after = with_sentence(FEES, "explain_fee", sentence)
        assert [(one.intent, one.sentence) for one in sentences_in(after)] == as_rasa_reads(after)


def test_every_file_of_ours_takes_a_sentence_of_each_of_its_intents_and_stays_yaml():
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        text = path.read_text()
        for intent in {one.intent for one in sentences_in(text)}:
            after = with_sentence(text, intent, "a: new # 'one' | \"here\"")
            assert added(text, after) == ["      - a: new # 'one' | \"here\""]
            found = [b["examples"] for b in yaml.safe_load(after)["nlu"] if b.get("intent") == intent]
            assert any("- a: new # 'one' | \"here\"" in examples.splitlines() for examples in found)


def test_two_trainers_who_write_at_once_both_find_their_sentences():
    mine = with_sentence(FEES, "explain_fee", "mine")
    theirs = without_sentence(with_sentence(FEES, "explain_fee", "theirs"), "explain_fee", "why a fee")
    both = [one.sentence for one in sentences_in(merged(FEES, mine, theirs)) if one.intent == "explain_fee"]
    assert both == ["whats the [$30](amount) fee", "theirs", "mine"]


def test_what_i_took_out_stays_out_and_what_both_put_in_stands_once():
    mine = with_sentence(without_sentence(FEES, "explain_fee", "why a fee"), "explain_fee", "same")
    theirs = with_sentence(FEES, "explain_fee", "same")
    found = [one.sentence for one in sentences_in(merged(FEES, mine, theirs)) if one.intent == "explain_fee"]
    assert found == ["whats the [$30](amount) fee", "same"]


def test_a_file_edited_as_a_whole_is_merged_with_what_came_meanwhile(files):
    files.add([("explain_fee", "theirs")], {})
    files.save("fees.yml", FEES, with_sentence(FEES, "request_goodwill", "mine"))
    assert {"theirs", "mine"} <= {one.sentence for one in files.sentences()}


def test_adding_says_what_is_new_what_was_there_and_where_others_wrote(files):
    seen = files.versions()
    files.add([("explain_fee", "somebody else's")], seen)
    saved = files.add([("explain_fee", "my own"), ("explain_fee", "Why a fee?")], seen)
    assert [one.sentence for one in saved.new] == ["my own"]
    assert [one.sentence for one in saved.known] == ["why a fee"]
    assert saved.merged == ("fees.yml",)
    assert {"somebody else's", "my own"} <= {one.sentence for one in files.sentences()}


def test_a_sentence_of_another_intent_is_refused_and_nothing_of_the_same_press_is_written(files):
    with pytest.raises(SentenceRefused, match="taught as request_goodwill"):
        files.add([("explain_fee", "new one"), ("explain_fee", "Take it OFF!")], {})
    assert (files.folder / "fees.yml").read_text() == FEES


def test_many_writers_lose_nothing(files):
    with ThreadPoolExecutor(8) as trainers:
        list(trainers.map(lambda n: files.add([("explain_fee", f"sentence number {n}")], {}), range(40)))
    assert {f"sentence number {n}" for n in range(40)} <= {one.sentence for one in files.sentences()}


def test_removing_takes_exactly_those_sentences(files):
    files.add([("explain_fee", "gone soon")], {})
    assert files.remove([Sentence("fees.yml", "explain_fee", "gone soon"), Sentence("x.yml", "a", "b")]) == 1
    assert (files.folder / "fees.yml").read_text() == FEES


@pytest.mark.parametrize(
    "hostile",
    [
        "/affirm",
        "[x](evil)",
        '[x]{"entity": "merchant"}',
        "[x](merchant",
        "[half",
        "!!!",
        "word " * 200,
    ],
)
def test_what_rasa_would_read_as_something_else_is_refused(hostile):
    assert wrong_with(tidy(hostile))


@pytest.mark.parametrize(
    "hostile",
    [
        "fee\n  - intent: affirm\n    examples: |\n      - yes",
        "fee\u2028- intent: affirm",
        "fee\x85nlu:",
        "- - - fee",
        "fee: {a: [1, 2]} # no & *anchor !tag |",
        "<script>alert(1)</script> ${jndi:ldap://x} {{ 7*7 }}",
        "\u202efee\u202c",
    ],
)
def test_hostile_words_become_one_harmless_line(files, hostile):
    sentence = tidy(hostile)
    assert wrong_with(sentence) is None
    before = [(one["intent"], len(one["examples"].splitlines())) for one in yaml.safe_load(FEES)["nlu"]]
    files.add([("explain_fee", sentence)], {})
    found = yaml.safe_load((files.folder / "fees.yml").read_text())["nlu"]
    assert [(one["intent"], len(one["examples"].splitlines())) for one in found] == [(before[0][0], 3), before[1]]
    assert found[0]["examples"].splitlines()[-1] == f"- {sentence}"


def test_marks_case_and_points_make_no_difference_to_what_is_the_same():
    assert key_of("Why did [Blue Heron](merchant) take $5?") == key_of("why did blue heron take 5")


def test_each_intent_of_ours_has_a_home(tmp_path):
    shutil.copytree(ROOT / "data" / "nlu", tmp_path / "nlu")
    homes = NluFiles(tmp_path / "nlu").homes()
    assert (homes["explain_fee"], homes["bill_summary"], homes["greet"]) == ("fees.yml", "bill.yml", "smalltalk.yml")
