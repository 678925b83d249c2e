"""Lines that no shop charged, by the name that stands on the bill: INSTALMENT 4 OF 6, PAYMENT RECEIVED - THANK YOU."""

from __future__ import annotations

import re
from collections.abc import Collection

from candor.billing.records import Line, LineType
from candor.services.find.names import WORD, Name, Names

BY_SHOPS = frozenset({LineType.PURCHASE, LineType.REFUND, LineType.CASH_ADVANCE})
FEWEST_WORDS = 2
# What stands behind a dash says more of the line and is seldom said.
DASH = re.compile(r"\s+-+\s+")
SPELT = {"installment": "instalment", "installments": "instalment", "instalments": "instalment"}


def printed_names(line: Line) -> Names:
    """The name as printed, whole and without what stands behind a dash; none for what a shop charged a card with, whose
    name is looked for otherwise, and none that is a single word."""
    if line.type in BY_SHOPS and line.card_id:
        return ()
    names = (_words(line.descriptor), _words(DASH.split(line.descriptor)[0]))
    return tuple(dict.fromkeys(name for name in names if len(name) >= FEWEST_WORDS))


def printed_in(text: str, names: Collection[Name]) -> frozenset[Name]:
    """Those that stand in a text, word for word; of one within another ("balance transfer fee") only the longer."""
    words = _words(text)
    lengths = sorted({len(name) for name in names}, reverse=True)
    found: set[Name] = set()
    taken: set[int] = set()
    for length in lengths:
        for start in range(len(words) - length + 1):
            place = range(start, start + length)
            if taken.isdisjoint(place) and words[start : start + length] in names:
                found.add(words[start : start + length])
                taken.update(place)
    return frozenset(found)


def _words(text: str) -> Name:
    return tuple(SPELT.get(word, word) for word in WORD.findall(text.lower().replace("'", "")))
