"""The talk about a dispute, from the actions' side: whose answer a message is, and what is said to it.

What is asked next stands in the case's row (candor/services/disputes/talk.py). A message answers it when the question
was among our last words; whatever else is asked in between is answered first, and the dispute waits.
"""

from __future__ import annotations

import re

from actions.hearing import Heard
from candor.bootstrap import Candor
from candor.clock import day_in
from candor.conversation.moods import drops_it
from candor.conversation.replies import Reply
from candor.disputes.asking import CONFIRM, REASON, kind_of
from candor.disputes.reasons import Answer, Reason
from candor.disputes.states import State
from candor.disputes.told import reason_told
from candor.services.disputes.after_filing import MORE, add_words
from candor.services.disputes.correct_answer import corrected
from candor.services.disputes.note_dispute import note_dispute
from candor.services.disputes.read_answer import Unread, read_answer
from candor.services.disputes.talk import Talk
from candor.services.disputes.tell_case import waiting_reply
from candor.services.find.find_charge import One, find_charge
from candor.store import Transaction
from candor.store.disputes import KeptCase

WAITING = "utter_dispute_waiting"
GOES_ON = re.compile(
    r"^\W*(?:yes|yeah|yep|sure|ok|okay|go on|go ahead|continue|carry on|let'?s go on"
    r"|back to (?:it|the dispute)|please)\b",
    re.IGNORECASE,
)
WHICH_REASON = "utter_dispute_which_reason"
ASKED = re.compile(r"^utter_dispute_(?:ask_|which_reason|known_then|sum_up|change$)")
# Never an answer: the customer wants somebody, or something that can not wait.
FIRST = frozenset({"talk_to_human", "report_fraud", "dispute_status"})
OTHER = frozenset(
    {
        *("explain_charge", "explain_fee", "explain_interest", "ask_refund_status", "request_goodwill"),
        *("pending_charge", "bill_summary", "make_payment", "subscription_charge", "exchange_rate", "other_charge"),
        *("ask_why", "how_to_stop", "change_detail", "out_of_scope"),
    }
)
QUESTION = re.compile(
    r"\?\s*$|^\W*(?:what|why|how|when|where|who|which|can|could|do|does|is|are|show|list|tell|explain)\b", re.IGNORECASE
)
# An amount or a day was told, but none that can be: it answers us all the same.
NEAR = frozenset({"not_less", "above", "zero", "day_rough", "day_ahead", "day_none"})
# A dispute is stopped by words that say so, and not because an answer was taken for them.
TAKES_BACK = re.compile(
    r"\b(?:was me|(?:is|was) mine|remember(?:ed)?|recogni[sz]ed?|my (?:mistake|bad)|i forgot|after all|withdraw"
    r"|take (?:it|that) back|(?:found|know) (?:it|out)"
    r"|(?:is|was|it's) (?:right|correct|fine|ok|okay)|no longer|not wrong)\b",
    re.IGNORECASE,
)
STATEMENTS = frozenset({Answer.TEXT, Answer.LINE})


def was_asked(heard: Heard) -> bool:
    """Whether our last words held a question of the dispute talk."""
    return any(ASKED.match(name) for name in heard.said)


# "File it" files, whatever was said in between.
FILES = re.compile(r"\b(?:file|submit) (?:it|that|this|the dispute|my dispute)\b", re.IGNORECASE)


def answered(tx: Transaction, candor: Candor, heard: Heard) -> tuple[list[Reply], str] | None:
    """The replies to an answer with the line that it is about; None when the message is no answer to us."""
    customer, files = heard.context.customer, _files(heard)
    waits = WAITING in heard.said
    if customer is None or heard.context.choice or not (was_asked(heard) or files or waits):
        return None
    if heard.intent in FIRST and not (files and heard.intent == "dispute_status"):
        return None
    kept = tx.disputes.asked_in(heard.context.conversation)
    if kept is None or kept.customer_id != customer:
        return None
    files = files and kept.asking == CONFIRM
    if waits and not files and not _is_for_what_waits(candor, heard, kept):
        return None
    if not (files or waits or (was_asked(heard) and _is_answer(tx, candor, heard, kept))):
        return None
    tx.must_write()
    told = _taken(tx, candor, heard, tx.disputes.get(kept.id, customer), files=files)
    return (told, kept.case.line_id) if told else None


def _is_for_what_waits(candor: Candor, heard: Heard, kept: KeptCase) -> bool:
    """Whether the words go on with the draft that we said waits, drop it, or put right what was told of it."""
    text = heard.wanted.text
    return bool(drops_it(text) or GOES_ON.search(text) or _corrects(candor, kept, text))


def _corrects(candor: Candor, kept: KeptCase, text: str) -> bool:
    # Only whether: the day it is for a customer is worked out by what takes the answer.
    today = candor.clock.now().date()
    return corrected(kept.facts, kept.asking or CONFIRM, text, today, kept.case.charged) is not None


def _files(heard: Heard) -> bool:
    text = heard.wanted.text
    return FILES.search(text) is not None and not text.rstrip().endswith("?")


def _taken(tx: Transaction, candor: Candor, heard: Heard, kept: KeptCase, *, files: bool) -> list[Reply] | None:
    """What follows the answer to what is asked of this case; None when nothing is asked of it any more."""
    text = heard.wanted.text
    if kept.asking == MORE:
        return [add_words(tx, candor.tools, kept, text)]
    talk = talk_about(tx, candor, heard, kept.case.line_id)
    if talk is None or kept.case.state is not State.DRAFT:
        return None
    if files:
        return talk.file(kept)
    if drops_it(text) or (heard.intent == "take_back" and TAKES_BACK.search(text)):
        return talk.stop(kept)
    if WAITING in heard.said and not _corrects(candor, kept, text):
        return [talk.ask_again(kept)]
    return _answer_taken(tx, candor, heard, talk, kept)


def _answer_taken(tx: Transaction, candor: Candor, heard: Heard, talk: Talk, kept: KeptCase) -> list[Reply]:
    """What follows an answer that is one."""
    text = heard.wanted.text
    if kept.asking == REASON and WHICH_REASON in heard.said and reason_told(text) is None:
        # Two questions brought no reason: a third one would be a loop. The words are kept, and a person takes it up.
        talk.keep_words(kept, text)
        return [note_dispute(tx, candor.tools, heard.context, kept.case.line_id)]
    return talk.answer(kept, text)


def _is_answer(tx: Transaction, candor: Candor, heard: Heard, kept: KeptCase) -> bool:
    told = kept.facts.get("reason")
    kind = kind_of(Reason(told) if told else None, kept.asking or CONFIRM)
    text = heard.wanted.text
    book = tx.ledger.book(kept.customer_id)
    today = day_in(book.customer.time_zone, candor.clock.now())
    if heard.intent == "dispute_charge" and (heard.wanted.merchant or heard.wanted.cents):
        found = find_charge(book, heard.wanted, today, heard.listed, kept.case.line_id)
        if isinstance(found, One) and found.id != kept.case.line_id:
            return False
    if corrected(kept.facts, kept.asking or CONFIRM, text, today, kept.case.charged):
        return True
    if kind not in STATEMENTS:
        told_us = read_answer(kept.asking or "", kind, text, today, kept.case.charged)
        read = not isinstance(told_us, Unread) or told_us.why in NEAR
        # What is about nothing of ours, and asks nothing, answers us as well as it can.
        other = heard.intent in OTHER - {"out_of_scope"} or (heard.intent == "out_of_scope" and QUESTION.search(text))
        return (read and not text.rstrip().endswith("?")) or not other
    return not (heard.intent in OTHER and (QUESTION.search(text) or kept.asking == CONFIRM))


def talk_about(tx: Transaction, candor: Candor, heard: Heard, line_id: str) -> Talk | None:
    """The talk about a line of the customer's; None when it is not on their book."""
    assert heard.context.customer
    book = tx.ledger.book(heard.context.customer)
    line = next((line for line in book.lines if line.id == line_id), None)
    return Talk(tx, candor.tools, heard.context, book, line) if line else None


def still_waits(tx: Transaction, candor: Candor, heard: Heard, said: tuple[str, ...]) -> Reply | None:
    """A word on the dispute that the message talked past; None when there is none, or it is what was said."""
    if not was_asked(heard) or any(name.startswith(("utter_dispute_", "utter_handed_over_")) for name in said):
        return None
    kept = tx.disputes.asked_in(heard.context.conversation)
    if kept is None or kept.case.state is not State.DRAFT or kept.customer_id != heard.context.customer:
        return None
    book = tx.ledger.book(kept.customer_id)
    today = day_in(book.customer.time_zone, candor.clock.now())
    return waiting_reply(candor.tools, book, kept, today)
