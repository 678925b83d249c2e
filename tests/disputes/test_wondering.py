"""What a customer wonders about in the middle of a dispute, in many words; and what is no such question."""

from __future__ import annotations

import pytest

from candor.disputes.wondering import Topic, names_a_dispute, topic_of

ASKED = {
    Topic.CREDIT: [
        "will this hurt my credit?",
        "does that affect my credit score",
        "Will it show on my credit report?",
        "is this bad for my credit",
        "are you going to report me to the bureaus?",
    ],
    Topic.PAY: [
        "do I have to pay it meanwhile?",
        "should i pay that while you check?",
        "do i still owe it in the meantime",
        "must I pay this now?",
        "can i skip that one on this bill?",
        "how much do I have to pay meanwhile?",
        "will autopay still take it?",
    ],
    Topic.TIME: [
        "how long does it take?",
        "when will I hear from you?",
        "how many days until you decide",
        "by when?",
        "and how long will that be?",
        "when do I get an answer",
        "how long do I have to wait for your decision?",
    ],
    Topic.CARD: [
        "can I still use my card?",
        "is my card still good? will it work",
        "will you close my account because of this?",
        "is my card going to be blocked?",
        "may I keep using the card",
    ],
    Topic.LOSE: [
        "what if I lose?",
        "what happens if the shop says I am wrong?",
        "and if they refuse?",
        "but what if you decide against me",
        "what if it turns out I was wrong",
    ],
    Topic.INTEREST: ["will I have to pay interest on it?", "do you charge interest meanwhile", "can I get a late fee?"],
    Topic.COST: ["does it cost anything?", "is this free?", "will you charge me for this?", "is there a fee"],
    Topic.PROOF: [
        "do I need a receipt?",
        "do i have to go to the police?",
        "what proof do you need",
        "what if I have no receipt?",
    ],
    Topic.SHOP: ["do I have to call the shop first?", "should I talk to the merchant?", "must i email them first"],
    Topic.MONEY: ["when do I get my money back?", "will I get it back right away?", "do I get a temporary credit?"],
    Topic.MIND: ["can I take it back later?", "what if I change my mind?", "can i cancel the dispute after that"],
    Topic.IN_TIME: ["is it too late?", "how long do I have to dispute it?", "am I still in time?"],
    Topic.NEXT: ["what happens next?", "what now?", "how does this work", "so what do you do now?"],
}


@pytest.mark.parametrize(("topic", "text"), [(topic, text) for topic, texts in ASKED.items() for text in texts])
def test_what_is_wondered_about_is_heard(topic: Topic, text: str) -> None:
    assert topic_of(text) is topic


@pytest.mark.parametrize(
    "text",
    [
        "May 6",
        "they told me to pay in cash and then charged my card",
        "I want my money back",
        "it should have been 8 dollars",
        "12 Pine Street, Portland",
        "how much do I owe?",
        "how much do I have to pay?",
        "when do I have to pay?",
        "why did I get interest?",
        "I called the shop and they hung up",
        "can you block my card",
        "what is the Bazara charge?",
        "yes",
        "no, the other one",
        "in cash",
        "the right sum",
        "did they charge me twice?",
        "how do I stop it?",
        "is this 175 dollar gas charge real?",
        "do I have to pay " + "and so on " * 30 + "?",
    ],
)
def test_what_is_no_such_question_stays_what_it_is(text: str) -> None:
    assert topic_of(text) is None


def test_the_words_themselves_may_say_that_a_dispute_is_meant() -> None:
    assert names_a_dispute("will disputing it hurt my credit?")
    assert names_a_dispute("do I have to pay it while you look into it?")
    assert not names_a_dispute("can I still use my card?")
