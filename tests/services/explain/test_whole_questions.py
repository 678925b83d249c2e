"""Which question about the whole bill is meant, in many wordings; and what is none of them."""

import pytest

from candor.services.explain.whole_questions import whole_question
from candor.services.explain.whole_words import WholeQuestion

ASKED = {
    (WholeQuestion.PAYMENT_CAME, "bill_summary"): (
        "when did i last pay",
        "when was my last payment and how much",
        "what was my last payment",
        "did i pay already this month",
        "have I paid my bill yet?",
    ),
    (WholeQuestion.WHY_DIFFERENT, "bill_summary"): (
        "why is my bill higher than last month?",
        "how come this bill is so much lower",
        "bill went up, why",
        "what changed since the last statement",
        "Why is my bill so high this month",
        "my statement doubled, what happened",
        "I owe way more than usual, explain",
        "compare this bill with the one before",
    ),
    (WholeQuestion.FEES_PAID, "explain_fee"): (
        "what did I pay in fees this year?",
        "how much have I paid in fees",
        "total of all fees in 2025 please",
        "add up my fees",
        "total fee cost last year",
        "list every fee on my account",
        "which fees did you take since january, all of them",
    ),
    (WholeQuestion.STOP_INTEREST, "explain_interest"): (
        "what must I pay to stop the interest, by when?",
        "how do I avoid interest",
        "i dont want to pay any more interest, what do i do",
        "how can I get rid of the interest",
        "when does the interest stop",
        "what amount avoids interest charges this month",
        "by what date do I have to pay so there's no interest",
    ),
    (WholeQuestion.SPENT, "bill_summary"): (
        "how much did I spend this month",
        "how much have I spent at Harvest Lane Market",
        "what did i spend on groceries last month",
        "whats the total i spent on gas",
        "show me my spending",
        "how much money did i spend at olive and fig in october",
        "how much have I paid to Goodacre this year",
        "how much has Bazara charged me so far",
    ),
    (WholeQuestion.SUBSCRIPTIONS, "subscription_charge"): (
        "which subscriptions do I pay, and what went up?",
        "list my memberships",
        "what am I paying for every month",
        "show recurring charges",
        "did any subscription get more expensive",
        "what am I subscribed to",
        "what monthly charges do i have",
    ),
    (WholeQuestion.PENDING, "bill_summary"): (
        "anything not final yet on my card",
        "what holds are on my account",
    ),
    (WholeQuestion.CHARGED_TWICE, "dispute_charge"): (
        "is anything on my bill there twice",
        "look through it and see if any shop took the money two times",
        "did anybody charge me twice?",
        "was I charged twice by Kettle & Home?",
        "are there any duplicates on my bill",
        "can you check if a shop billed me double",
        "have i been double charged anywhere",
        "is there a double charge on my card",
    ),
}

# So plain that they are heard even when the message was taken for something that is not ours.
PLAIN = {WholeQuestion.PAYMENT_CAME, WholeQuestion.SPENT}  # and those of test_account.py


@pytest.mark.parametrize(
    ("question", "intent", "text"),
    [(question, intent, text) for (question, intent), texts in ASKED.items() for text in texts],
)
def test_a_question_is_known_in_other_words(question: WholeQuestion, intent: str, text: str) -> None:
    assert whole_question(text, intent) is question
    assert whole_question(text.upper(), intent) is question


@pytest.mark.parametrize("question", ["how do i avoid interest", "what do I have to pay to not pay interest"])
def test_interest_may_be_asked_about_under_the_bill(question: str) -> None:
    assert whole_question(question, "bill_summary") is WholeQuestion.STOP_INTEREST


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("how much do I owe and when?", "bill_summary"),
        ("what is my balance", "bill_summary"),
        ("show me my bill", "bill_summary"),
        ("why does it say I spent $40 there", "explain_charge"),
        ("I never spent that much, what is it", "explain_charge"),
        ("is my payment of Monday still pending", "bill_summary"),
        ("is the minimum payment due in May", "bill_summary"),
        ("why was I charged a late fee", "explain_fee"),
        ("what is this annual fee?", "explain_fee"),
        ("how much will i pay in fees to swap currencies", "explain_fee"),
        ("what fees come with this account", "explain_fee"),
        ("why does StreamNook charge me every month", "subscription_charge"),
        ("why is there interest, I paid on time", "explain_interest"),
        ("why is Cinelume more expensive?", "subscription_charge"),
        ("is this a subscription", "subscription_charge"),
        ("what is this charge from Blue Heron", "explain_charge"),
    ],
)
def test_an_ordinary_question_keeps_its_ordinary_answer(text: str, intent: str) -> None:
    assert whole_question(text, intent) is None


@pytest.mark.parametrize(
    "claim",
    [
        "I was charged twice by Kettle & Home",
        "they charged me double",
        "the same transaction appears twice on my bill",
        "you charged me twice, refund it",
        "did you see they billed me twice? fix it",
        "why was i billed twice for one coffee",
        "is it a mistake that this is on here twice",
    ],
)
def test_who_says_that_it_is_there_twice_makes_a_claim_and_is_not_asked_again(claim: str) -> None:
    assert whole_question(claim, "dispute_charge") is None


@pytest.mark.parametrize("intent", ["report_fraud", "talk_to_human", "request_goodwill", "thanks"])
def test_other_intents_are_never_taken_over(intent: str) -> None:
    for texts in ASKED.values():
        assert all(whole_question(text, intent) is None for text in texts)


@pytest.mark.parametrize("intent", ["out_of_scope", "nlu_fallback"])
def test_what_was_not_understood_is_taken_only_for_a_question_that_its_words_put_plainly(intent: str) -> None:
    for (question, _), texts in ASKED.items():
        for text in texts:
            assert whole_question(text, intent) is (question if question in PLAIN else None)
