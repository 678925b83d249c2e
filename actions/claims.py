"""A charge is said to be wrong: the words are kept first, then it is found which charge they mean, and its talk begins.

Whoever is asked which charge it is may answer in any words. What fits no charge is asked once more, and then a person,
who was promised with the first word, finds it with the customer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from actions.disputing import FIRST, OTHER, QUESTION, talk_about
from actions.hearing import Heard
from actions.said import Reading, Said, read_book, said_of
from candor.billing.days import spoken
from candor.billing.duplicates import twin_of
from candor.billing.page import Page
from candor.bootstrap import Candor
from candor.conversation.moods import drops_it
from candor.conversation.questions import Question
from candor.conversation.replies import Choice, Reply
from candor.disputes.reasons import Reason
from candor.disputes.told import is_before, is_claim, reason_told, without_told_sums
from candor.services.disputes.known import BY_CUSTOMER
from candor.services.disputes.not_final import not_final
from candor.services.disputes.note_dispute import note_dispute
from candor.services.explain.check_twice import ABOUT_TWINS
from candor.services.explain.put_right import own_mistake, put_right
from candor.services.explain.telling import label_of
from candor.services.find.find_charge import Found, Nothing, One, Several, find_charge, newest
from candor.services.people.take_back import take_back
from candor.store import Transaction

WHICH, NEWEST, AGAIN, UNKNOWN = (f"utter_dispute_which_{end}" for end in ("charge", "newest", "again", "unknown"))
FIRST_ONE = "utter_dispute_which_first"
ASKED_WHICH = frozenset({WHICH, NEWEST, AGAIN, UNKNOWN, FIRST_ONE})
# Of several they are taken one after the other.
SEVERAL = re.compile(
    r"\b(?:both|all|these|those|two|three|four|five|several|some|many|few|couple)\b.{0,30}"
    r"\b(?:charges|of (?:them|these|those))\b"
    r"|\b(?:both|all) (?:are|were|of it)\b|\bcharges\b.{0,20}\b(?:are|were) (?:all )?wrong\b",
    re.IGNORECASE,
)
# "Is it the Bazara one?" asks nothing else: it names the charge that we asked for.
IS_IT = re.compile(r"^\W*(?:is|was) (?:it|this|that)\b|^\W*(?:the|that|this|it'?s)\b", re.IGNORECASE)

MAY_BE_CLAIMS = frozenset({"explain_charge", "subscription_charge", "exchange_rate", "other_charge", "pending_charge"})
CLAIM = "dispute_charge"
# So may what the model did not understand, or took for something else, where the words name a charge of the bill.
IF_NAMED = frozenset({"nlu_fallback", "out_of_scope", "ask_refund_status", "take_back"})


def as_claim(tx: Transaction, candor: Candor, heard: Heard) -> Heard | None:
    """The message as a claim, when it says in so many words that a charge is wrong, whatever it was taken for."""
    customer = heard.context.customer
    if customer is None or heard.context.choice or not is_claim(heard.wanted.text):
        return None
    if heard.intent in IF_NAMED:
        if isinstance(_found(read_book(tx, customer, candor), heard), Nothing):
            return None
    elif heard.intent not in MAY_BE_CLAIMS | {CLAIM}:
        return None
    others = tuple(one for one in heard.requests if one.intent not in MAY_BE_CLAIMS | {heard.intent})
    return replace(heard, intent=CLAIM, requests=others)


def claimed(tx: Transaction, candor: Candor, heard: Heard) -> Said:
    """What follows "that is wrong", or the button for it."""
    assert heard.context.customer
    tx.must_write()
    reading = read_book(tx, heard.context.customer, candor)
    if not heard.pressed and is_before(heard.wanted.text, reading.today, _first_day(reading)):
        return _before_our_rows(tx, candor, heard, reading)
    found: Found = One(heard.pressed) if heard.pressed else _found(reading, heard, focus=heard.charge)
    if isinstance(found, One):
        return begin_about(tx, candor, heard, reading, found.id)
    _note(tx, candor, heard, None)
    names_one = heard.wanted.merchant is not None or heard.wanted.cents is not None
    noted = note_dispute(tx, candor.tools, heard.context)
    if SEVERAL.search(heard.wanted.text) and not (names_one and isinstance(found, Nothing)):
        return _asking(reading, found, FIRST_ONE, noted)
    return _asking(reading, found, UNKNOWN if names_one else NEWEST, noted)


def _first_day(reading: Reading) -> date:
    """Since when we have rows of the account."""
    return min((line.post_date for line in reading.book.lines), default=reading.today)


def _before_our_rows(tx: Transaction, candor: Candor, heard: Heard, reading: Reading) -> Said:
    """The word kept, and a person who looks further back than we can: no late notice is refused by itself."""
    _note(tx, candor, heard, None)
    noted = note_dispute(tx, candor.tools, heard.context)
    since = spoken(_first_day(reading), reading.today)
    told = replace(noted, response="utter_dispute_before", facts={**noted.facts, "since": since})
    return Said([told], {"charge": None, "listed": [], "asked": None})


def which_told(tx: Transaction, candor: Candor, heard: Heard) -> Said | None:
    """The talk about the charge that answers our "which charge is it?"; None when the message is no answer to that."""
    customer, text = heard.context.customer, heard.wanted.text
    if customer is None or heard.context.choice or ASKED_WHICH.isdisjoint(heard.said) or heard.intent in FIRST:
        return None
    if heard.intent == "take_back" or drops_it(text):
        return Said([take_back(tx, candor.tools, heard.context) or Reply("utter_what_then")], {"asked": None})
    reading = read_book(tx, customer, candor)
    found = _found(reading, heard)
    asks = heard.intent in OTHER and QUESTION.search(text) and not IS_IT.search(text)
    if asks or (isinstance(found, Nothing) and heard.intent in OTHER - {"out_of_scope", "explain_charge"}):
        return None
    tx.must_write()
    return _told_which(tx, candor, heard, reading, found)


def _told_which(tx: Transaction, candor: Candor, heard: Heard, reading: Reading, found: Found) -> Said:
    """What follows the answer to "which charge is it?": its talk, the same question, or a person."""
    if is_before(heard.wanted.text, reading.today, _first_day(reading)):
        return _before_our_rows(tx, candor, heard, reading)
    if isinstance(found, One):
        return begin_about(tx, candor, heard, reading, found.id)
    if isinstance(found, Nothing) and AGAIN in heard.said:
        return Said([note_dispute(tx, candor.tools, heard.context)], {"asked": None})
    return _asking(reading, found, AGAIN, listed=heard.listed)


def mended(candor: Candor, tx: Transaction, reading: Reading, heard: Heard, charge: str | None) -> Said | None:
    """A fee or interest that we got wrong is put right at once, whatever was asked for; None for any other line."""
    told = own_mistake(reading.book, charge, reading.today)
    if told is None:
        return None
    return said_of(put_right(tx, candor.tools, heard.context, told), heard, candor.wording)


def _found(reading: Reading, heard: Heard, focus: str | None = None) -> Found:
    """The charge that is meant; of one that stands there twice, the second one is what is too much."""
    # "It should be $5": that sum is no sum of a charge.
    text = without_told_sums(heard.wanted.text)
    wanted = heard.wanted if text == heard.wanted.text else replace(heard.wanted, text=text, cents=None)
    found = find_charge(reading.book, wanted, reading.today, heard.listed, focus)
    if not isinstance(found, Several) or reason_told(heard.wanted.text) is not Reason.DUPLICATE:
        return found
    page = Page(reading.book, reading.today)
    line = page.line(found.ids[0])
    twin = twin_of(page, line) if line else None
    return One(twin.lines[-1].id) if twin and set(found.ids) <= set(twin.cites) else found


def _note(tx: Transaction, candor: Candor, heard: Heard, charge: str | None) -> None:
    """The first word, whatever becomes of it: with the instant at which it was written."""
    context = heard.context
    message = tx.messages.get(context.message)
    at = message.at if message else candor.clock.now()
    tx.disputes.note(context.message, context.conversation, context.customer or "", at, charge)


def begin_about(tx: Transaction, candor: Candor, heard: Heard, reading: Reading, charge: str) -> Said:
    """The word kept, and the talk about the charge. Our mistake is put right; an old or decided one is a person's."""
    _note(tx, candor, heard, charge)
    mistaken = mended(candor, tx, reading, heard, charge)
    if mistaken:
        return mistaken
    slots: dict[str, object] = {"charge": charge, "listed": [], "asked": None}
    talk = talk_about(tx, candor, heard, charge)
    if talk is None:
        return Said([not_final(tx, candor.tools, heard.context, charge)], slots)
    decided = any(kept.case.decided for kept in tx.disputes.of_line(charge))
    if talk.line.type not in BY_CUSTOMER or talk.is_old or decided:
        return Said([note_dispute(tx, candor.tools, heard.context, charge)], slots)
    told = _told(tx, heard, charge)
    twice = not ABOUT_TWINS.isdisjoint(heard.said)
    return Said(talk.begin(told, Reason.DUPLICATE if twice and reason_told(told) is None else None), slots)


def _told(tx: Transaction, heard: Heard, charge: str) -> str:
    """What the customer said of it so far: claims that named no charge, and these words unless they only name it."""
    before = tx.disputes.words_before(heard.context.conversation, charge, heard.context.message)
    names_only = heard.pressed or (before and reason_told(heard.wanted.text) is None)
    return " / ".join(before if names_only else (*before, heard.wanted.text))


def which_again(reading: Reading, listed: Sequence[str]) -> Said:
    """The same question with the same buttons, after something else was answered in between."""
    return _asking(reading, Several(tuple(listed)) if listed else Nothing(asked=False), NEWEST)


def _asking(
    reading: Reading, found: Found, otherwise: str, noted: Reply | None = None, listed: Sequence[str] = ()
) -> Said:
    """Asks which charge it is: a button for each that fits, else for those that were `listed`, else for the newest."""
    fits = isinstance(found, Several)
    page = Page(reading.book, reading.today)
    ids = found.ids if isinstance(found, Several) else listed or newest(reading.book, reading.today)
    lines = tuple(line_id for line_id in ids if fits or page.line(line_id))
    choices = [Choice(label_of(reading.book, line, reading.today), "dispute_charge", {"line": line}) for line in lines]
    response = otherwise if otherwise == FIRST_ONE or not fits else WHICH
    if response in (AGAIN, UNKNOWN):
        choices.append(Choice("utter_label_ask_talk_to_human", "talk_to_human", {}))
    asking = Reply(response, cites=lines, choices=tuple(choices))
    slots: dict[str, object] = {"charge": None, "listed": list(lines), "asked": Question.WHICH_CHARGE}
    return Said([*((noted,) if noted else ()), asking], slots)
