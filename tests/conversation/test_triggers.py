import pytest

from candor.conversation.handing_over import TAKES_OVER, urgency_of
from candor.conversation.triggers import TRIGGERS, sounds_like_fraud, trigger_of

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
    "fraud": [
        "I am a victim of identity theft",
        "somebody hacked into my account",
        "my account has been taken over",
        "they opened a card in my name",
    ],
    "coercion": ["my husband forced me to take out this card", "he made me pay for it", "I am being blackmailed"],
    "vulnerable": ["I have dementia", "i've got cancer and can not deal with this", "I'm in hospital"],
    "access": [
        "I am deaf",
        "can I have this in large print",
        "is there someone who speaks Spanish",
        "do you speak french?",
        "I need an interpreter",
    ],
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
    "the shop made me pay twice",
    "they forced me to buy the warranty",
    "what is CITY HOSPITAL PARKING",
    "I speak to you about the late fee",
    "can you speak up about this fee",
    "CANCER RESEARCH SHOP, what is it",
    "is the account open",
    "what is IDENTITY GUARD",
    "my ex is on the card too",
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


@pytest.mark.parametrize("text", ["my card was stolen", "I lost my wallet", "someone used my card", "this is fraud"])
def test_what_sounds_like_fraud_is_heard_while_the_bot_is_down(text):
    assert sounds_like_fraud(text)


@pytest.mark.parametrize("text", ["what is this charge", "why is there a late fee", "the shop lost my order"])
def test_and_the_rest_is_not(text):
    assert not sounds_like_fraud(text)
