"""Answers "what did I pay in fees this year?": the sum, each kind, what was given back, and the interest beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from candor.billing.page import Page
from candor.billing.records import Book
from candor.billing.yearly_fees import FeesOfKind, FeesPaid, fees_between
from candor.conversation.replies import Choice, Reply
from candor.conversation.wording import Wording
from candor.services.explain.listing import Item, listed
from candor.services.explain.periods import period_words
from candor.services.explain.telling import WHICH_CHARGE, Told, label_of
from candor.services.find.clues import Wanted
from candor.values.dates import span
from candor.values.periods import find_periods

__all__ = ["tell_fees", "tell_interest_paid"]

MOST_CHOICES = 3
SINCE = re.compile(r"\bsince\s+(?:the\s+)?$")


def tell_fees(book: Book, wanted: Wanted, today: date, wording: Wording) -> Told:
    """The fees of the time that is named, else of this calendar year, with buttons for the newest of them."""
    start, end = _period(wanted.text, today)
    page, paid = Page(book, today), fees_between(book, start, end)
    facts = {
        "total": page.amount(paid.net),
        "period": wording.render(*period_words(start, end, today)).text,
        "interest": page.amount(paid.interest),
    }
    lines = _newest(book, paid)
    if paid.kinds:
        facts["list"] = listed(wording, _items(page, paid, wording))
    cites = (*paid.cites, *paid.interest_cites) or (book.account.id,)
    *first, last = Reply(_response(paid), facts, cites), *_seen_from(page, paid)
    choices = tuple(Choice(label_of(book, line, today), "choose_charge", {"line": line}) for line in lines)
    return Told((*first, replace(last, choices=choices)), shown=lines, asked=WHICH_CHARGE if lines else None)


def tell_interest_paid(book: Book, wanted: Wanted, today: date, wording: Wording) -> Told:
    """The interest of the time that is named, else of this calendar year, with buttons for the newest of it."""
    start, end = _period(wanted.text, today)
    page, paid = Page(book, today), fees_between(book, start, end)
    facts = {"interest": page.amount(paid.interest), "period": wording.render(*period_words(start, end, today)).text}
    reply = Reply("utter_interest_paid", facts, paid.interest_cites or (book.account.id,))
    *first, last = reply, *_seen_from(page, paid)
    rows = sorted((line for line in book.lines if line.id in paid.interest_cites), key=lambda line: line.post_date)
    lines = tuple(line.id for line in rows[::-1][:MOST_CHOICES])
    choices = tuple(Choice(label_of(book, line, today), "choose_charge", {"line": line}) for line in lines)
    return Told((*first, replace(last, choices=choices)), shown=lines, asked=WHICH_CHARGE if lines else None)


def _response(paid: FeesPaid) -> str:
    if paid.interest:
        return "utter_fees_paid_interest" if paid.kinds else "utter_fees_paid_none_interest"
    return "utter_fees_paid" if paid.kinds else "utter_fees_paid_none"


def _period(text: str, today: date) -> tuple[date, date]:
    """The time that is named, up to today; "since" a month goes on to today. This calendar year when none is."""
    for found in find_periods(text.lower(), today):
        days = span(found.value)
        if days and days[0] <= today:
            is_since = SINCE.search(text.lower()[: found.start])
            return days[0], today if is_since else min(days[1], today)
    return date(today.year, 1, 1), today


def _items(page: Page, paid: FeesPaid, wording: Wording) -> Iterator[Item]:
    for kind in paid.kinds:
        yield _item(page, kind, wording)
    if paid.given_back:
        yield "utter_word_fees_back", {"back": page.amount(-paid.given_back)}


def _item(page: Page, kind: FeesOfKind, wording: Wording) -> Item:
    facts = {"name": wording.render(f"utter_word_fee_{kind.kind}", {}).text, "amount": page.amount(kind.amount)}
    if kind.count == 1:
        return "utter_word_fees_once", facts
    return "utter_word_fees_times", {**facts, "count": str(kind.count)}


def _newest(book: Book, paid: FeesPaid) -> tuple[str, ...]:
    fees = {cite for kind in paid.kinds for cite in kind.cites}
    lines = sorted((line for line in book.lines if line.id in fees), key=lambda line: line.post_date, reverse=True)
    return tuple(line.id for line in lines[:MOST_CHOICES])


def _seen_from(page: Page, paid: FeesPaid) -> tuple[Reply, ...]:
    """Said when our rows begin later than the time asked for: the sum can not hold what we do not see."""
    if paid.seen_from is None or paid.seen_from > paid.end:
        return ()
    return (Reply("utter_fees_seen_from", {"from_day": page.say(paid.seen_from)}, (page.book.account.id,)),)
