"""Pictures of a customer's own sums, with their words: the days of an interest line, and what changed on a bill.

A picture stands in the bubble that says the same in words, so nothing is lost where it can not be shown.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from candor.billing.compare import Change, ChangeKind, Comparison
from candor.billing.explanation import Detail, Explanation
from candor.billing.lines import explain
from candor.billing.page import Page
from candor.billing.pictures import Bar, Picture, Strip, strip, waterfall
from candor.billing.records import Book
from candor.conversation.wording import Wording
from candor.services.explain.telling import Told

__all__ = ["card_with", "draw_change", "illustrated", "name_of", "picture_of_line"]


def picture_of_line(book: Book, line_id: str, today: date, wording: Wording) -> Picture | None:
    """The days of an interest line; None for a line whose sum does not stand on days.

    Raises NoSuchLine for an id that is not in the book.
    """
    told = explain(book, line_id, today, Detail.FULL)
    return _drawn(told, today, wording) if told.spans else None


def illustrated(told: Told, today: date, wording: Wording) -> Told:
    """With the picture of its days beside an interest sum, when the sum is told."""
    its = told.explanation
    if its is None or not its.spans or its.detail is not Detail.FULL:
        return told
    card = card_with(_drawn(its, today, wording))
    replies = (replace(one, card=card) if one.response == its.responses[1] else one for one in told.replies)
    return replace(told, replies=tuple(replies))


def draw_change(page: Page, found: Comparison, told: str, wording: Wording) -> Picture:
    """From the earlier bill to the later one; `told` is the same in words."""
    before, now = (
        Bar(wording.render("utter_picture_bill", {"closed": page.say(bill.close)}).text, page.money(bill.new_balance))
        for bill in (found.earlier, found.later)
    )
    changes = [Bar(name_of(change, wording), page.money(change.by)) for change in found.told]
    return waterfall(wording.render("utter_picture_change", {}).text, told, before, changes, now)


def card_with(drawn: Picture) -> dict[str, Any]:
    """The picture as a message carries it."""
    return {"type": "picture", "title": drawn.title, "svg": drawn.svg, "text": drawn.text}


def name_of(change: Change, wording: Wording) -> str:
    """What changed, as it is told: a shop, a kind of fee, or one of the other parts of a bill."""
    if change.kind is ChangeKind.SHOP:
        return change.name
    if change.kind is ChangeKind.FEE:
        return wording.render(f"utter_word_fee_{change.name}", {}).text
    return wording.render(f"utter_word_of_{change.kind}", {"name": change.name}).text


def _drawn(told: Explanation, today: date, wording: Wording) -> Picture:
    facts = told.all_facts
    title = wording.render("utter_picture_interest", facts).text
    said = wording.render(told.responses[1], facts).text
    return strip(Strip(title, told.spans, said.rsplit("\n", 1)[-1], said, today))
