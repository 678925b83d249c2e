"""Every wording of an explanation, with facts filled in, against the rules for explanations (domain.md part 4)."""

import re

import pytest

from candor.trust.readability import sentences
from tests.words.samples import FACTS, WORDING

EXPLAIN = "utter_explain_"
NAMES = [name for name in WORDING.responses if name.startswith(EXPLAIN)]
SHORT = [name for name in NAMES if not name.endswith(("_line", "_full"))]
FULL = [name for name in NAMES if name.endswith("_full")]
ONE_LINE = [name for name in NAMES if name.endswith("_line")]
# A wording that says we are wrong: by its name, or because it tells what is too much.
MISTAKES = [name for name in SHORT if "We got this wrong" in WORDING.responses[name][0]["text"]]
# Bubbles after the first one of an explanation: which line is meant has been said by then.
AFTER = re.compile(r"^utter_explain_interest_(?:stop_|last|not_last|cash_paid|after_offer|offer_ends|rate_changed)")
KINDS = [name.removeprefix(EXPLAIN).removesuffix("_line") for name in ONE_LINE]

MOST_SENTENCES = 3
AMOUNT = re.compile(r"[$€]\d|\d+ days ×")
HEDGES = re.compile(r"\b(?:might|perhaps|possibly|we think|it seems we|could be wrong)\b", re.IGNORECASE)
SELLING = re.compile(r"\b(?:upgrade|we can offer|new card|sign up|earn|reward you)\b", re.IGNORECASE)
ASKS = re.compile(r"\?")


def text_of(name: str) -> str:
    return WORDING.render(name, FACTS).text


def test_there_are_explanations_to_read():
    assert all((SHORT, FULL, ONE_LINE, MISTAKES, KINDS))


def test_every_kind_has_its_short_words():
    assert [kind for kind in KINDS if not has_short_words(kind)] == []


def has_short_words(kind):
    own = [name for name in SHORT if name == f"{EXPLAIN}{kind}" or name.startswith(f"{EXPLAIN}{kind}_")]
    return own or kind in {"fee", "card_check"} or kind.endswith("_hold")


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_of_ours_is_said_first_without_a_hedge(name):
    """V5 and V8: bad news in the first words, and what was wrong with its amount."""
    text = text_of(name)
    assert sentences(text)[0] == "We got this wrong"
    assert not HEDGES.search(text)
    assert AMOUNT.search(text)


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_of_ours_asks_nothing_of_the_customer(name):
    """What happens to it follows in a bubble of its own, with its day (services.put_right)."""
    (variation,) = WORDING.responses[name]
    assert "?" not in variation["text"]
    assert "buttons" not in variation


@pytest.mark.parametrize("name", ["opened", "opened_day", "open", "open_day"])
def test_a_correction_says_what_comes_off_by_when_and_that_nothing_is_to_be_done(name):
    text = text_of(f"utter_correction_{name}")
    assert re.search(r"\bcomes? off\b", text)
    assert "{day}" in WORDING.responses[f"utter_correction_{name}"][0]["text"]
    assert sentences(text)[-1] == "You do not need to do anything"


def test_an_explanation_says_which_line_it_is_about():
    """V8: an amount of the line's own, or the name as it is printed."""
    which = {"amount", "asked", "descriptor", "computed", "final", "over", "for_amount"}
    first = [name for name in SHORT if not AFTER.match(name)]
    assert [name for name in first if not WORDING.placeholders(name) & which] == []


def test_an_explanation_is_at_most_three_sentences_with_one_question():
    """V9: the customer is busy."""
    # Interest is told in several bubbles; tests/services/explain/test_bill_words.py counts theirs as they are said.
    texts = {name: text_of(name) for name in (*SHORT, *ONE_LINE) if "_interest" not in name}
    assert [text for text in texts.values() if len(sentences(text.split(": ", 1)[-1])) > MOST_SENTENCES] == []
    assert [text for text in texts.values() if len(ASKS.findall(text)) > 1] == []


def test_a_one_line_answer_names_amount_and_day():
    assert [name for name in ONE_LINE if not {"amount", "date"} <= WORDING.placeholders(name)] == []
    assert [name for name in ONE_LINE if WORDING.responses[name][0].get("buttons")] == []


def test_a_sum_is_in_figures():
    lists = {name for name in FULL if "list" in " ".join(WORDING.placeholders(name))}
    assert [name for name in FULL if name not in lists and not AMOUNT.search(text_of(name))] == []


def test_nothing_is_sold_where_something_is_explained():
    assert [name for name in NAMES if SELLING.search(text_of(name))] == []


@pytest.mark.parametrize("said", ["You might want to upgrade.", "We think it is $5."])
def test_these_tests_can_fail(said):
    assert HEDGES.search(said) or SELLING.search(said)
