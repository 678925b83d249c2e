"""What a message says about which line is meant: amounts, days, cards, kinds of shop, and the words that may be a name.

The bot's entities are a help, not a need: they may be missing or wrong, so the whole text is read here as well, with
the same reading of values (candor/values).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from candor.services.find.mentions import WORD, names_shop, only_names
from candor.services.find.vocabulary import KIND_WORDS, PLAIN, SHOP_WORDS, SUPERLATIVES
from candor.values.dates import span
from candor.values.found import Found
from candor.values.ordinals import ALL
from candor.values.reading import find_values

EVERY_ONE = 0
"""The ordinal of "both" and "all of them"."""


@dataclass(frozen=True)
class Wanted:
    """What was understood of a message. `period` is an ISO month or period ("2026-05", "2026-05-04/2026-05-10").

    `ordinal` counts from 1; -1 is the last, 0 every one.
    """

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
    """What can be held against a line. `amounts` are sure to be amounts, `numbers` (whole dollars) only may be.
    `denied` are those that were said not to be it ("25 and not 30"), beside others.

    `about`: the amount was said to be near only. `superlative`: newest, oldest, largest or smallest of a list.
    `other_than_it`: not the line that was talked about.
    """

    words: tuple[str, ...]
    amounts: frozenset[int]
    about: bool
    numbers: frozenset[int]
    denied: frozenset[int]
    days: tuple[date, date] | None
    card: str | None
    shop_types: frozenset[str]
    kinds: frozenset[str]
    ordinal: int | None
    superlative: str | None
    other_than_it: bool
    names_shop: bool
    only_names: bool

    @property
    def is_strong(self) -> bool:
        """Whether the message names something that only some lines can be."""
        return bool(self.amounts or self.days or self.card or self.names_shop or self.shop_types)

    @property
    def tell_of_more_than_names(self) -> bool:
        """Whether a line whose name was not said can still be meant."""
        said = (self.amounts, self.numbers, self.days, self.card, self.shop_types, self.kinds)
        return any(bool(one) for one in said)

    @property
    def points_back(self) -> bool:
        """Whether it can only be about what was talked about: it names nothing itself."""
        return not self.is_strong and not self.only_names


WHOLE = re.compile(
    r"(?<![\w.,/$*#-])(\d{1,5})(?![\w.,/-]*\d)(?!\s*(?:st|nd|rd|th|days?|weeks?|months?|years?|times|charges)\b)"
)
SUPERLATIVE = re.compile(rf"\b({'|'.join(SUPERLATIVES)})\s+(?:one|charge|amount|of\s+(?:them|these|those|the))\b")
OTHER_ONE = re.compile(r"\b(?:the\s+other\s+(?:one|charge)|not\s+(?:that|this)\s+one)\b")
# What stands before an amount that was expected, or is turned down: "and not 30", "instead of the $30".
NOT_IT = re.compile(r"(?:\bnot|n't|\binstead\s+of|\brather\s+than)(?:\s+(?:the|a|be|been|it|just|only))*\s+$")
CREDIT_CARD = re.compile(r"\bcredit\s+card")
MOST_WORDS = 40


def read_clues(wanted: Wanted, today: date, listed: int = 0) -> Clues:
    """The clues of the text, and of the entities where the text has none. `listed`: how many lines were shown last,
    so that a number alone may be a place among them."""
    text = wanted.text.lower().replace("’", "'")
    values = find_values(text, today)
    ordinal = _ordinal(wanted, values, listed)
    card = next((one.value for one in values if one.entity == "card_ending"), wanted.card_ending)
    rest = _without(text, (one for one in values if one.entity in ("date", "amount", "card_ending")))
    said = _said(wanted, text, values, rest, card) if ordinal is None else Said(numbers=_numbers(rest, card))
    words = tuple(dict.fromkeys(WORD.findall(CREDIT_CARD.sub(" ", rest).replace("'", ""))))[:MOST_WORDS]
    superlative = SUPERLATIVE.search(rest)
    return Clues(
        words=_names(wanted, words),
        amounts=said.amounts,
        about=any("about" in one.more for one in values),
        numbers=said.numbers,
        denied=said.denied,
        days=_days(wanted, values, listed, today),
        card=card,
        shop_types=frozenset().union(*(SHOP_WORDS.get(word, frozenset()) for word in words)),
        kinds=frozenset({wanted.kind} if wanted.kind else (KIND_WORDS[word] for word in words if word in KIND_WORDS)),
        ordinal=ordinal,
        superlative=SUPERLATIVES[superlative[1]] if superlative else None,
        other_than_it=bool(OTHER_ONE.search(rest)),
        names_shop=bool(wanted.merchant) or names_shop(rest),
        only_names=only_names(rest),
    )


def _names(wanted: Wanted, words: tuple[str, ...]) -> tuple[str, ...]:
    named = WORD.findall((wanted.merchant or "").lower().replace("'", ""))
    return tuple(dict.fromkeys((*named, *(word for word in words if word not in PLAIN and not word.isdigit()))))


@dataclass(frozen=True)
class Said:
    """The amounts of a message in cents: sure ones, whole numbers that may be some, and those turned down."""

    amounts: frozenset[int] = frozenset()
    numbers: frozenset[int] = frozenset()
    denied: frozenset[int] = frozenset()


def _said(wanted: Wanted, text: str, values: Sequence[Found], rest: str, card: str | None) -> Said:
    """Of "25 and not 30" the 25 is an amount like one with a sign; with nothing beside it, "not 30" names the 30."""
    found = [one for one in values if one.entity == "amount"]
    turned_down = [one for one in found if NOT_IT.search(text[: one.start])]
    amounts = _readings(one for one in found if one not in turned_down)
    numbers = _numbers(rest, card)
    denied = _readings(turned_down) | _turned_down(rest) & numbers
    others = numbers - denied
    if amounts or not denied:
        entity = frozenset({wanted.cents} if wanted.cents is not None else ())
        amounts = amounts or entity
        return Said(amounts, numbers - amounts, denied)
    return Said(others, frozenset(), denied) if others else Said(denied)


def _readings(found: Iterable[Found]) -> frozenset[int]:
    """All readings: which of them was meant the ledger tells."""
    return frozenset(int(reading) for one in found for reading in one.readings)


def _turned_down(text: str) -> frozenset[int]:
    return frozenset(int(one[1]) * 100 for one in WHOLE.finditer(text) if NOT_IT.search(text[: one.start()]))


def _ordinal(wanted: Wanted, values: Iterable[Found], listed: int) -> int | None:
    for one in values:
        if one.entity == "ordinal":
            return EVERY_ONE if one.value == ALL else int(one.value)
        if "bare" in one.more and 0 < int(one.value) // 100 <= listed:
            return int(one.value) // 100
    return wanted.ordinal


def _days(wanted: Wanted, values: Iterable[Found], listed: int, today: date) -> tuple[date, date] | None:
    """The first day or period that has begun; a day that may as well be a place in a list is one when there is none."""
    said = [
        reading
        for one in values
        if one.entity == "date" or (one.entity == "ordinal" and not listed)
        for reading in (one.readings if one.entity == "date" else one.readings[1:])
    ]
    spans = [days for value in said if (days := span(value)) and days[0] <= today]
    entity = wanted.day.isoformat() if wanted.day else wanted.period
    return spans[0] if spans else span(entity) if entity else None


def _without(text: str, values: Iterable[Found]) -> str:
    for one in sorted(values, key=lambda one: one.start, reverse=True):
        text = f"{text[: one.start]} {text[one.end :]}"
    return text


def _numbers(text: str, card: str | None) -> frozenset[int]:
    return frozenset(int(number) * 100 for number in WHOLE.findall(text) if number != card and int(number) > 0)
