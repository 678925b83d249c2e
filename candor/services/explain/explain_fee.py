"""Answers "why is there a fee?" and "why is there interest?": the newest one of the kind that is meant."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from candor.billing.explanation import Detail
from candor.billing.page import Page
from candor.billing.records import Book, Line, LineType
from candor.conversation.replies import Reply
from candor.services.explain.telling import WANT_PERSON, Told, ask_which, tell_line
from candor.services.find.clues import Clues, Wanted, read_clues
from candor.services.find.whose import whose

__all__ = ["explain_fee", "explain_interest"]

# A kind is meant when one of its words stands in the text; in this order, the first that is there.
FEE_WORDS: Mapping[str, re.Pattern[str]] = {
    kind: re.compile(pattern, re.IGNORECASE)
    for kind, pattern in {
        "late": r"\blate\b|\boverdue\b|past due|missed",
        "returned": r"return|bounce|\bnsf\b|rejected",
        "foreign": r"foreign|abroad|overseas|international|other country|travel",
        "cash": r"\bcash\b|\batm\b|withdraw",
        "annual": r"annual|yearly|membership|every year",
        "overlimit": r"over[- ]?(?:the[- ]|my[- ])?limit",
        "transfer": r"transfer",
        "instalment": r"instal|payment plan",
    }.items()
}
INTEREST_WORDS: Mapping[str, re.Pattern[str]] = {
    "cash": FEE_WORDS["cash"],
    "minimum": re.compile(r"minimum|smallest|least", re.IGNORECASE),
    "deferred": re.compile(r"deferred|promo|no interest|interest[- ]free|0 ?%", re.IGNORECASE),
    "trailing": re.compile(r"trailing|residual|paid (?:it |the |my )?(?:\w+ )?(?:off|in full)|whole", re.IGNORECASE),
}


@dataclass(frozen=True)
class _Family:
    """Fees or interest: the type of line, the words of its kinds, and the kinds of the account's own rows."""

    type: LineType
    words: Mapping[str, re.Pattern[str]]
    kinds: Mapping[str, str]
    name: str


def explain_fee(book: Book, wanted: Wanted, today: date, detail: Detail = Detail.SHORT) -> Told:
    """The newest fee of the kind that the text names (`wanted.kind` goes before it), or of any kind.

    An amount, day or month in the message picks among several. None: says so, and offers a person.
    """
    kinds = {fee.line_id: fee.kind for fee in book.fees}
    return _told(book, wanted, today, detail, _Family(LineType.FEE, FEE_WORDS, kinds, "fee"))


def explain_interest(book: Book, wanted: Wanted, today: date, detail: Detail = Detail.SHORT) -> Told:
    """The newest interest of the kind that the text names, or of any kind; as explain_fee does for fees."""
    kinds = {charge.line_id: charge.kind for charge in book.interest}
    return _told(book, wanted, today, detail, _Family(LineType.INTEREST, INTEREST_WORDS, kinds, "interest"))


def _told(book: Book, wanted: Wanted, today: date, detail: Detail, family: _Family) -> Told:
    lines = sorted((r for r in book.lines if r.type is family.type), key=lambda r: (r.post_date, r.id), reverse=True)
    kind = _kind(wanted, family)
    of_kind = [line for line in lines if kind in (None, _kind_of(line, family))]
    if not of_kind:
        return _none(book, lines, kind, today, family)
    clues = read_clues(wanted, today)
    fitting = _fitting(_set_off_at(book, wanted, today, of_kind) or of_kind, clues)
    if not fitting:
        return ask_which(book, [line.id for line in of_kind[:3]], today, f"utter_which_{family.name}")
    told = tell_line(book, fitting[0].id, today, detail)
    return _with_mention(book, told, fitting, clues, today, family)


def _kind(wanted: Wanted, family: _Family) -> str | None:
    if wanted.kind in family.words:
        return wanted.kind
    return next((kind for kind, pattern in family.words.items() if pattern.search(wanted.text)), None)


def _kind_of(line: Line, family: _Family) -> str | None:
    """By the bank's own row; an imported line has none, and then its printed name tells."""
    known = family.kinds.get(line.id)
    return known or next((kind for kind, pattern in family.words.items() if pattern.search(line.descriptor)), None)


def _set_off_at(book: Book, wanted: Wanted, today: date, lines: Sequence[Line]) -> list[Line]:
    """Those that a purchase at the shop that is named set off; none when no shop is named."""
    named = whose(book, wanted, today)
    if not named.shops:
        return []
    set_off = {fee.line_id for fee in book.fees if fee.trigger_id in (named.ids or ())}
    return [line for line in lines if line.id in set_off]


def _fitting(lines: Sequence[Line], clues: Clues) -> list[Line]:
    """Those of the day or month and the amount that were said; an amount may lack its cents.

    Of several amounts the one that fits counts, and one that was said not to be it ("25 and not 30") after the others.
    """
    days = clues.days
    in_time = [r for r in lines if not days or any(days[0] <= on <= days[1] for on in (r.txn_date, r.post_date))]
    if not clues.amounts:
        return [line for line in in_time if line.amount in clues.numbers] or in_time
    for said in (clues.amounts, clues.denied):
        exact = [line for line in in_time if line.amount in said]
        fitting = exact or [line for line in in_time if line.amount // 100 * 100 in said]
        if fitting:
            return fitting
    return []


def _with_mention(book: Book, told: Told, fitting: Sequence[Line], clues: Clues, today: date, family: _Family) -> Told:
    """Says how many more there are when the message did not pick one."""
    page = Page(book, today)
    more = [line for line in fitting[1:] if (today - line.post_date).days <= 365]
    if not more or clues.amounts or clues.days:
        return told
    facts = {"count": str(len(more)), "latest_amount": page.amount(more[0].amount)}
    name = f"utter_more_{family.name}" if len(more) > 1 else f"utter_one_more_{family.name}"
    reply = Reply(name, facts | {"latest_date": page.say(more[0].post_date)}, tuple(line.id for line in more))
    return replace(told, replies=(*told.replies, reply), shown=tuple(line.id for line in fitting[:5]))


def _none(book: Book, lines: Sequence[Line], kind: str | None, today: date, family: _Family) -> Told:
    """There is no such line: said so, with the others of its family to choose from."""
    if not lines:
        return Told((Reply(f"utter_no_{family.name}"),), asked=WANT_PERSON)
    if kind == "late" and family.name == "fee":
        return ask_which(book, [line.id for line in lines[:3]], today, "utter_no_late_fee")
    return ask_which(book, [line.id for line in lines[:3]], today, f"utter_no_such_{family.name}")
