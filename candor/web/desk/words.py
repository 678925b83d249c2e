"""The desk's own words for what the services name: triggers, outcomes, causes, wishes. Customers never read these."""

from __future__ import annotations

from candor.conversation.handing_over import Cause, Outcome

TRIGGERS = {
    "fraud": "Says it is fraud",
    "person": "Asked for a person",
    "misunderstood": "The bot did not understand twice",
    "bot_down": "The bot could not answer",
    "explain": "The explanation did not help",
    "dispute": "Disputes a charge",
    "goodwill": "Asks for money back",
    "correction": "Our mistake to put right",
    "taken_over": "Somebody stepped in",
    "anger": "Is angry",
    "self_harm": "A life is in danger",
    "bereavement": "Somebody has died",
    "coercion": "Is forced or threatened",
    "vulnerable": "Is ill or in a crisis",
    "hardship": "Can not pay",
    "legal": "Speaks of a lawyer or a court",
    "regulator": "Complains to a regulator or the press",
    "servicemember": "Serves in the military",
    "third_party": "Writes for somebody else, or is a minor",
    "access": "Needs another language or way",
    "third_contact": "Third contact about one charge",
    "low_trust": "We have not helped well enough",
}
OUTCOMES = {
    Outcome.SOLVED: "Solved",
    Outcome.EXPLAINED: "Explained",
    Outcome.NOT_AGREED: "We did not agree",
    Outcome.PASSED_ON: "Passed on to somebody else",
    Outcome.NO_ANSWER: "The customer did not answer",
}
CAUSES = {
    Cause.OUR_MISTAKE: "Our mistake",
    Cause.UNCLEAR_WORDS: "Our words were not clear",
    Cause.NOT_UNDERSTOOD: "The bot did not understand",
    Cause.CAN_NOT_DO: "The bot can not do this",
    Cause.SHOP: "The shop's doing",
    Cause.RULE: "A rule that the customer does not like",
    Cause.WISH: "Wanted a person",
    Cause.OTHER: "Something else",
}
WISHES = {
    "dispute_charge": "have a charge taken off that is wrong",
    "report_fraud": "report that somebody else used the card",
    "request_goodwill": "get a fee or interest back",
    "ask_refund_status": "know where a refund is",
    "explain_charge": "know what a charge is",
    "explain_fee": "know what a fee is for",
    "explain_interest": "know why there is interest",
    "bill_summary": "understand the bill",
}
DECISIONS = {
    "GRANT": "given back",
    "GRANT_ON_PAYMENT": "given back once the past due part is paid",
    "DENY": "not given back",
    "HANDOFF": "a person decides",
    "CORRECT": "our mistake, put right",
    "DISPUTE": "it is a dispute",
}
ASSURANCE = {"customer": "Signed in at the bank", "guest": "A guest: nobody has checked who this is"}
TONES = {"angry": "Angry", "sorry": "Said sorry", "calm": "Calm"}


def said(name: str) -> str:
    """A name of the house as words, for what stands in none of the tables."""
    return name.replace("_", " ").capitalize()


def trigger(name: str) -> str:
    return TRIGGERS.get(name) or said(name)
