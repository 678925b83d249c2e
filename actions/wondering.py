"""Questions about the dispute itself, in its middle or after it: answered at once, then back to what was asked."""

from __future__ import annotations

from actions.claims import ASKED_WHICH, which_again
from actions.disputing import FIRST, talk_about
from actions.hearing import Heard
from actions.said import Said, read_book
from candor.bootstrap import Candor
from candor.conversation.replies import Reply
from candor.disputes.states import State
from candor.disputes.wondering import Topic, names_a_dispute, topic_of
from candor.services.disputes.tell_rights import tell_rights
from candor.store import Transaction
from candor.store.disputes import KeptCase

# "Any news, when do you decide?" is told with how the case stands.
OF_ITS_STATE = frozenset({Topic.TIME, Topic.NEXT, Topic.MONEY})
OF_A_DISPUTE = ("utter_dispute_", "utter_handed_over_dispute")


def wondered(tx: Transaction, candor: Candor, heard: Heard) -> Said | None:
    """The answer to what a customer wonders about a dispute; None for every other message."""
    customer, text = heard.context.customer, heard.wanted.text
    topic = topic_of(text)
    if customer is None or heard.context.choice or topic is None:
        return None
    # "Can you take the late fee off?" wonders about nothing.
    wish = heard.intent == "request_goodwill" and topic is Topic.INTEREST
    if wish or (heard.intent in FIRST and (heard.intent != "dispute_status" or topic in OF_ITS_STATE)):
        return None
    named, near = names_a_dispute(text), any(name.startswith(OF_A_DISPUTE) for name in heard.said)
    if not (named or near):
        return None
    kept = _case_meant(tx, heard, customer)
    reading = read_book(tx, customer, candor)
    told = tell_rights(candor.tools, reading.book, kept, topic, reading.today)
    if not told:
        return None
    if kept is None:
        again = None if ASKED_WHICH.isdisjoint(heard.said) else which_again(reading, heard.listed)
        return Said([*told, *again.replies], again.slots) if again else Said(told)
    return Said([*told, *_asked_again(tx, candor, heard, kept)], {"charge": kept.case.line_id, "asked": None})


def _case_meant(tx: Transaction, heard: Heard, customer: str) -> KeptCase | None:
    """The case that this talk is about, else the customer's newest one that is not over."""
    asked = tx.disputes.asked_in(heard.context.conversation)
    if asked and asked.customer_id == customer and (asked.case.state is State.DRAFT or asked.case.is_open):
        return asked
    going = [one for one in tx.disputes.of_customer(customer) if one.case.is_open or one.case.state is State.DRAFT]
    here = [one for one in going if one.case.line_id == heard.charge] or [
        one for one in going if one.conversation_id == heard.context.conversation
    ]
    return next(reversed(here or going), None)


def _asked_again(tx: Transaction, candor: Candor, heard: Heard, kept: KeptCase) -> list[Reply]:
    """The question that was open, so that the talk goes on where it was."""
    talk = talk_about(tx, candor, heard, kept.case.line_id) if kept.asking else None
    return [talk.ask_again(kept)] if talk else []
