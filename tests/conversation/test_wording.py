import pytest

from candor.conversation.replies import Choice, Reply
from candor.conversation.wording import Worded, Wording
from candor.errors import WordsMissing

WORDING = Wording(
    {
        "utter_plain": [{"text": "That is {name}, {amount}."}],
        "utter_asking": [
            {"text": "Do you know {name}?", "buttons": [{"title": "Yes, {name}", "payload": "/affirm"}]},
        ],
        "utter_two": [{"text": "One way."}, {"text": "Another way."}],
        "utter_button_other": [{"text": "None of these"}],
    }
)


def test_facts_are_filled_in():
    assert WORDING.render("utter_plain", {"name": "Blue Heron", "amount": "$12.40"}) == Worded(
        "That is Blue Heron, $12.40."
    )


def test_braces_inside_a_fact_are_shown_and_never_read():
    worded = WORDING.render("utter_plain", {"name": "{amount} {secret} {0.__class__} %s", "amount": "$1.00"})
    assert worded.text == "That is {amount} {secret} {0.__class__} %s, $1.00."


def test_a_button_of_the_response_becomes_a_choice():
    assert WORDING.render("utter_asking", {"name": "Shop"}).choices == (Choice("Yes, Shop", "affirm"),)


def test_the_same_seed_says_the_same():
    said = {seed: WORDING.render("utter_two", {}, seed).text for seed in "abcdefgh"}
    assert said == {seed: WORDING.render("utter_two", {}, seed).text for seed in "abcdefgh"}
    assert set(said.values()) == {"One way.", "Another way."}


def test_the_choices_of_the_reply_come_before_the_buttons_of_the_response():
    reply = Reply("utter_asking", {"name": "Shop"}, choices=(Choice("Shop A", "choose_charge", {"line": "t1"}),))
    assert [c.label for c in WORDING.speak(reply).choices] == ["Shop A", "Yes, Shop"]
    assert WORDING.speak(reply).choices[0].payload == {"line": "t1"}


def test_a_label_that_names_a_response_is_that_response():
    reply = Reply("utter_two", choices=(Choice("utter_button_other", "other_charge"), Choice("utter_shop", "affirm")))
    assert [c.label for c in WORDING.speak(reply).choices] == ["None of these", "utter_shop"]


@pytest.mark.parametrize(("name", "facts"), [("utter_unknown", {}), ("utter_plain", {"name": "Shop"})])
def test_an_unknown_response_or_a_missing_fact_is_an_error(name, facts):
    with pytest.raises(WordsMissing):
        WORDING.render(name, facts)


def test_the_placeholders_of_a_response_are_those_of_its_text_and_buttons():
    assert WORDING.placeholders("utter_plain") == {"name", "amount"}
    assert WORDING.placeholders("utter_asking") == {"name"}


def test_the_labels_of_a_card_are_words_too_and_its_values_are_not():
    card = {"name": "utter_two", "status": "utter_button_other", "rows": [["utter_button_other", "utter_plain"]]}
    worded = WORDING.speak(Reply("utter_two", card=card)).card
    assert worded == {"name": "utter_two", "status": "None of these", "rows": [["None of these", "utter_plain"]]}
