"""Reads every response as a customer would: domain.md part 4, rules V1 to V3, and voice.md."""

import re

import pytest

from candor.trust.readability import HIGHEST_GRADE, LONGEST_MEAN, LONGEST_SENTENCE, grade, jargon, sentence_lengths
from tests.words.samples import FACTS, WORDING, variations

SAID = [(name, " ".join([text, *buttons])) for name, text, buttons in variations()]
TITLES = [(name, title) for name, _, buttons in variations() for title in buttons]
# Labels are no sentences: a grade says nothing of them. One-line answers begin with one: name, amount and date.
SENTENCES = [
    (name, text.split(": ", 1)[-1] if name.endswith("_line") else text)
    for name, text, _ in variations()
    if not name.startswith(("utter_label_", "utter_word_", "utter_transcript_"))
]

NOT_OURS = re.compile(
    r"!|unfortunately|apologi[sz]e for any inconvenience|\bas per\b|\bkindly\b|\bplease be advised\b|valued customer"
    r"|you failed|you neglected|you should have|you must\b|your fault|you forgot|you did not bother",
    re.IGNORECASE,
)
THREAT = re.compile(
    r"\bif you (?:do not|don't|fail|refuse)\b.*\b(?:close|closed|credit|report|fee|legal|court|collect)"
    r"|\bor (?:else|we will)\b|legal action|collection agency|debt collect",
    re.IGNORECASE,
)
PERSON = re.compile(r"\b(?:a person|our team|they)\b[^.]*\bwill\b(?! see)|\bwill answer\b", re.IGNORECASE)


def test_there_are_words_to_read():
    assert min(len(SAID), len(WORDING.responses)) > 700
    assert min(len(SENTENCES), len(TITLES)) > 200


def test_every_fact_has_an_example_and_every_example_is_used():
    used = frozenset().union(*(WORDING.placeholders(name) for name in WORDING.responses))
    assert sorted(used - FACTS.keys()) == [], "add these facts to docs/reference/responses.md"
    assert sorted(FACTS.keys() - used) == [], "no response uses these facts any more"


def test_the_grade_is_at_most_eight():
    assert [(name, text) for name, text in SENTENCES if grade(text) > HIGHEST_GRADE] == []


def test_no_sentence_is_long():
    lengths = {(name, text): sentence_lengths(text) for name, text in SENTENCES}
    assert [said for said, found in lengths.items() if max(found) > LONGEST_SENTENCE] == []
    assert [said for said, found in lengths.items() if sum(found) / len(found) > LONGEST_MEAN] == []


def test_there_is_no_bank_word():
    assert [(name, found) for name, said in SAID if (found := jargon(said))] == []


def test_there_is_no_threat_no_blame_and_no_cushion():
    assert [(name, said) for name, said in SAID if NOT_OURS.search(said) or THREAT.search(said)] == []


@pytest.mark.parametrize(
    "said",
    ["We waive it!", "Unfortunately, no.", "You failed to pay.", "If you do not pay, we close the account."],
)
def test_these_tests_can_fail(said):
    assert NOT_OURS.search(said) or THREAT.search(said)


def test_a_promise_of_a_person_says_by_when():
    promises = [name for name, texts in WORDING.responses.items() if PERSON.search(" ".join(t["text"] for t in texts))]
    timeless = [name for name in promises if not says_when(WORDING.placeholders(name))]
    assert set(timeless) == NO_NEW_PROMISE & set(promises)


def says_when(facts):
    return "by" in facts or {"day", "time"} <= facts


# They speak of a promise whose day and time stand in the bubble before.
NO_NEW_PROMISE = {"utter_waiting_for_person", "utter_back_to_bot"}


def test_a_button_is_short():
    assert [(name, title) for name, title in TITLES if not 0 < len(title) <= 30] == []


def test_the_welcome_says_that_it_is_a_bot():
    for name in ("utter_welcome", "utter_welcome_guest", "utter_greet", "utter_capabilities"):
        assert all(re.search(r"\bbot\b", variation["text"]) for variation in WORDING.responses[name])


def test_no_button_asks_for_the_meaning_of_a_word():
    """ "What is a charge?" promises a definition; the button explains a charge of the customer's own."""
    assert [(name, title) for name, title in TITLES if re.match(r"what is an? ", title, re.IGNORECASE)] == []


@pytest.mark.parametrize("name", [name for name in WORDING.responses if name.startswith("utter_handed_over_fraud")])
def test_fraud_asks_for_no_card_number_and_names_the_line_that_is_always_open(name):
    text = WORDING.render(name, FACTS).text
    assert "do not type your full card number" in text
    assert FACTS["fraud_line"] in text.split(".")[1]


def test_no_sentence_ends_in_two_stops():
    assert [(name, text) for name, text, _ in variations() if re.search(r"\.\.|\?\.|,\.| ,", text)] == []
