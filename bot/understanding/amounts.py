"""Finds amounts of money and gives them in cents, so that "$12.40", "12,40" and "twelve forty" are one thing.

What counts, from the surest to the least sure: a currency sign; a currency word; two decimals; a whole number where
the words around it speak of money ("charged 89 at", "the 64 one"). Spoken prices without a currency word have two
readings: "two thirty one" is $231.00 (also $2.31), "twelve forty" is $12.40 (also $1,240.00). The likelier one is the
value and the other stands in `also`, so that a look into the ledger can tell which was meant.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.understanding.found import Found
from bot.understanding.spoken import SPOKEN, readings

_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP"}
_UNITS = {
    "USD": r"dollars?|dolars?|dollers?|bucks?|usd",
    "EUR": r"euros?|eur",
    "GBP": r"pounds?|quid|gbp",
}
_WORD = f"(?:{'|'.join(_UNITS.values())})\\b"
_FREE = r"(?<![\w.,/#*-])"
_NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|\d{1,7}(?:[.,]\d{1,2})?)"
    r"(?![\d]|[.,]\d)"
)
_NOT_MONEY = r"(?!/|:|-\d|\s*(?:%|percent|am\b|pm\b|a\.m|p\.m|o'clock))"
_ENDS = (
    r"(?=\s*(?:$|[?!.,;)]|(?:at|from|for|on|to|but|and|in|with|when|that|instead|not|or|by|this|last|yesterday|today|"
    r"is|was|again|twice|please|pls)\b))"
)
_BEFORE = (
    r"\b(?:charged?|charging|charge\s+(?:of|for)|for|paid|pay|took|takes?|debited|billed|spent|amount(?:\s+of)?|"
    r"payment\s+of|refund\s+of|fee\s+of|purchase\s+of|owe|not)\s+(?:(?:me|us|only|about|like|exactly)\s+)?"
)
_AFTER = r"(?=\s+(?:\w+\s+)?(?:charge|fee|hold|purchase|payment|transaction|refund|one)\b)"

_WRITTEN = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:us\s?)?(?P<sign>[$€£])\s?(?P<number>{_NUMBER})(?P<thousands>\s?k\b)?",
        rf"{_FREE}(?P<number>{_NUMBER})(?P<thousands>\s?k)?\s?(?:(?P<unit>{_WORD})"
        rf"(?:\s+(?:and\s+)?(?P<cents>\d{{1,2}})\s*cents?\b)?|(?P<sign>[$€£]))",
        rf"{_FREE}(?P<only_cents>\d{{1,3}})\s?(?:cents?\b|¢)",
        rf"{_FREE}(?P<number>\d{{1,3}}(?:,\d{{3}})+\.\d\d|\d{{1,6}}[.,]\d\d)(?![\w]|[.,/]\d){_NOT_MONEY}",
        rf"{_BEFORE}(?P<number>\d{{1,5}})(?![\w]|[.,/]\d){_NOT_MONEY}{_ENDS}",
        rf"\b(?:the|this|a|that)\s+(?P<number>\d{{1,5}})(?![\w]|[.,/]\d){_NOT_MONEY}{_AFTER}",
    )
]
_SPOKEN_WITH_UNIT = re.compile(
    rf"\b(?P<words>{SPOKEN})\s+(?P<unit>{_WORD}|cents?\b)"
    rf"(?:\s+(?:and\s+)?(?P<cents>{SPOKEN})\s+cents?\b)?",
    re.IGNORECASE,
)
_SPOKEN_PRICE = re.compile(
    rf"(?:{_BEFORE}|\b(?:the|this|was|is)\s+|^)(?P<words>{SPOKEN}){_NOT_MONEY}(?:{_ENDS}|{_AFTER})", re.IGNORECASE
)


def find_amounts(text: str) -> Iterator[Found]:
    """Amounts; the value is whole cents as digits, `more` the currency when it was said."""
    for pattern in _WRITTEN:
        for match in pattern.finditer(text):
            yield _written(match)
    for match in _SPOKEN_WITH_UNIT.finditer(text):
        yield from _spoken_with_unit(match)
    for match in _SPOKEN_PRICE.finditer(text):
        yield from _spoken_price(match)


def _written(match: re.Match[str]) -> Found:
    said = {name: text for name, text in match.groupdict().items() if text}
    first = "only_cents" if "only_cents" in said else "number"
    start = match.start("sign") if "sign" in said and match.start("sign") < match.start(first) else match.start(first)
    if first == "only_cents":
        return Found("amount", start, match.end(), str(int(said[first])))
    cents = _cents(said["number"]) * (1000 if "thousands" in said else 1) + int(said.get("cents", 0))
    return Found("amount", start, match.end(), str(cents), _currency(said))


def _spoken_with_unit(match: re.Match[str]) -> Iterator[Found]:
    whole = readings(match["words"], unit_said=True)
    rest = readings(match["cents"], unit_said=True) if match["cents"] else [0]
    if not whole or not rest:
        return
    cents = whole[0] // 100 if match["unit"].lower().startswith("cent") else whole[0] + rest[0] // 100
    yield Found("amount", match.start("words"), match.end(), str(cents), _currency({"unit": match["unit"]}))


def _spoken_price(match: re.Match[str]) -> Iterator[Found]:
    found = readings(match["words"], unit_said=False)
    if found:
        more = {"also": [str(cents) for cents in found[1:]]}
        yield Found("amount", match.start("words"), match.end("words"), str(found[0]), more if found[1:] else {})


def _cents(number: str) -> int:
    """Cents of a written number; the last sign before one or two closing digits is the decimal sign."""
    split = re.fullmatch(r"(.+?)[.,](\d{1,2})", number)
    whole, decimals = split.groups() if split else (number, "0")
    return int(Decimal(re.sub(r"[.,]", "", whole) + "." + decimals) * 100)


def _currency(said: dict[str, str]) -> dict[str, str]:
    if "sign" in said:
        return {"currency": _SIGNS[said["sign"]]}
    unit = said.get("unit", "")
    known = [code for code, words in _UNITS.items() if re.fullmatch(words, unit, re.IGNORECASE)]
    return {"currency": known[0]} if known else {}
