"""Answers "did anybody charge me twice?", and says a real twin by itself, once, when its bill is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from candor.billing.bill import lines_after
from candor.billing.compare import lines_of
from candor.billing.duplicates import Parts, PendingToo, Twin, parts_of_orders, pending_too, twin_of, twins
from candor.billing.page import Page
from candor.billing.records import Book, Line
from candor.billing.shops import Shops, bought
from candor.conversation.replies import Choice, Reply
from candor.conversation.wording import Wording
from candor.services.explain.listing import Item, listed
from candor.services.explain.telling import IS_IT_YOURS, LABEL, Told
from candor.services.find.clues import Wanted, read_clues
from candor.services.find.names import KnownNames, words_of
from candor.store import Transaction

__all__ = ["check_twice", "mention_own_twin", "mention_twin"]

LOOKED_AT = timedelta(days=365)
LOOKS_LIKE_IT = timedelta(days=90)
SAID = 0.6
# The log of what was said in these tells which twins the customer knows of.
ABOUT_TWINS = frozenset(
    {
        *("utter_twins", "utter_twins_same_day", "utter_twins_often"),
        *("utter_twins_several", "utter_twins_noticed"),
        *("utter_explain_duplicate", "utter_explain_duplicate_line", "utter_explain_duplicate_full"),
    }
)


def check_twice(book: Book, wanted: Wanted, today: date, wording: Wording) -> Told:
    """The twins of the past year, those of the shop that is named if one is; else what only looks like one."""
    page = Page(book, today)
    named = _named(page, wanted)
    found = [twin for twin in twins(book, today, today - LOOKED_AT) if _is_at(page, twin.lines[0], named)]
    if found:
        replies = (_list(page, found, wording),) if len(found) > 1 else ()
        return _told((*replies, _twin_reply(page, found[0], _response(found[0]))), found[0])
    return _none(page, named)


def mention_twin(tx: Transaction, book: Book, today: date) -> Told | None:
    """The newest twin on the newest bill or since it; None when this customer was told of it or told us of it.

    What was told stands in the log of messages, so it is said once, whatever becomes of a turn.
    """
    bills = [bill for bill in book.statements if bill.close < today]
    newest = max(bills, key=lambda bill: bill.close, default=None)
    on_bill = [*(lines_of(book, newest) if newest else ()), *lines_after(book, newest.close if newest else None, today)]
    ids = {line.id for line in on_bill}
    since = min((line.post_date for line in on_bill), default=today)
    fresh = [twin for twin in twins(book, today, since) if not twin.habit and twin.lines[-1].id in ids]
    if not fresh:
        return None
    return _noticed(tx, Page(book, today), fresh)


def mention_own_twin(tx: Transaction, book: Book, line_id: str, today: date) -> Told | None:
    """The twin that a line belongs to; None when it has none, or when this customer knows of it already.

    A charge may be told as something else first of all (a tip was added, nobody knows the shop) and have a twin too.
    """
    page = Page(book, today)
    line = page.line(line_id)
    twin = twin_of(page, line) if line else None
    return _noticed(tx, page, [twin]) if twin and not twin.habit else None


def _noticed(tx: Transaction, page: Page, found: Iterable[Twin]) -> Told | None:
    """The first that the customer was neither told of nor told us of."""
    customer = page.book.customer.id
    told = tx.messages.cited_in(customer, ABOUT_TWINS)
    claimed = {row.context.get("charge") for row in tx.handoffs.of_customer(customer)}
    claimed |= {line for _, line, _ in tx.disputes.notices_of(customer)}
    new = (twin for twin in found if not told.issuperset(twin.cites) and claimed.isdisjoint(twin.cites))
    twin = next(new, None)
    return _told((_twin_reply(page, twin, "utter_twins_noticed"),), twin) if twin else None


def _told(replies: Sequence[Reply], twin: Twin) -> Told:
    return Told(tuple(replies), focus=twin.lines[-1].id, asked=IS_IT_YOURS)


def _named(page: Page, wanted: Wanted) -> str | None:
    """The key of the shop that the message names, among those of the past year."""
    shops = Shops(page)
    names: dict[tuple[str, ...], str] = {}
    for line in bought(page.book, page.today):
        if page.today - line.post_date <= LOOKED_AT:
            names |= dict.fromkeys(words_of(shops.of(line).name, line.descriptor), shops.key(line))
    scores = KnownNames.of(names).scores(read_clues(wanted, page.today).words)
    best = max(scores, key=lambda name: scores[name], default=None)
    return names[best] if best and scores[best] >= SAID else None


def _is_at(page: Page, line: Line, named: str | None) -> bool:
    return named is None or Shops(page).key(line) == named


def _response(twin: Twin) -> str:
    if len(twin.lines) > 2:
        return "utter_twins_often"
    return "utter_twins_same_day" if twin.lines[0].txn_date == twin.lines[1].txn_date else "utter_twins"


def _twin_reply(page: Page, twin: Twin, response: str) -> Reply:
    first, last = twin.lines[0], twin.lines[-1]
    facts = {
        "name": page.shop(first).said,
        "amount": page.amount(first.amount),
        "count": str(len(twin.lines)),
        "total": page.amount(first.amount * len(twin.lines)),
        "first_day": page.say(first.txn_date),
        "second_day": page.say(last.txn_date),
    }
    choices = (
        Choice(f"{LABEL}both_are_mine", "affirm", {}),
        Choice(f"{LABEL}only_once", "dispute_charge", {"line": last.id}),
    )
    return Reply(response, facts, twin.cites, choices)


def _list(page: Page, found: Sequence[Twin], wording: Wording) -> Reply:
    items: list[Item] = [
        (
            "utter_word_twin",
            {
                "name": page.shop(twin.lines[0]).said,
                "amount": page.amount(twin.lines[0].amount),
                "count": str(len(twin.lines)),
                "second_day": page.say(twin.lines[-1].txn_date),
            },
        )
        for twin in found
    ]
    facts = {"count": str(len(found)), "list": listed(wording, items)}
    return Reply("utter_twins_several", facts, tuple(cite for twin in found for cite in twin.cites))


def _none(page: Page, named: str | None) -> Told:
    """No twin: what only looks like one, and a way to say that something is wrong all the same."""
    wrong = (Choice(f"{LABEL}it_is_wrong", "dispute_charge", {}),)
    book, today = page.book, page.today
    look_alike = [
        *(_parts(page, one) for one in parts_of_orders(book, today, today - LOOKS_LIKE_IT) if _at(page, one, named)),
        *(_pending(page, one) for one in pending_too(book, today) if _is_at(page, one.line, named)),
    ]
    checked = tuple(line.id for line in _checked(page, named)) or (book.account.id,)
    *first, last = Reply("utter_no_twins", cites=checked), *look_alike[:1]
    return Told((*first, replace(last, choices=wrong)))


def _checked(page: Page, named: str | None) -> Iterable[Line]:
    """Of what was looked at, the newest charges of the shop that was named; nothing when none was."""
    return [line for line in bought(page.book, page.today) if named and _is_at(page, line, named)][-5:]


def _at(page: Page, one: Parts, named: str | None) -> bool:
    return _is_at(page, one.lines[0], named)


def _parts(page: Page, one: Parts) -> Reply:
    facts = {
        "name": page.shop(one.lines[0]).said,
        "count": str(len(one.lines)),
        "total": page.amount(one.total),
        "date": page.say(one.lines[0].txn_date),
    }
    return Reply("utter_no_twins_parts", facts, tuple(line.id for line in one.lines))


def _pending(page: Page, one: PendingToo) -> Reply:
    facts = {
        "name": page.shop(one.line).said,
        "amount": page.amount(one.line.amount),
        "until": page.say(page.day(one.hold.expires_at)),
    }
    return Reply("utter_no_twins_pending", facts, (one.line.id, one.hold.id))
