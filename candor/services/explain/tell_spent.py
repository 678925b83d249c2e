"""Answers "how much did I spend at Blue Heron, on groceries, this month?": the sum, and each part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from candor.billing.index import index_of
from candor.billing.page import Page
from candor.billing.records import Book, Statement
from candor.billing.spending import Spent, spent_between
from candor.conversation.replies import Choice, Reply
from candor.conversation.wording import Wording
from candor.services.explain.listing import Item, listed
from candor.services.explain.periods import period_words
from candor.services.explain.telling import WHICH_CHARGE, Told, label_of
from candor.services.find.clues import Wanted, read_clues
from candor.services.find.whose import Whose, whose
from candor.values.calendar_words import last_of_month, months_back

__all__ = ["tell_spent"]

MOST_LISTED, MOST_CHOICES = 8, 3
ONE_DAY = timedelta(days=1)
SINCE_BILL = re.compile(r"\b(?:since|after)\b.*\b(?:bill|statement)\b", re.IGNORECASE)
BILL = re.compile(r"\b(?:bill|statement|cycle)\b", re.IGNORECASE)
IN_ALL = re.compile(
    r"\b(?:in (?:all|total)|altogether|all together|ever|all time|since i (?:opened|got))\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Time:
    """The days that are asked about. `billed`: as bills count them; `name` and `facts` are the words for them."""

    start: date
    end: date
    name: str
    facts: dict[str, str]
    billed: bool = False


def tell_spent(book: Book, wanted: Wanted, today: date, wording: Wording) -> Told:
    """What was spent in the time that is named: at the shop that is named, at shops of a kind, or everywhere.

    When no time is named: at a shop or a kind of shop in the past year, everywhere in this month.
    """
    meant = whose(book, wanted, today)
    if meant.unknown:
        return Told((Reply("utter_spent_unknown", cites=(book.account.id,)),))
    page, time = Page(book, today), _time(book, wanted, today, meant)
    spent = spent_between(book, today, time.start, time.end, meant.includes, billed=time.billed)
    facts = {"period": _which(meant, time, wording), **_facts(page, spent, meant, wording)}
    lines = tuple(line.id for line in spent.lines[:MOST_CHOICES])
    choices = tuple(Choice(label_of(book, line, today), "choose_charge", {"line": line}) for line in lines)
    cites = tuple(line.id for line in spent.lines) or (book.account.id,)
    *first, last = Reply(_response(spent, meant), facts, cites), *_beside(page, spent)
    return Told((*first, replace(last, choices=choices)), shown=lines, asked=WHICH_CHARGE if lines else None)


def _response(spent: Spent, meant: Whose) -> str:
    if len(meant.shops) == 1:
        return "utter_spent_at" if spent.lines else "utter_spent_none_at"
    if meant.is_kind:
        return "utter_spent_kind" if spent.lines else "utter_spent_none_kind"
    return "utter_spent" if spent.lines else "utter_spent_none"


def _which(meant: Whose, time: Time, wording: Wording) -> str:
    """The time in words, and what else the purchases have in common."""
    said = [wording.render(time.name, time.facts).text]
    if meant.card:
        said.append(wording.render("utter_word_spent_by_card", {"card": meant.card}).text)
    if meant.abroad:
        said.append(wording.render("utter_word_spent_abroad", {}).text)
    return " ".join(said)


def _facts(page: Page, spent: Spent, meant: Whose, wording: Wording) -> dict[str, str]:
    facts = {"total": page.amount(spent.total), "count": str(len(spent.lines))}
    if len(meant.shops) == 1:
        facts["name"] = spent.shops[0].name if spent.shops else meant.shops[0]
    if spent.lines:
        facts["list"] = listed(wording, _items(page, spent, by_day=len(meant.shops) == 1))
    return facts


def _items(page: Page, spent: Spent, *, by_day: bool) -> Iterator[Item]:
    """Each purchase, or each shop with its sum. The last line holds the rest, so that all adds up."""
    if by_day:
        amounts = [line.amount for line in spent.lines]
        for line in spent.lines[:MOST_LISTED]:
            yield "utter_word_spent_day", {"date": page.say(line.txn_date), "amount": page.amount(line.amount)}
    else:
        amounts = [shop.amount for shop in spent.shops]
        for shop in spent.shops[:MOST_LISTED]:
            name = "utter_word_spent_shop_once" if len(shop.lines) == 1 else "utter_word_spent_shop"
            count, amount = str(len(shop.lines)), page.amount(shop.amount)
            yield name, {"name": shop.name, "amount": amount, "count": count}
    if amounts[MOST_LISTED:]:
        rest = {"count": str(len(amounts) - MOST_LISTED), "amount": page.amount(sum(amounts[MOST_LISTED:]))}
        yield "utter_word_spent_rest", rest


def _beside(page: Page, spent: Spent) -> Iterator[Reply]:
    """What came back, what is not final yet, and how far back we see."""
    if spent.back:
        facts = {"back": page.amount(spent.came_back), "left": page.amount(spent.total - spent.came_back)}
        name = "utter_spent_back" if spent.came_back <= spent.total else "utter_spent_back_more"
        yield Reply(name, facts, tuple(line.id for line in (*spent.lines, *spent.back)))
    if spent.pending:
        yield Reply(
            "utter_spent_pending", {"pending": page.amount(spent.held)}, tuple(hold.id for hold in spent.pending)
        )
    if spent.seen_from and spent.seen_from <= spent.end:
        yield Reply("utter_fees_seen_from", {"from_day": page.say(spent.seen_from)}, (page.book.account.id,))


def _time(book: Book, wanted: Wanted, today: date, meant: Whose) -> Time:
    """The days that are named, be it by a bill; else the past year for a shop, and this month for all."""
    if IN_ALL.search(wanted.text):
        return _days(min((line.txn_date for line in book.lines), default=today), today, today)
    days = read_clues(wanted, today).days
    bill = _bill(book, wanted.text, today, days)
    if bill:
        closed = {"closed": Page(book, today).say(bill.close)}
        if SINCE_BILL.search(wanted.text):
            return Time(bill.close + ONE_DAY, today, "utter_word_period_since_bill", closed, billed=True)
        return Time(bill.open, bill.close, "utter_word_period_bill", closed, billed=True)
    if days:
        return _days(days[0], min(days[1], today), today)
    if meant.is_narrowed:
        before = months_back(today, 12)
        start = before.replace(day=min(today.day, last_of_month(before).day)) + ONE_DAY
        return Time(start, today, "utter_word_period_past_year", {})
    return _days(today.replace(day=1), today, today)


def _bill(book: Book, text: str, today: date, days: tuple[date, date] | None) -> Statement | None:
    """The bill that is named: the one that closed in the month that is named, else the newest; None for no bill."""
    bills = index_of(book).bills_until(today) if BILL.search(text) else ()
    if days:
        bills = tuple(bill for bill in bills if days[0] <= bill.close <= days[1])
    return bills[-1] if bills else None


def _days(start: date, end: date, today: date) -> Time:
    return Time(start, end, *period_words(start, end, today))
