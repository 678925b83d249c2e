"""What judged sentences come to: shares of right ones, calibration, and what was taken for what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from candor.training.judged import ELSEWHERE, Judged

BINS = 10


@dataclass(frozen=True)
class Share:
    """A group of sentences: how many, and the share of them that is right, 0 to 1."""

    name: str
    count: int
    strict: float
    lenient: float


@dataclass(frozen=True)
class Bin:
    """Sentences told about equally surely: the mean confidence and the share that is right."""

    count: int
    confidence: float
    right: float


@dataclass(frozen=True)
class Calibration:
    """`error` is the expected calibration error over the bins; of sentences that were told an intent."""

    error: float
    lenient_error: float
    bins: tuple[Bin, ...]


def groups(every: Sequence[Judged]) -> list[Share]:
    """All, in scope, and out of scope by its grades (near and far are kept out when they are right)."""
    inside = [one for one in every if one.sentence.target != ELSEWHERE]
    outside = [one for one in every if one.sentence.target == ELSEWHERE]
    found = [share("all", every), share("in scope", inside)]
    for grade in sorted({one.sentence.grade for one in inside} - {""}):
        found.append(share(f"in scope, {grade}", [one for one in inside if one.sentence.grade == grade]))
    for grade in sorted({one.sentence.grade for one in outside}):
        name = f"out of scope, {grade}" if grade else "out of scope"
        found.append(share(name, [one for one in outside if one.sentence.grade == grade]))
    return [one for one in found if one.count]


def by_intent(every: Sequence[Judged]) -> list[Share]:
    """A share for each target, the weakest first."""
    names = {one.sentence.target for one in every}
    found = [share(name, [one for one in every if one.sentence.target == name]) for name in names]
    return sorted(found, key=lambda one: (one.strict, one.name))


def share(name: str, group: Sequence[Judged]) -> Share:
    """The group's figures; zero shares where it is empty."""
    count = len(group)
    strict, lenient = sum(one.right() for one in group), sum(one.right(lenient=True) for one in group)
    return Share(name, count, strict / max(count, 1), lenient / max(count, 1))


def calibration(every: Sequence[Judged]) -> Calibration:
    """Confidence beside rightness. Sentences that were not understood claim nothing and are left out."""
    claims = [one for one in every if one.claimed]
    return Calibration(_error(claims, lenient=False), _error(claims, lenient=True), tuple(_bins(claims, lenient=False)))


def confusions(every: Sequence[Judged]) -> Counter[tuple[str, str]]:
    """How often each target was told as each intent, right ones too."""
    return Counter((one.sentence.target, one.told) for one in every)


def worst(every: Sequence[Judged], count: int) -> list[Judged]:
    """The sentences that are wrong even leniently, the surest first."""
    wrong = [one for one in every if not one.right(lenient=True)]
    return sorted(wrong, key=lambda one: (-one.confidence * one.claimed, one.sentence.text))[:count]


def _error(claims: Sequence[Judged], lenient: bool) -> float:
    off = sum(one.count * abs(one.confidence - one.right) for one in _bins(claims, lenient))
    return off / max(len(claims), 1)


def _bins(claims: Sequence[Judged], lenient: bool) -> Iterator[Bin]:
    for number in range(BINS):
        inside = [one for one in claims if min(int(one.confidence * BINS), BINS - 1) == number]
        if inside:
            right = sum(one.right(lenient) for one in inside) / len(inside)
            yield Bin(len(inside), sum(one.confidence for one in inside) / len(inside), right)
