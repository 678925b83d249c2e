"""Finds amounts of money and gives them in cents, so that "$12.40", "12,40" and "twelve forty" are one thing.

What counts, from the surest to the least sure: a currency sign; a currency word; two decimals; a whole number where
the words around it speak of money ("charged 89 at", "the 64 one"). Spoken prices without a currency word have two
readings: "two thirty one" is $231.00 (also $2.31), "twelve forty" is $12.40 (also $1,240.00). The likelier one is the
value and the other stands in `also`, so that a look into the ledger can tell which was meant.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from candor.values.found import Found
from candor.values.gate import DIGIT, words_of
from candor.values.spoken import NUMBER_WORDS, SPOKEN, readings

_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP"}
_UNITS = {
    "USD": r"dollars?|dolars?|dollers?|bucks?|usd",
    "EUR": r"euros?|eur",
    "GBP": r"pounds?|quid|gbp",
}
_WORD = f"(?:{'|'.join(_UNITS.values())})\\b"
_FREE = r"(?<![\w.,/#*])(?<!\S-)"
_SPACED = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d\d)?"
_NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|\d{1,7}(?:[.,]\d{1,2})?)"
    r"(?![\d]|[.,]\d)"
)
_GROUPED = r"(?:\d{1,3}(?:,\d{3})+|\d{1,5})"
_SCALE = r"(?P<scale>\s?k\b|\s?(?:hundred|thousand|grand|million|mil)\b)"
_OR_SO = r"(?:-?ish\b|[\s-]something\b|\s+odd\b)?"
_NOT_MONEY = r"(?!/|:|-\d|\s*(?:%|percent|am\b|pm\b|a\.m|p\.m|o'clock))"
_STOP = r"(?=\s*(?:$|[?!.,;)]|(?:at|from|on|for)\b))"
_ENDS = (
    r"(?=\s*(?:$|[?!.,;)]|(?:at|from|for|on|to|but|and|in|with|when|that|instead|not|or|by|this|last|yesterday|today|"
    r"is|was|again|twice|please|pls|ish|something)\b))"
)
_BEFORE = (
    r"\b(?:charged?|charging|charge\s+(?:of|for)|for|paid|pay|took|takes?|debited|billed|spent|amount(?:\s+of)?|"
    r"payment\s+of|refund\s+of|fee\s+of|purchase\s+of|owe|not|about|around|roughly|approx\.?)\s+"
    r"(?:(?:me|us|only|about|around|like|exactly|roughly|almost)\s+){0,2}"
)
_AFTER = r"(?=\s+(?:\w+\s+)?(?:charge|fee|hold|purchase|payment|transaction|refund|one)\b)"

_WRITTEN = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:us\s?)?(?P<sign>[$€£])\s?(?P<number>{_SPACED}(?![\d]|[.,]\d)|{_NUMBER}){_SCALE}?",
        rf"\b(?P<unit>usd|eur|gbp)\s?(?P<number>{_NUMBER}){_SCALE}?",
        rf"{_FREE}(?P<number>{_SPACED}|{_NUMBER}){_SCALE}?{_OR_SO}\s?(?:(?P<unit>{_WORD})"
        rf"(?:\s+(?:and\s+)?(?:(?P<cents>\d{{1,2}})\s*cents?\b|(?P<cents_alone>\d\d){_STOP}))?|(?P<sign>[$€£])(?!\d))",
        rf"{_FREE}(?P<only_cents>\d{{1,3}})\s?(?:cents?\b|¢)",
        rf"{_FREE}(?P<number>\d{{1,3}}(?:[ ,]\d{{3}})+\.\d\d|\d{{1,3}}(?:[ .]\d{{3}})+,\d\d|\d{{1,6}}[.,]\d\d)"
        rf"(?![\w]|[.,/]\d){_NOT_MONEY}",
        rf"{_BEFORE}(?P<number>{_NUMBER}){_SCALE}(?!\w)",
        rf"{_FREE}(?P<number>{_NUMBER})(?P<scale>\s?grand)\b",
        rf"{_BEFORE}(?P<number>{_GROUPED})(?!\d|[.,/]\d){_NOT_MONEY}{_OR_SO}{_ENDS}",
        rf"\b(?:the|this|a|that)\s+(?P<number>{_GROUPED})(?![\w]|[.,/]\d){_NOT_MONEY}{_AFTER}",
        r"^[\s\"'(]*(?P<bare>\d{1,5})[\s\"').!?]*$",
    )
]
_SPOKEN_WITH_UNIT = re.compile(
    rf"(?<![\d.,]\s)\b(?P<words>{SPOKEN}){_OR_SO}\s+(?P<unit>{_WORD}|cents?\b)"
    rf"(?:\s+(?:and\s+)?(?P<cents>{SPOKEN})(?:\s+cents?\b|{_STOP}))?",
    re.IGNORECASE,
)
_SPOKEN_PRICE = re.compile(
    rf"(?:{_BEFORE}|\b(?:the|this|was|is)\s+|^)(?P<words>{SPOKEN}){_NOT_MONEY}(?:{_ENDS}|{_AFTER})", re.IGNORECASE
)
# Anywhere in a text: "hillside hardware twenty five ninety seven".
_SPOKEN_LIKE_A_PRICE = re.compile(rf"(?<![\d.,]\s)\b(?P<words>{SPOKEN}){_NOT_MONEY}(?:{_ENDS}|{_AFTER})", re.IGNORECASE)
_SURE_FROM = 1000
_SPOKEN_WORDS = NUMBER_WORDS | {"buck", "dollar", "euro", "pound"}

_ABOUT_BEFORE = re.compile(
    r"(?:\b(?:about|around|roughly|approximately|approx\.?|nearly|almost|like|maybe|some|circa|close\s+to|"
    r"something\s+like)\s+|~\s?)$",
    re.IGNORECASE,
)
_ABOUT_AFTER = re.compile(r"\s?-?ish\b|[\s-]something\b|\s+(?:or\s+so|odd|give\s+or\s+take)\b", re.IGNORECASE)
_SCALES = {"hundred": 100, "k": 1000, "thousand": 1000, "grand": 1000, "million": 1_000_000, "mil": 1_000_000}


def find_amounts(text: str) -> Iterator[Found]:
    """Amounts; the value is whole cents as digits. `more` may hold what else was said of it:

    `currency`; `also`, the other readings; `about`, that it was said to be near only; `bare`, that the whole text is
    this number, so that it may be a place in a list or a card ending as well.
    """
    for found in _amounts(text):
        about = _ABOUT_BEFORE.search(text[max(found.start - 25, 0) : found.start]) or _ABOUT_AFTER.search(
            text, found.start, found.end + 20
        )
        yield replace(found, more={**found.more, "about": True}) if about else found


def _amounts(text: str) -> Iterator[Found]:
    words = words_of(text)
    for pattern in _WRITTEN if DIGIT in words else ():
        for match in pattern.finditer(text):
            yield _written(match)
    if not _SPOKEN_WORDS.isdisjoint(words):
        yield from _spoken(text)


def _spoken(text: str) -> Iterator[Found]:
    for match in _SPOKEN_WITH_UNIT.finditer(text):
        yield from _spoken_with_unit(match)
    for match in _SPOKEN_PRICE.finditer(text):
        yield from _spoken_price(match)
    for match in _SPOKEN_LIKE_A_PRICE.finditer(text):
        yield from (one for one in _spoken_price(match) if _is_dollars_and_cents(one, match["words"]))


def _is_dollars_and_cents(found: Found, words: str) -> bool:
    """Two numbers, the first of two digits: "twenty five ninety seven", "sixty one oh six"."""
    two = len(found.readings) > 1 or bool(re.search(r"\boh?\b", words, re.IGNORECASE))
    return two and min(map(int, found.readings)) >= _SURE_FROM


def _written(match: re.Match[str]) -> Found:
    said = {name: text for name, text in match.groupdict().items() if text}
    first = next(name for name in ("only_cents", "bare", "number") if name in said)
    start = min(match.start(name) for name in (first, "sign", "unit") if name in said)
    if first == "only_cents":
        return Found("amount", start, match.end(), str(int(said[first])))
    if first == "bare":
        return Found("amount", start, match.end("bare"), str(int(said[first]) * 100), {"bare": True})
    scale = _SCALES[said["scale"].strip().lower()] if "scale" in said else 1
    cents = _cents(said["number"]) * scale + int(said.get("cents") or said.get("cents_alone") or 0)
    more = _apart(said["number"]) if scale == 1 and start == match.start("number") else {}
    return Found("amount", start, match.end(), str(cents), _currency(said) | more)


def _apart(number: str) -> dict[str, object]:
    """In "19 250.00" the first number may belong to something else, when no sign stands before it."""
    parts = number.split()
    return {"also": [str(_cents(parts[-1]))]} if len(parts) > 1 else {}


def _spoken_with_unit(match: re.Match[str]) -> Iterator[Found]:
    whole = readings(match["words"], unit_said=True)
    rest = readings(match["cents"], unit_said=True) if match["cents"] else [0]
    if not whole or not rest:
        return
    cents = whole[0] // 100 if match["unit"].lower().startswith("cent") else whole[0] + min(rest[0] // 100, 99)
    yield Found("amount", match.start("words"), match.end(), str(cents), _currency({"unit": match["unit"]}))


def _spoken_price(match: re.Match[str]) -> Iterator[Found]:
    found = readings(match["words"], unit_said=match["words"].lower().endswith("grand"))
    if found:
        more = {"also": [str(cents) for cents in found[1:]]}
        yield Found("amount", match.start("words"), match.end("words"), str(found[0]), more if found[1:] else {})


def _cents(number: str) -> int:
    """Cents of a written number; the last sign before one or two closing digits is the decimal sign."""
    split = re.fullmatch(r"(.+?)[.,](\d{1,2})", number)
    whole, decimals = split.groups() if split else (number, "0")
    return int(Decimal(re.sub(r"[.,\s]", "", whole) + "." + decimals) * 100)


def _currency(said: dict[str, str]) -> dict[str, object]:
    if "sign" in said:
        return {"currency": _SIGNS[said["sign"]]}
    unit = said.get("unit", "")
    known = [code for code, words in _UNITS.items() if re.fullmatch(words, unit, re.IGNORECASE)]
    return {"currency": known[0]} if known else {}
