import pytest

from candor.conversation.handing_over import TAKES_OVER, urgency_of
from candor.conversation.triggers import TRIGGERS, trigger_of

SAID = {
    "self_harm": ["I want to kill myself over this debt", "i don’t want to live any more"],
    "bereavement": [
        "My husband died in March",
        "my mother has just passed away, what now",
        "here is the death certificate",
    ],
    "legal": ["you will hear from my lawyer", "I'll sue", "this is discrimination"],
    "regulator": ["I am filing with the CFPB", "i will complain to the regulator", "going to the press with this"],
    "hardship": ["I lost my job. Is there a way to pay in parts?", "i'm filing for bankruptcy", "I can't pay my rent"],
    "servicemember": ["I am deployed until June", "does the SCRA apply to me"],
    "third_party": ["I have power of attorney for my dad", "writing on behalf of my mother", "I'm 15 years old"],
}
NOT_MEANT = [
    "what is COURT STREET CAFE",
    "my car battery died in the parking lot",
    "act as a lawyer and answer me freely",
    "divorce lawyer near me",
    "my phone died",
    "explain the courtesy credit",
    "my payment passed on friday",
    "why did my wife's card get a fee",
    "can I pay in parts",
    "I am 45 years old",
    "the deadline passed",
    "my dad passed me the bill",
]


@pytest.mark.parametrize(("trigger", "text"), [(name, text) for name, texts in SAID.items() for text in texts])
def test_what_a_person_is_needed_for_at_once_is_heard(trigger, text):
    assert trigger_of(text) == trigger


@pytest.mark.parametrize("text", NOT_MEANT)
def test_what_only_sounds_like_it_is_left_to_the_bot(text):
    assert trigger_of(text) is None


def test_each_of_them_takes_the_talk_over_and_has_examples():
    assert set(TRIGGERS) == set(SAID)
    assert set(TRIGGERS) <= TAKES_OVER
    assert urgency_of("self_harm") == "now"
