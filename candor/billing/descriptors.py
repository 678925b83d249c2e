"""Names as printed on bills: what their prefixes mean, and which shop they stand for. A guess is never told as fact."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from candor.billing.records import Descriptor, Merchant

# Card networks print about 25 characters; banks cut at 22 to 25 (domain 1.2, unclear merchant name).
CUT_FROM = 22
# A beginning shorter than this fits too many shops to say anything.
TELLING = 6


class Confidence(StrEnum):
    """How sure we are: `certain` is said as a fact, `likely` as likely, `unknown` as not known."""

    CERTAIN = "certain"
    LIKELY = "likely"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Prefix:
    """A mark in front of the shop's name. `mark` is how we write it to a customer, `company` who put it there."""

    mark: str
    company: str
    pattern: re.Pattern[str]


def _prefix(mark: str, company: str, pattern: str) -> Prefix:
    return Prefix(mark, company, re.compile(pattern, re.IGNORECASE))


PREFIXES = (
    _prefix("SQ", "Square", r"SQ\s?\*\s*"),
    _prefix("TST", "Toast", r"TST\s?\*\s*"),
    _prefix("PAYPAL", "PayPal", r"PAYPAL\s?\*\s*"),
    _prefix("PP", "PayPal", r"PP\s?\*\s*"),
    _prefix("SP", "Shopify", r"SP\s?\*\s*"),
    _prefix("AMZN Mktp", "Amazon", r"AMZN MKTP(?: [A-Z]{2})?\s?\*\s*"),
)

# Shopify's mark without its star. Other names begin like that too: it is passed over when names are compared, and what
# it means is not told.
BARE_MARK = re.compile(r"^SP\s+(?=\S)", re.IGNORECASE)
ORDER_CODE = re.compile(r"^[A-Z0-9]*\d[A-Z0-9]*$")
STORE_NUMBER = re.compile(r"(?:\s+#?\s*\d{2,}|\s*#\d+).*$")
PLAIN_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|&")
SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Cleaned:
    """A printed name without its prefix. `cut` tells that the printer ran out of room."""

    name: str
    prefix: Prefix | None
    cut: bool


@dataclass(frozen=True)
class Alias:
    """The shop behind a printed name as far as we know it; without a merchant the confidence is unknown."""

    merchant_id: str | None
    confidence: Confidence
    descriptor_id: str | None = None


UNKNOWN = Alias(None, Confidence.UNKNOWN)


@lru_cache(maxsize=4096)
def cleaned(raw: str) -> Cleaned:
    """The printed name without prefix and double spaces, e.g. `SQ *BLUE  HERON` as `BLUE HERON` by Square."""
    text = SPACES.sub(" ", raw).strip()
    cut = CUT_FROM <= len(text) <= 25
    for prefix in PREFIXES:
        match = prefix.pattern.match(text)
        if match and match.end() < len(text):
            return Cleaned(text[match.end() :], prefix, cut)
    return Cleaned(text, None, cut)


def readable(name: str) -> str:
    """A printed name as it can be read out, `LANTERN NOODLE BAR` as `Lantern Noodle Bar`; "" when it may be a code."""
    words = name.split()
    if len(words) < 2 or not all(PLAIN_WORD.fullmatch(word) for word in words):
        return ""
    return " ".join(map(str.capitalize, words)) if name.isupper() else name


@lru_cache(maxsize=4096)
def shop_words(raw: str) -> str:
    """What can be compared: upper case, no prefix, no store number, letters and digits only."""
    name = STORE_NUMBER.sub("", BARE_MARK.sub("", cleaned(raw).name).upper())
    return SPACES.sub(" ", re.sub(r"[^A-Z0-9 ]+", " ", name)).strip()


class Aliases:
    """The alias table of a book, looked up by the name as printed, by its words, and by how it begins."""

    def __init__(self, descriptors: Iterable[Descriptor], merchants: Mapping[str, Merchant]) -> None:
        rows = tuple(descriptors)
        self.exact = {row.raw: row for row in reversed(rows)}
        self._by_words = {shop_words(row.raw): row for row in reversed(rows)}
        whose: defaultdict[str, set[str]] = defaultdict(set)
        for shop in merchants.values():
            whose[shop_words(shop.brand)].add(shop.id)
        for row in rows:
            if row.merchant_id:
                whose[shop_words(row.raw)].add(row.merchant_id)
        self._whose = {words: frozenset(shops) for words, shops in whose.items() if len(words) >= TELLING}
        self._sorted = sorted(self._whose)

    def identify(self, raw: str) -> Alias:
        """Which shop a printed name stands for.

        A row of the alias table for exactly this name says it with its own confidence. The same words with another
        store number, or a cut name that begins like exactly one known shop, are likely at best. An order code of a
        marketplace names no shop.
        """
        if raw in self.exact:
            return alias_of(self.exact[raw])
        wanted = shop_words(raw)
        if wanted and wanted in self._by_words:
            return alias_of(self._by_words[wanted], Confidence.LIKELY)
        if len(wanted) < TELLING or ORDER_CODE.match(wanted):
            return UNKNOWN
        fits = frozenset().union(*(self._whose[words] for words in self._begin_alike(wanted)))
        return Alias(next(iter(fits)), Confidence.LIKELY) if len(fits) == 1 else UNKNOWN

    def _begin_alike(self, printed: str) -> Iterator[str]:
        """`BLUE HERON` begins `BLUE HERON COFFEE`, `NORTHFIELD OUTDO` is cut short; known words are whole ones."""
        for place in range(bisect_left(self._sorted, printed), len(self._sorted)):
            if not self._sorted[place].startswith(printed):
                break
            yield self._sorted[place]
        ends = (place for place, letter in enumerate(printed) if letter == " ")
        yield from (printed[:end] for end in ends if printed[:end] in self._whose)


def alias_of(row: Descriptor, at_best: Confidence = Confidence.CERTAIN) -> Alias:
    """What a row of the alias table says, and never more surely than `at_best`."""
    if row.merchant_id is None or row.confidence not in (Confidence.CERTAIN, Confidence.LIKELY):
        return Alias(None, Confidence.UNKNOWN, row.id)
    sure = row.confidence == Confidence.CERTAIN and at_best is Confidence.CERTAIN
    return Alias(row.merchant_id, Confidence.CERTAIN if sure else Confidence.LIKELY, row.id)
