"""Answers "what is pending?" and "is this hold real?": one hold explained, or the list of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from candor.billing.bill import summarise
from candor.billing.explanation import Detail
from candor.billing.page import Page
from candor.billing.records import Book
from candor.conversation.replies import Reply
from candor.services.explain.explain_charge import explain_charge
from candor.services.explain.telling import Told, ask_which, tell_line
from candor.services.find.clues import Wanted, read_clues
from candor.services.find.find_charge import names_on_bill

__all__ = ["list_pending"]

MOST_LISTED = 5


def list_pending(
    book: Book,
    wanted: Wanted,
    today: date,
    shown: Sequence[str] = (),
    focus: str | None = None,
    detail: Detail = Detail.SHORT,
    asked_before: bool = False,
) -> Told:
    """The pending charge that the message means; when it means none in particular, the list with total and money free.

    What is no longer pending is explained as what it became. Arguments as of explain_charge.
    """
    clues = read_clues(wanted, today)
    holds = sorted(Page(book, today).open_holds(), key=lambda hold: hold.at, reverse=True)
    ids = [hold.id for hold in holds]
    if (
        clues.is_strong
        or names_on_bill(book, wanted, today)
        or (clues.ordinal and shown)
        or (focus in ids and clues.points_back)
    ):
        return explain_charge(book, wanted, today, shown, focus, detail, asked_before)
    if not ids:
        return Told((Reply("utter_pending_none", cites=(book.account.id,)),))
    if len(ids) == 1:
        return tell_line(book, ids[0], today, detail)
    bill = summarise(book, today)
    facts = {"count": str(len(ids)), "total": str(bill.pending)}
    if bill.available is None:
        return ask_which(book, ids[:MOST_LISTED], today, "utter_pending_list_no_limit", facts)
    facts["available"] = str(bill.available)
    return ask_which(book, ids[:MOST_LISTED], today, "utter_pending_list", facts)
