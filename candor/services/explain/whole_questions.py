"""Which question about the whole bill a message asks, told by its words (docs/decisions/0007).

The bot's intents say what a message is about; several questions share one intent. The words (`whole_words`) pick among
those of an intent, and where none is there, the intent's usual answer stands.
"""

from __future__ import annotations

from candor.services.explain.whole_words import ASKS, CLAIM, MEANS_ANOTHER, WORDS, WholeQuestion

BILL, CHARGE, FEE, INTEREST = "bill_summary", "explain_charge", "explain_fee", "explain_interest"
SUBSCRIPTION, DISPUTE, PAYMENT, PENDING = "subscription_charge", "dispute_charge", "make_payment", "pending_charge"
GOODWILL = "request_goodwill"
EXCHANGE, NOT_OURS = "exchange_rate", ("out_of_scope", "nlu_fallback")
# The intents a question may come under; the first question in this order whose words are there is meant.
UNDER = {
    WholeQuestion.ONLY_MINIMUM: frozenset({BILL, PAYMENT, INTEREST, FEE, *NOT_OURS}),
    WholeQuestion.STOP_INTEREST: frozenset({INTEREST, BILL, PAYMENT}),
    WholeQuestion.FEES_PAID: frozenset({FEE, BILL}),
    WholeQuestion.SPENT: frozenset({BILL, CHARGE, SUBSCRIPTION, PENDING, PAYMENT, EXCHANGE, DISPUTE, *NOT_OURS}),
    WholeQuestion.LARGEST: frozenset({BILL, CHARGE, *NOT_OURS}),
    WholeQuestion.RATES: frozenset({INTEREST, BILL, EXCHANGE, *NOT_OURS}),
    WholeQuestion.AUTOPAY: frozenset({BILL, PAYMENT, *NOT_OURS}),
    WholeQuestion.LEFT_TO_SPEND: frozenset({BILL, PENDING, PAYMENT, *NOT_OURS}),
    WholeQuestion.BALANCE: frozenset({BILL, PAYMENT, *NOT_OURS}),
    WholeQuestion.NEXT_BILL: frozenset({BILL, PAYMENT, *NOT_OURS}),
    WholeQuestion.MOVE_DUE_DAY: frozenset({BILL, PAYMENT, *NOT_OURS}),
    WholeQuestion.COPY: frozenset({BILL, *NOT_OURS}),
    WholeQuestion.CREDIT_REPORT: frozenset({BILL, FEE, INTEREST, PAYMENT, GOODWILL, *NOT_OURS}),
    WholeQuestion.OFFER: frozenset({BILL, FEE, INTEREST, EXCHANGE, *NOT_OURS}),
    WholeQuestion.INTEREST_PAID: frozenset({INTEREST, BILL}),
    WholeQuestion.SUBSCRIPTIONS: frozenset({SUBSCRIPTION}),
    WholeQuestion.CHARGED_TWICE: frozenset({DISPUTE, CHARGE, BILL, PENDING}),
    WholeQuestion.PAYMENT_CAME: frozenset({BILL, PAYMENT, CHARGE, PENDING, *NOT_OURS}),
    WholeQuestion.PENDING: frozenset({BILL}),
    WholeQuestion.WHY_DIFFERENT: frozenset({BILL}),
    WholeQuestion.RECENT: frozenset({BILL, CHARGE, PENDING, *NOT_OURS}),
}


def whole_question(text: str, intent: str) -> WholeQuestion | None:
    """The question about the whole bill that a message of this intent asks; None when it asks none."""
    for question, intents in UNDER.items():
        if intent in intents and WORDS[question].search(text) and _is_meant(question, text):
            return question
    return None


def _is_meant(question: WholeQuestion, text: str) -> bool:
    if question is WholeQuestion.CHARGED_TWICE:
        return bool(ASKS.search(text)) and not CLAIM.search(text)
    return not any(words.search(text) for words in MEANS_ANOTHER.get(question, ()))
