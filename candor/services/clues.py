"""What a message says about which line is meant: amounts, days, cards, kinds of shop, and the words that may be a name.

The bot's entities are a help, not a need: they may be missing or wrong, so the whole text is read here as well.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from candor.billing.days import MONTHS
from candor.services.vocabulary import KIND_WORDS, ORDINALS, PLAIN, SHOP_WORDS


@dataclass(frozen=True)
class Wanted:
    """What was understood of a message. `period` is `YYYY-MM`; `ordinal` counts from 1, and -1 is the last."""

    text: str = ""
    merchant: str | None = None
    cents: int | None = None
    day: date | None = None
    period: str | None = None
    card_ending: str | None = None
    ordinal: int | None = None
    kind: str | None = None


@dataclass(frozen=True)
class Clues:
    """What can be held against a line. `amounts` are sure to be amounts, `numbers` (whole dollars) only may be."""

    words: tuple[str, ...]
    amounts: frozenset[int]
    numbers: frozenset[int]
    days: tuple[date, date] | None
    card: str | None
    shop_types: frozenset[str]
    kinds: frozenset[str]
    ordinal: int | None
    names_shop: bool
    only_names: bool

    @property
    def is_strong(self) -> bool:
        """Whether the message names something that only some lines can be."""
        return bool(self.amounts or self.days or self.card or self.names_shop or self.shop_types)

    @property
    def points_back(self) -> bool:
        """Whether it can only be about what was talked about: it names nothing itself."""
        return not self.is_strong and not self.only_names


ORDINAL = re.compile(
    rf"\b(?:the|number)?\s*({'|'.join(ORDINALS)})\s+(?:one|charge|line|of them)\b|^\W*(?:the\s+)?"
    rf"({'|'.join(word for word in ORDINALS if word != 'last')})\W*$"
)

MONTH_NUMBER = {name[:length].lower(): n for n, name in enumerate(MONTHS, 1) for length in (3, 4, len(name))}
MONTH = "|".join(sorted(MONTH_NUMBER, key=len, reverse=True))
NAMED_DAY = re.compile(rf"\b({MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*[.,]\d)")
DAY_NAMED = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({MONTH})\b")
NUMBER_DAY = re.compile(r"(?<![\d.$/])(\d{1,2})/(\d{1,2})(?:/(\d{2,4}))?(?![\d/])")
NAMED_MONTH = re.compile(rf"\b(?:in|from|for|of|since)\s+({MONTH})\b")
PERIOD = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
AGO = {"today": 0, "yesterday": 1, "this morning": 0, "last night": 1}

DOLLARS = re.compile(r"\$\s?(\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.(\d{2}))?(?!\d)")
SAID_DOLLARS = re.compile(r"(?<![\d.,])(\d{1,7})(?:\.(\d{2}))?\s?(?:dollars?|bucks?|usd)\b")
CENTS = re.compile(r"(?<![\d.,$])(\d{1,3}(?:,\d{3})+|\d{1,7})\.(\d{2})(?![\d.])")
WHOLE = re.compile(
    r"(?<![\w.,/$*#-])(\d{1,5})(?![\w.,/-]*\d)(?!\s*(?:st|nd|rd|th|days?|weeks?|months?|years?|times|charges)\b)"
)
CARD = re.compile(r"\b(?:ending|ends|card)\s+(?:in\s+|with\s+)?(\d{4})\b")
WORD = re.compile(r"[a-z0-9]+")
OTHER_THING = re.compile(r"\b(?:this|that|the|an?)\s+(\w+)\s+(?:charge|payment|purchase|transaction|thing|line)\b")
FROM = re.compile(r"\b(?:from|at)\s+(?:the\s+|my\s+|a\s+)?([a-z][a-z']{2,})")
FEW_WORDS = 3
NO_NAMES = frozenset({*PLAIN, *SHOP_WORDS, *KIND_WORDS, *MONTH_NUMBER, *ORDINALS})
MOST_WORDS = 40


def read_clues(wanted: Wanted, today: date) -> Clues:
    """The clues of the entities and of the text; a sure entity goes before what the text may say."""
    text = wanted.text.lower().replace("’", "'")
    days, rest = _days(wanted, text, today)
    amounts = frozenset({wanted.cents} if wanted.cents is not None else _amounts(rest))
    card = wanted.card_ending or _first(CARD, rest)
    words = tuple(dict.fromkeys(WORD.findall(rest.replace("'", ""))))[:MOST_WORDS]
    return Clues(
        words=_names(wanted, words),
        amounts=amounts,
        numbers=frozenset() if amounts else _numbers(rest, card),
        days=days,
        card=card,
        shop_types=frozenset().union(*(SHOP_WORDS.get(word, frozenset()) for word in words)),
        kinds=frozenset({wanted.kind} if wanted.kind else (KIND_WORDS[word] for word in words if word in KIND_WORDS)),
        ordinal=wanted.ordinal or _ordinal(text),
        names_shop=bool(wanted.merchant) or _names_shop(rest),
        only_names=_only_names(rest),
    )


def _names(wanted: Wanted, words: tuple[str, ...]) -> tuple[str, ...]:
    named = WORD.findall((wanted.merchant or "").lower().replace("'", ""))
    return tuple(dict.fromkeys((*named, *(word for word in words if word not in PLAIN and not word.isdigit()))))


def _amounts(text: str) -> set[int]:
    found = (match for pattern in (DOLLARS, SAID_DOLLARS, CENTS) for match in pattern.finditer(text))
    return {int(match[1].replace(",", "")) * 100 + int(match[2] or 0) for match in found}


def _numbers(text: str, card: str | None) -> frozenset[int]:
    return frozenset(int(number) * 100 for number in WHOLE.findall(text) if number != card and int(number) > 0)


def _ordinal(text: str) -> int | None:
    match = ORDINAL.search(text)
    return ORDINALS[match[1] or match[2]] if match else None


def _names_shop(text: str) -> bool:
    """Whether a name stands where names stand: after "from" or "at", or before "charge"."""
    return any(_may_be_name(word) for word in (*FROM.findall(text), *OTHER_THING.findall(text)))


def _only_names(text: str) -> bool:
    """Whether it is a few words and one of them may be a name."""
    words = WORD.findall(text)
    return len(words) <= FEW_WORDS and any(map(_may_be_name, words))


def _may_be_name(word: str) -> bool:
    return word not in NO_NAMES and not word.isdigit()


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return match[1] if match else None


def _days(wanted: Wanted, text: str, today: date) -> tuple[tuple[date, date] | None, str]:
    """The span of days that is meant, and the text without them, so that a day is not read as an amount."""
    said, rest = _said_days(text, today)
    if wanted.day:
        return (wanted.day, wanted.day), rest
    period = PERIOD.fullmatch(wanted.period or "")
    return (_month(int(period[1]), int(period[2])) if period else said), rest


def _said_days(text: str, today: date) -> tuple[tuple[date, date] | None, str]:
    for pattern, month_at, day_at in ((NAMED_DAY, 1, 2), (DAY_NAMED, 2, 1), (NUMBER_DAY, 1, 2)):
        match = pattern.search(text)
        day = _past_day(match[month_at], match[day_at], today) if match else None
        if match and day:
            return (day, day), text[: match.start()] + " " + text[match.end() :]
    for word, ago in AGO.items():
        if re.search(rf"\b{word}\b", text):
            day = today - timedelta(days=ago)
            return (day, day), text.replace(word, " ")
    if "last week" in text or "this week" in text:
        return (today - timedelta(days=today.weekday() + 7 * ("last week" in text)), today), text
    if "last month" in text:
        last = today.replace(day=1) - timedelta(days=1)
        return _month(last.year, last.month), text
    match = NAMED_MONTH.search(text)
    if match:
        month = MONTH_NUMBER[match[1]]
        return _month(today.year - (month > today.month), month), text
    return None, text


def _past_day(month: str, day: str, today: date) -> date | None:
    """The newest such day that is not after today; None when there is no such day."""
    number = MONTH_NUMBER.get(month) or int(month)
    for year in (today.year, today.year - 1):
        if not 1 <= number <= 12 or not 1 <= int(day) <= monthrange(year, number)[1]:
            return None
        found = date(year, number, int(day))
        if found <= today:
            return found
    return None


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])
