"""Finds shop names. They can not be listed, so a small tagger learns where in a sentence they stand."""

import json
import random
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.understanding import tagger
from bot.understanding.features import features
from bot.understanding.tagger import FIRST, INSIDE, OUTSIDE, Tagger
from bot.understanding.words import Word, split
from candor.values.reading import find_values

LABEL = "merchant"
# Other names are put in place of each example's own, so many times; then some examples are changed in case.
SWAPS = 4
ROUNDS = 8
# A word that stands in one example only may be any word.
KNOWN_FROM = 2
OURS, COMMON, RARER = "k", "c", "r"
COMMONEST = 8000
_SOME_DAY = date(2000, 1, 1)
_SEED = 7
_FILE = "shops.json"


@dataclass(frozen=True)
class Named:
    """A sentence and the stretches of it (start, end) that are shop names."""

    text: str
    names: tuple[tuple[int, int], ...] = ()

    def renamed(self, name: str) -> "Named":
        """The same sentence about another shop (its first name becomes `name`, others go unmarked)."""
        start, end = self.names[0]
        moved = len(name) - (end - start)
        rest = tuple((begin + moved, stop + moved) for begin, stop in self.names[1:])
        return Named(self.text[:start] + name + self.text[end:], ((start, start + len(name)), *rest))


@dataclass(frozen=True)
class ShopFinder:
    """A trained finder; one that knows nothing finds nothing."""

    tagger: Tagger
    known: Mapping[str, str]

    def find(self, words: Sequence[Word], values: Collection[int] = ()) -> Iterator[tuple[int, int]]:
        """Where shop names stand, as (start, end) in letters. `values`: places of words that are amounts, days, ..."""
        if not self.tagger.words:
            return
        start = end = -1
        marks = self.tagger.marks(features([word.text for word in words], self.known, values))
        for word, mark in zip(words, marks, strict=True):
            if mark == INSIDE:
                end = word.end
                continue
            if start >= 0:
                yield start, end
            start, end = (word.start, word.end) if mark == FIRST else (-1, -1)
        if start >= 0:
            yield start, end

    def save(self, folder: Path) -> None:
        """Writes the finder into the folder."""
        kept = {"words": self.tagger.words, "steps": self.tagger.steps, "known": self.known}
        (folder / _FILE).write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "ShopFinder":
        """Reads what `save` wrote."""
        kept = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return cls(Tagger(kept["words"], kept["steps"]), kept["known"])


def nothing() -> ShopFinder:
    """A finder that is not trained yet."""
    return ShopFinder(Tagger(), {})


def train(examples: Sequence[Named], names: Sequence[str], common: Sequence[str] = ()) -> ShopFinder:
    """A finder of shop names. The same examples and names give the same finder. `common`: words of the language, the
    commonest first."""
    if not any(example.names for example in examples):
        return nothing()
    chance = random.Random(_SEED)  # noqa: S311 - shuffles examples, keeps no secret
    known = _kinds(examples, common)
    lessons = [_lesson(example, known) for example in _varied(examples, names, chance)]
    return ShopFinder(tagger.learn(lessons, ROUNDS, chance), known)


def _kinds(examples: Sequence[Named], common: Sequence[str]) -> dict[str, str]:
    """Which words are common, rarer, or our examples' own; any other is unknown."""
    kinds = {word: COMMON if place < COMMONEST else RARER for place, word in enumerate(common)}
    seen: Counter[str] = Counter()
    for example in examples:
        words = split(example.text)
        marks = _marks(words, example.names)
        seen.update(word.text.lower() for word, mark in zip(words, marks, strict=True) if mark == OUTSIDE)
    return kinds | {word: OURS for word, count in seen.items() if count >= KNOWN_FROM}


def _lesson(example: Named, known: Mapping[str, str]) -> tagger.Lesson:
    words = split(example.text)
    return features([word.text for word in words], known, _values(example.text, words)), _marks(words, example.names)


def _values(text: str, words: Sequence[Word]) -> frozenset[int]:
    found = find_values(text, _SOME_DAY)
    return frozenset(
        place for place, word in enumerate(words) if any(one.start < word.end and word.start < one.end for one in found)
    )


def _marks(words: Sequence[Word], names: Sequence[tuple[int, int]]) -> list[int]:
    marks = [OUTSIDE] * len(words)
    for start, end in names:
        inside = [place for place, word in enumerate(words) if word.start < end and start < word.end]
        for place in inside:
            marks[place] = FIRST if place == inside[0] else INSIDE
    return marks


def _varied(examples: Sequence[Named], names: Sequence[str], chance: random.Random) -> Iterable[Named]:
    for example in examples:
        versions = [example]
        if example.names and names:
            versions += [example.renamed(chance.choice(names)) for _ in range(SWAPS)]
        for version in versions:
            yield _in_other_case(version, chance.random())


def _in_other_case(example: Named, throw: float) -> Named:
    text = example.text.lower() if throw < 0.35 else example.text.upper() if throw > 0.95 else example.text
    # A few letters change their number with their case; such a sentence stays as it is.
    return Named(text, example.names) if len(text) == len(example.text) else example
