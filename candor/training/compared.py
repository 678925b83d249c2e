"""What changes when another model takes the live one's place, and whether it may.

Both read the same sentences, so the change is that of pairs: what counts is how many went from right to wrong and how
many from wrong to right. The interval is Agresti and Min's for paired shares (Wald with half a pair added to each of
the four cells), at 95%: it stays honest for the twenty sentences that an intent has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from math import sqrt
from typing import Any

from candor.training.judged import Judged, Sentence

Z = 1.959963984540054


@dataclass(frozen=True)
class Opening:
    """A sentence that a talk begins with."""

    talk: str
    text: str


@dataclass(frozen=True)
class Read:
    """What a model made of a sentence."""

    text: str
    intent: str
    confidence: float


@dataclass(frozen=True)
class Change:
    """A group of sentences: the shares that were and are right, and the interval of the change between them."""

    name: str
    count: int
    before: float
    after: float
    broken: int
    mended: int
    low: float
    high: float

    @property
    def is_worse(self) -> bool:
        """Beyond what chance would do."""
        return self.high < 0

    @property
    def moved(self) -> bool:
        """Whether any sentence was broken or mended."""
        return bool(self.broken or self.mended)

    @property
    def is_better(self) -> bool:
        return self.low > 0


@dataclass(frozen=True)
class Turned:
    """An opening that one of the two models takes for something else than the talk is about."""

    talk: str
    text: str
    before: str
    after: str


@dataclass(frozen=True)
class Side:
    """What a model costs: milliseconds a sentence, seconds of training, bytes."""

    model: str
    milliseconds: float
    seconds: float
    size: int


@dataclass(frozen=True)
class Comparison:
    """`live` is what serves now, `candidate` what may."""

    live: Side
    candidate: Side
    sets: tuple[Change, ...]
    intents: tuple[Change, ...]
    broken: tuple[Turned, ...]
    mended: tuple[Turned, ...]

    def against(self, held: Collection[str] = ()) -> list[str]:
        """Why the candidate may not be promoted; empty when the gate holds.

        Talks that were `held` from beginning to end are judged by that, not by how their first sentences are read: the
        live model may have been wrong there, and the talk may come right all the same.
        """
        talks = sorted({one.talk for one in self.broken} - set(held))
        found = [f"the talk {talk} is broken" for talk in talks]
        return found + [
            f"{one.name} is worse: {one.before:.0%} to {one.after:.0%} of {one.count}" for one in self.intents
            if one.is_worse
        ]  # fmt: skip

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"against": self.against()}


def compared(
    live: Side,
    candidate: Side,
    openings: Sequence[Opening],
    sets: Sequence[tuple[str, Sequence[tuple[Judged, Judged]]]],
    talks: Sequence[tuple[Read, Read]],
) -> Comparison:
    """Both models side by side. `talks` are the readings of `openings`, in their order, the live model's first."""
    targets = targets_of(openings, [before.intent for before, _ in talks])
    pairs = [
        (_judged(one, targets[one.talk], before), _judged(one, targets[one.talk], after))
        for one, (before, after) in zip(openings, talks, strict=True)
    ]
    turned = [
        (Turned(one.talk, one.text, before.intent, after.intent), before.right(), after.right())
        for one, (before, after) in zip(openings, pairs, strict=True)
    ]
    every = [("first sentences of talks", pairs), *sets]
    return Comparison(
        live,
        candidate,
        tuple(change(name, group) for name, group in every if group),
        by_intent([pair for _, group in every for pair in group]),
        tuple(one for one, before, after in turned if before and not after),
        tuple(one for one, before, after in turned if after and not before),
    )


def targets_of(openings: Sequence[Opening], told: Sequence[str]) -> dict[str, str]:
    """What each talk is about: what most of its openings are taken for by the model with which the talks were held."""
    counts: dict[str, Counter[str]] = {}
    for one, intent in zip(openings, told, strict=True):
        counts.setdefault(one.talk, Counter())[intent] += 1
    return {talk: max(sorted(count), key=lambda name: count[name]) for talk, count in counts.items()}


def by_intent(pairs: Sequence[tuple[Judged, Judged]]) -> tuple[Change, ...]:
    """A change for each target, the greatest loss first."""
    names = sorted({before.sentence.target for before, _ in pairs})
    found = [change(name, [pair for pair in pairs if pair[0].sentence.target == name]) for name in names]
    return tuple(sorted(found, key=lambda one: (one.after - one.before, one.name)))


def change(name: str, pairs: Sequence[tuple[Judged, Judged]]) -> Change:
    """The change over these pairs, which must be some."""
    count = len(pairs)
    before, after = sum(one.right() for one, _ in pairs), sum(one.right() for _, one in pairs)
    broken = sum(one.right() and not other.right() for one, other in pairs)
    mended = sum(other.right() and not one.right() for one, other in pairs)
    low, high = paired_interval(count, broken, mended)
    return Change(name, count, before / count, after / count, broken, mended, low, high)


def paired_interval(count: int, broken: int, mended: int) -> tuple[float, float]:
    """The interval of (mended - broken) / count. Source: Agresti and Min, Statistics in Medicine 24 (2005)."""
    n, lost, won = count + 2.0, broken + 0.5, mended + 0.5
    middle = (won - lost) / n
    reach = Z * sqrt(max(won + lost - (won - lost) ** 2 / n, 0.0)) / n
    return max(middle - reach, -1.0), min(middle + reach, 1.0)


def _judged(one: Opening, target: str, read: Read) -> Judged:
    return Judged(Sentence(one.text, target), read.intent, read.intent, read.confidence)
