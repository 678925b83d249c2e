"""Reads an answer to a question of the dispute talk: a day, an amount, yes or no, or the words as they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from candor.disputes.reasons import Answer
from candor.values.amounts import find_amounts
from candor.values.dates import find_dates, span

YES = re.compile(r"^\W*(?:yes|yeah|yep|yup|sure|correct|right|i did|they did|it was|exactly|ok|okay)\b", re.IGNORECASE)
NO = re.compile(r"^\W*(?:no|nope|nah|not|never|none|nobody|i did ?n|they did ?n)", re.IGNORECASE)
WHAT_OR_HOW = frozenset({"wanted", "cancel_method"})
# To "what would a good result be?" neither is an answer; to "did you try to send it back?" each is one.
ONLY_YES_OR_NO = re.compile(
    r"\W*(?:(?:yes|yeah|yep|yup|sure|ok|okay|no|nope|please|y|n)\W*)?(?:(?:file|submit|do|send) (?:it|that|this))?"
    r"(?:\W+(?:please|thanks))?\W*",
    re.IGNORECASE,
)
BARE = re.compile(r"^\D*?(\d{1,6})(?:[.,](\d{2}))?\D*$")
# "20 not 25", "40 instead of 51.20": the other sum is none that we asked for.
NOT_THAT = re.compile(r"[\s,]+(?:and )?(?:not|instead of|rather than) \$?\d[\d,]*(?:\.\d\d)?\b", re.IGNORECASE)
NO_IDEA = re.compile(
    r"\b(?:(?:do|did|could|can|ca)\s?(?:not|n'?t)\s+(?:\w+\s+)?(?:know|remember|recall|tell)|no\s+(?:idea|clue)|not\s+sure|unsure"
    r"|never\s+(?:told|said)|dunno|i\s+forgot|forgotten)\b",
    re.IGNORECASE,
)
UNKNOWN = "unknown"
"""The value of a fact that the customer does not know: it is not asked for again, and the desk sees it."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LONGEST_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
NAMES = "|".join(MONTHS)
NAMED_DAY = re.compile(
    rf"\b(?P<month>{NAMES})[a-z]*\.?\s+(?P<day>\d{{1,3}})(?:st|nd|rd|th)?\b"
    rf"|\b(?P<first>\d{{1,3}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<then>{NAMES})[a-z]*\b",
    re.IGNORECASE,
)
NUMBERED_DAY = re.compile(r"\b\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}\b|\b\d{1,2}/\d{1,2}\b")
LONGEST_SPAN = timedelta(days=7)
MAY_BE_AHEAD = frozenset({"expected_on", "refund_on"})
SHORTEST = 2
"""Letters; less than that tells nothing."""


@dataclass(frozen=True)
class Unread:
    """The answer is none; `why` names the words that say so and how to go on."""

    why: str


def read_answer(name: str, kind: Answer, text: str, today: date, charged: int) -> Any | Unread:
    """The value as JSON can hold it, or Unread."""
    knows_not = kind in (Answer.DAY, Answer.CENTS) and name != "amount" and NO_IDEA.search(text.replace("’", "'"))
    if knows_not and not re.search(r"\d", text):
        return UNKNOWN
    match kind:
        case Answer.DAY:
            return _day(name, text, today)
        case Answer.CENTS:
            return _cents(name, text, charged)
        case Answer.YES_NO:
            if YES.search(text):
                return True
            return False if NO.search(text) else Unread("yes_no")
    says_nothing = name in WHAT_OR_HOW and ONLY_YES_OR_NO.fullmatch(text)
    is_long_enough = sum(char.isalnum() for char in text) >= SHORTEST
    return text.strip() if is_long_enough and not says_nothing else Unread("words")


def _day(name: str, text: str, today: date) -> str | Unread:
    days = [days for days in (span(found.value) for found in find_dates(text, today)) if days]
    if not days:
        return Unread("day_none" if _is_no_day(text) else "day")
    if days[0][1] - days[0][0] >= LONGEST_SPAN:
        return Unread("day_none" if _is_no_day(text) else "day_rough")
    day = days[0][1] if name in MAY_BE_AHEAD else days[0][0]
    if day > today and name not in MAY_BE_AHEAD:
        return Unread("day_ahead")
    return day.isoformat()


def _is_no_day(text: str) -> bool:
    """February 30, 31/02/2026: written as a day, and there is none."""
    for found in NAMED_DAY.finditer(text):
        month = MONTHS.index((found["month"] or found["then"]).lower())
        if not 1 <= int(found["day"] or found["first"]) <= LONGEST_MONTH[month]:
            return True
    return NUMBERED_DAY.search(text) is not None


def _cents(name: str, text: str, charged: int) -> int | Unread:
    text = NOT_THAT.sub(" ", text)
    amounts = [int(found.value) for found in find_amounts(text)]
    bare = BARE.match(text)
    if not amounts and bare:
        amounts = [int(bare[1]) * 100 + int(bare[2] or 0)]
    if not amounts:
        return Unread("amount")
    if name == "amount" and amounts[0] == 0:
        return Unread("zero")
    if name == "agreed_amount" and amounts[0] >= charged:
        return Unread("not_less")
    return Unread("above") if amounts[0] > charged else amounts[0]
