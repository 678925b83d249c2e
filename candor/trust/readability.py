"""How hard a text is to read (domain.md part 4, V2 and V3): reading grade, sentence lengths, words we do not use.

Figures (`$30.00`, `4471`) count as one word of one syllable: they are read at a glance.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

HIGHEST_GRADE = 8.0
LONGEST_MEAN = 15.0
LONGEST_SENTENCE = 25

# What bank people say, and the plain word for it.
JARGON: Mapping[str, str] = {
    "accrue": "add up",
    "adb": "average owed each day",
    "average daily balance": "average owed each day",
    "adjudicate": "decide",
    "apr": "yearly rate",
    "authorisation": "hold",
    "authorization": "hold",
    "billing cycle": "statement month",
    "cash advance": "cash taken on the card",
    "chargeback": "asking the shop's bank for the money",
    "delinquent": "past due",
    "delinquency": "past due",
    "descriptor": "name on your bill",
    "finance charge": "interest",
    "grace period": "time to pay with no interest",
    "posted": "final",
    "provisional credit": "temporary credit",
    "pursuant to": "under",
    "remit": "pay",
    "representment": "the shop's reply",
    "residual": "leftover",
    "waive": "take off",
    "mcc": "shop type",
    "dcc": "paying in dollars abroad",
    "liability": "what you could owe",
    "substantiate": "show",
    "expedite": "speed up",
}

_HALF_DAY = re.compile(r"\b([ap])\.m\.", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.?!]+[\"”’)]*(?:\s+|$)|\n+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|[$€£]?\d[\d.,:/-]*%?")
_VOWELS = re.compile(r"[aeiouy]+")
# Vowels that stand together and are spoken apart: id-ea, li-on, mater-i-al, act-u-al, go-ing, pay-ing, cre-ate.
_APART = re.compile(
    r"(?<!t)(?<!s)(?<!g)io(?!u)|(?<!c)(?<!t)ia|(?<=[a-z])y[aeiou](?!$)|(?<!q)(?<!g)ua|uou|iu|uing"
    r"|[eo]ing|ea\b|crea|iet|scie|eo(?!p)"
)
# An e that is written and not spoken: rat-e, rat-es, call-ed, som-e-thing; but lit-tle, pag-es, add-ed.
_SILENT = re.compile(
    r"(?<![aeiouy])(?<![^aeiouy]l)e$"
    r"|(?<![aeiouyszxcg])(?<![cs]h)(?<![^aeiouy]l)es$"
    r"|(?<![aeiouytd])(?<![^aeiouyl]l)ed$"
    r"|(?<=som)e(?=[a-z])|(?<=ther)e(?=[a-z])|(?<=[tv])e(?=ment)"
)


def sentences(text: str) -> list[str]:
    """The sentences of a text; `5 p.m.` does not end one, a new line does."""
    parts = _SENTENCE_END.split(_HALF_DAY.sub(r"\1m", text))
    return [part.strip() for part in parts if _WORD.search(part)]


def words(text: str) -> list[str]:
    """The words and figures of a text."""
    return _WORD.findall(_HALF_DAY.sub(r"\1m", text))


def sentence_lengths(text: str) -> list[int]:
    """Words in each sentence."""
    return [len(words(sentence)) for sentence in sentences(text)]


def syllables(word: str) -> int:
    """Syllables of an English word by its spelling; at least one."""
    letters = re.sub(r"[^a-z]", "", word.lower())
    spoken = len(_VOWELS.findall(letters)) + len(_APART.findall(letters)) - len(_SILENT.findall(letters))
    return max(1, spoken)


def grade(text: str) -> float:
    """The Flesch-Kincaid grade, `0.39 * words/sentence + 11.8 * syllables/word - 15.59`; 0.0 for no words at all."""
    lengths = sentence_lengths(text)
    if not lengths:
        return 0.0
    spoken = sum(syllables(word) for word in words(text))
    return 0.39 * sum(lengths) / len(lengths) + 11.8 * spoken / sum(lengths) - 15.59


def jargon(text: str) -> list[str]:
    """The bank words in a text, plural and past forms included."""
    found = re.compile(rf"\b({'|'.join(map(re.escape, JARGON))})(?:s|d|ed|ing)?\b", re.IGNORECASE)
    return [match[0] for match in found.finditer(text)]
