"""The desk's own words for disputes: where a case stands, why, its clocks, its steps and what each asks for."""

from __future__ import annotations

from candor.disputes.reasons import Reason
from candor.disputes.states import State

STATES = {
    State.DRAFT: "Begun, not filed",
    State.SUBMITTED: "Filed",
    State.INVESTIGATING: "Being looked into",
    State.AWAITING_CUSTOMER: "Waits for the customer's answer",
    State.MERCHANT_REVIEW: "With the shop's bank",
    State.PRE_ARBITRATION: "The shop said no; before arbitration",
    State.DECIDED_ERROR: "Decided for the customer",
    State.DECIDED_DIFFERENT_ERROR: "Decided in part",
    State.DECIDED_NO_ERROR: "Decided: no error",
    State.MERCHANT_REFUNDED: "The shop gave it back",
    State.WITHDRAWN: "Taken back by the customer",
    State.FRAUD_HANDOFF: "With the fraud team",
    State.NOTIFIED: "The customer was told the result",
    State.CLOSED: "Closed",
    State.STILL_DISPUTED: "Still disputed after the result",
    State.ABANDONED: "Stopped before it was filed",
}
REASONS = {
    Reason.NOT_RECEIVED: "Did not come",
    Reason.NOT_AS_DESCRIBED: "Not what was promised",
    Reason.WRONG_AMOUNT: "The amount is wrong",
    Reason.DUPLICATE: "Charged twice",
    Reason.CREDIT_NOT_PROCESSED: "A refund did not come",
    Reason.CANCELLED_RECURRING: "Was cancelled before",
    Reason.PAID_BY_OTHER_MEANS: "Was paid another way",
    Reason.UNRECOGNISED: "The customer does not know it",
    Reason.WRONG_DATE_OR_SUM: "The day or the sum is wrong",
    Reason.WRONG_CURRENCY: "Charged in the wrong money",
}
CLOCKS = {
    "acknowledge": "Acknowledge",
    "decide": "Decide",
    "credit_itself": "Credits itself",
    "pay": "Pay or object",
    "shop_bank": "Shop's bank",
}
ALERTS = {
    "result_comes_due": "The result is due in two weeks",
    "result_is_due": "The result is due now: three business days are left",
    "no_acknowledgement": "The acknowledgement has not gone out",
}
STEPS = {
    "file": "File it",
    "stop": "Stop: the customer does not want it now",
    "ask": "Ask the customer for something",
    "go_on": "Go on: the answer came, or its day has passed",
    "chargeback": "Ask the shop's bank for the money",
    "shop": "The shop's bank has answered, or let its time pass",
    "contest": "The shop does not accept it",
    "arbitration": "It has ended",
    "error": "Decide: the customer is right",
    "different": "Decide: another amount is right",
    "no_error": "Decide: no error",
    "refund": "The shop gave the money back",
    "withdraw": "The customer takes it back",
    "fraud": "It is fraud: to the fraud team",
    "still": "The customer still disputes it",
    "close_still": "Close what is still disputed",
}
HINTS = {
    "error": "The amount and all interest it caused are credited for good. No investigation is needed to pay.",
    "no_error": "The customer gets your reasons in a letter. For some reasons a refusal needs positive proof.",
    "ask": "The customer reads it in the talk. The clocks do not stop meanwhile.",
    "fraud": "Offer a freeze of the card first, then pass the talk on to the fraud team.",
    "withdraw": "Only by the customer's own free choice.",
    "stop": "Their first word is kept, and we come back to them by that day.",
}
PRESS = {
    "file": "File the dispute",
    "stop": "Stop it",
    "ask": "Ask them",
    "error": "Decide and credit",
    "different": "Decide and credit",
    "no_error": "Decide",
    "withdraw": "Withdraw it",
    "fraud": "To the fraud team",
}
FIELDS = {
    "reason": "What is wrong",
    "amount": "How much of it, in dollars",
    "confirmed": "The customer has confirmed charge, reason and amount",
    "follow_up_by": "We come back by",
    "fact": "What we need to know",
    "due_on": "Answer by",
    "answered": "An answer came",
    "code": "The network's code",
    "reply": "What the shop says",
    "won": "It ended for the customer",
    "why": "Reasons, one a line, as the customer reads them",
    "evidence": "Evidence, one a line",
    "looked_into": "What was looked into, one a line",
    "proof": "Positive proof, one a line",
    "refund_line": "The shop's credit",
    "own_choice": "It is their own free choice",
    "medium": "How they said it (chat, phone, letter)",
    "first_step": "What was done first (freeze offered, card frozen)",
    "written": "They said so in writing, in this talk or a letter",
    "marked_disputed": "Every report of the debt says that it is disputed",
    "told_who": "The customer was told who got a report",
    "what_happened": "What happened, in their words",
    "wanted": "What a good result would be",
    "merchant_contact": "What the shop said",
    "other_line": "The other charge",
    "agreed_amount": "What was agreed, in dollars",
    "receipt": "The receipt says",
    "expected_on": "When it should have come",
    "address": "Where it should have gone",
    "tracking": "Tracking number",
    "promised": "What was promised",
    "got": "What came",
    "return_try": "Whether they tried to send it back",
    "received_on": "When it came",
    "cancelled_on": "When it was cancelled",
    "cancel_method": "How it was cancelled",
    "cancel_proof": "What shows it",
    "refund_on": "When the refund was promised",
    "credit_slip": "The credit slip says",
    "refund_amount": "How much was to come back, in dollars",
    "card_holders": "Who has a card",
    "alias_shown": "The other name of the shop was shown",
    "not_theirs": "Nobody of theirs made it",
    "other_payment": "How it was paid",
    "right_value": "What would be right",
    "currency_offered": "The money it was offered in",
    "choice_given": "They had a choice",
}
HAPPENED = {
    "Submitted": "Filed",
    "Abandoned": "Stopped",
    "Acknowledged": "Acknowledged in writing",
    "InvestigationBegun": "Looking into it began",
    "CustomerAsked": "The customer was asked",
    "WentOn": "Went on",
    "ChargebackFiled": "The shop's bank was asked",
    "ShopHeard": "The shop's bank was heard",
    "ShopContested": "The shop said no",
    "ArbitrationEnded": "Arbitration ended",
    "ErrorDecided": "Decided for the customer",
    "DifferentErrorDecided": "Decided in part",
    "NoErrorDecided": "Decided: no error",
    "CreditGiven": "Credit given",
    "CreditMadeFinal": "Credit made final",
    "CreditReversed": "Credit taken back",
    "Withdrawn": "Taken back by the customer",
    "HandedToFraud": "Handed to the fraud team",
    "ShopRefundSeen": "The shop's refund was seen",
    "Notified": "The result was written to the customer",
    "Closed": "Closed",
    "DisputedStill": "Disputed still",
    "ClosedStillDisputed": "Closed, still disputed",
}
LETTERS = {
    "acknowledgement": "Acknowledgement",
    "temporary_credit": "Temporary credit",
    "correction": "Correction",
    "different_error": "Decision in part, with reasons",
    "explanation": "Decision with reasons",
    "shop_refund": "The shop's refund",
    "withdrawal": "Withdrawal",
    "still_disputed": "Still disputed",
}


def days(left: int) -> str:
    """`12 days left`, `today`, `3 days late`."""
    if left == 0:
        return "today"
    unit = "day" if abs(left) == 1 else "days"
    return f"{left} {unit} left" if left > 0 else f"{-left} {unit} late"
