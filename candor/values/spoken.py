"""Reads prices said in words: "twenty", "two hundred and thirty one", "forty nine ninety nine"."""

import re

_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_SMALL = {word: number for number, word in enumerate([*_ONES.split(), "eighteen", "nineteen"], start=1)} | {"a": 1}
_TENS_IN_ORDER = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = {word: number * 10 for number, word in enumerate(_TENS_IN_ORDER.split(), start=2)} | {"fourty": 40, "fivty": 50}
_LARGE = {"hundred": 100, "thousand": 1000, "grand": 1000}
_WORD = f"(?:{'|'.join([*_SMALL, *_TENS, *_LARGE])})"

NUMBER_WORDS = frozenset({*_SMALL, *_TENS, *_LARGE}) - {"a"}
_OH = rf"(?:\s+oh?\s+(?:{_ONES.replace(' ', '|')})\b)?"

SPOKEN = rf"{_WORD}(?:(?:\s+|-)(?:and\s+)?{_WORD}\b){{0,8}}+{_OH}"
"""Pattern of a run of number words, always the whole run."""


def readings(words: str, unit_said: bool) -> list[int]:
    """The amounts in cents that the words may mean, the likelier first; empty when they are no price.

    `unit_said`: a currency word stands beside them, so one plain number is a price too.
    """
    before, *after = re.split(r"\s+oh?\s+", words.lower())
    numbers = _numbers(before)
    if after:  # "twelve oh five"
        return [number * 100 + _SMALL[after[0]] for number in numbers] if len(numbers) == 1 else []
    match numbers:
        case [whole] if unit_said:
            return [whole * 100]
        case [whole, rest] if whole < 100 and 10 <= rest < 100:
            together, apart = (whole * 100 + rest) * 100, whole * 100 + rest
            return [together, apart] if whole < 10 or unit_said else [apart, together]
        case [whole, rest] if whole >= 100 and 10 <= rest < 100:
            return [whole * 100 + rest]
        case [hundreds, whole, rest] if hundreds < 10 and 10 <= whole < 100 and 10 <= rest < 100:
            return [(hundreds * 100 + whole) * 100 + rest]
    return []


def _numbers(words: str) -> list[int]:
    """Splits a run of number words into the numbers it is said as: "two thirty one" is 2 and 31."""
    numbers: list[tuple[int, int]] = []  # whole thousands, and what is below them
    room = 0  # what may still be added to the last number: below 10 after "thirty", below 100 after "hundred"
    for word in re.findall(r"[a-z]+", words.lower()):
        if word == "and":
            continue
        thousands, rest = numbers[-1] if numbers else (0, 0)
        if word in _LARGE:
            room = _LARGE[word]
            numbers[-1:] = [(thousands, (rest or 1) * 100) if room == 100 else ((thousands + rest or 1) * 1000, 0)]
            continue
        value = _SMALL.get(word) or _TENS[word]
        if numbers and value < room:
            numbers[-1] = (thousands, rest + value)
        else:
            numbers.append((0, value))
        room = 10 if word in _TENS else 0
    return [thousands + rest for thousands, rest in numbers]
