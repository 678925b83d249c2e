"""In the middle of a dispute: "and the Bazara one too", and "no, I meant the other one"."""

from __future__ import annotations

import re

from actions.claims import begin_about
from actions.disputing import FIRST, QUESTION, WAITING, talk_about, was_asked
from actions.hearing import Heard
from actions.said import Reading, Said, read_book
from candor.bootstrap import Candor
from candor.disputes.states import State
from candor.services.disputes.other_line import ask_which_instead, lines_like, move_to_line
from candor.services.find.find_charge import Found, One, Several, find_charge
from candor.store import Transaction
from candor.store.disputes import KeptCase

WHICH_INSTEAD = "utter_dispute_which_instead"
ALSO = re.compile(r"^\W*(?:(?:oh|ok|okay|yes)\W+)?(?:and|also|plus)\b|\b(?:too|as well|also)\W*$", re.IGNORECASE)
INSTEAD = re.compile(
    r"\b(?:(?:not|wrong) (?:that |this |the |charge|one)+|(?:i|we) meant? the|meant? (?:another|a different)"
    r"|(?:no|sorry|wait|actually|oops)\b.{0,20}\b(?:the )?(?:other|another|different|previous|earlier) (?:one|charge)"
    r"|^\W*the other (?:one|charge))\b",
    re.IGNORECASE,
)


def another_meant(tx: Transaction, candor: Candor, heard: Heard) -> Said | None:
    """The talk about another charge, beside the one that is being taken or in its place; None for all other words."""
    customer, text = heard.context.customer, heard.wanted.text
    if customer is None or heard.context.choice or heard.intent in FIRST or QUESTION.search(text):
        return None
    named = WHICH_INSTEAD in heard.said
    instead, also = INSTEAD.search(text) is not None or named, ALSO.search(text)
    if not (instead or also) or not (was_asked(heard) or WAITING in heard.said or named):
        return None
    kept = tx.disputes.asked_in(heard.context.conversation)
    if kept is None or kept.customer_id != customer or kept.case.state is not State.DRAFT:
        return None
    reading = read_book(tx, customer, candor)
    found = find_charge(reading.book, heard.wanted, reading.today, (), None)
    if instead:
        return _instead(tx, candor, heard, kept, found)
    if not isinstance(found, One) or found.id == kept.case.line_id or not _is_named(reading, heard, found.id):
        return None
    tx.must_write()
    return begin_about(tx, candor, heard, reading, found.id)


def _is_named(reading: Reading, heard: Heard, line_id: str) -> bool:
    """Whether a word of the message stands in the line's name: a day or a sum alone may be part of the story."""
    line = next((line for line in reading.book.lines if line.id == line_id), None)
    shop = reading.book.merchants.get(line.merchant_id or "") if line else None
    name = f"{line.descriptor if line else ''} {shop.brand if shop else ''}".lower()
    return any(word in name for word in re.findall(r"[a-z]{4,}", heard.wanted.text.lower()))


def _instead(tx: Transaction, candor: Candor, heard: Heard, kept: KeptCase, found: Found) -> Said | None:
    old = talk_about(tx, candor, heard, kept.case.line_id)
    if old is None or (WHICH_INSTEAD in heard.said and not isinstance(found, One)):
        return None
    tx.must_write()
    ids = (found.id,) if isinstance(found, One) else found.ids if isinstance(found, Several) else ()
    lines = lines_like(old, ids)
    if len(lines) != 1:
        return Said([ask_which_instead(old, kept, lines or lines_like(old, heard.listed))], {"asked": None})
    talk = talk_about(tx, candor, heard, lines[0].id)
    return Said(move_to_line(talk, kept), {"charge": lines[0].id, "asked": None}) if talk else None
