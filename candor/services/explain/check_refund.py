"""Answers "where is my refund?": under way with its dates, late, arrived, or honestly not known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from candor.billing.page import Page
from candor.billing.records import Book, LineType
from candor.conversation.replies import Reply
from candor.services.explain.telling import WANT_PERSON, Told, ask_which, tell_line
from candor.services.find.clues import Clues, Wanted, read_clues
from candor.services.find.find_charge import One, find_charge
from candor.services.find.names import KnownNames, Names, words_of

__all__ = ["check_refund"]

MOST_CHOICES = 3
# An arrived refund older than this is not the one that is asked for.
ASKED_ABOUT = timedelta(days=60)
SAID = 0.6


def check_refund(book: Book, wanted: Wanted, today: date, shown: Sequence[str] = (), focus: str | None = None) -> Told:
    """The refund that is meant, by its purchase, shop or amount; those under way go before those that arrived.

    `shown` and `focus` are what Told gave the last time. Without any: says so, and offers a person.
    """
    page, clues = Page(book, today), read_clues(wanted, today)
    if clues.ordinal and shown:
        found = find_charge(book, wanted, today, shown)
        return (
            tell_line(book, found.id, today)
            if isinstance(found, One)
            else ask_which(book, shown, today, "utter_which_refund")
        )
    under_way = [refund.id for refund in book.refunds if page.line(refund.line_id) is None]
    arrived = [
        line.id
        for line in sorted(book.lines, key=lambda line: line.post_date, reverse=True)
        if line.type is LineType.REFUND and today - line.post_date <= ASKED_ABOUT
    ]
    known = [*under_way, *arrived]
    named = _named(page, known, clues, focus)
    if named == [] and known:
        return ask_which(book, known[:MOST_CHOICES], today, "utter_no_such_refund")
    return _told(book, today, named or under_way or arrived[:1])


def _told(book: Book, today: date, ids: Sequence[str]) -> Told:
    if not ids:
        return Told((Reply("utter_refund_none"),), asked=WANT_PERSON)
    if len(ids) == 1:
        return tell_line(book, ids[0], today)
    return ask_which(book, ids[:MOST_CHOICES], today, "utter_which_refund")


def _named(page: Page, ids: Sequence[str], clues: Clues, focus: str | None) -> list[str] | None:
    """The refunds that the message names; None when it names nothing, an empty list when it names none of ours."""
    names = {line_id: _names(page, line_id) for line_id in ids}
    known = KnownNames.of({name: " ".join(those[0]) for those in names.values() for name in those})
    said = known.scores(clues.words)
    by_name = [line_id for line_id, those in names.items() if any(said.get(name, 0.0) >= SAID for name in those)]
    by_amount = [line_id for line_id in ids if _amount(page, line_id) in clues.amounts]
    if by_name or by_amount:
        return [line_id for line_id in by_name if line_id in by_amount] or by_amount or by_name
    if clues.names_shop or clues.amounts:
        return []
    in_focus = [line_id for line_id in ids if focus in (line_id, _purchase_id(page, line_id))]
    return in_focus or None


def _purchase_id(page: Page, line_id: str) -> str | None:
    refund = next((r for r in page.book.refunds if line_id in (r.id, r.line_id)), None)
    line = page.line(line_id)
    return refund.purchase_id if refund else line.reversal_of if line else None


def _names(page: Page, line_id: str) -> Names:
    """The shop's own name and the printed one."""
    row = page.line(_purchase_id(page, line_id)) or page.line(line_id)
    return words_of(page.shop(row).name, row.descriptor) if row else ()


def _amount(page: Page, line_id: str) -> int | None:
    refund = next((r for r in page.book.refunds if line_id in (r.id, r.line_id)), None)
    line = page.line(line_id)
    return refund.amount if refund else abs(line.amount) if line else None
