"""From one sum to another: each change as a bar that begins where the one before ended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from candor.billing.money import Money
from candor.billing.pictures.drawing import EDGE, INNER, SIZE, Picture, box, cut, picture, rule, wide, write

TOP, ROW, BAR, TICK = 56, 44, 14, 5


@dataclass(frozen=True)
class Bar:
    """A sum, or a change of one, under its name."""

    label: str
    amount: Money


@dataclass(frozen=True)
class _Scale:
    """Cents to pixels, from the least to the most that any bar reaches."""

    least: int
    most: int

    def at(self, cents: int) -> float:
        return EDGE + INNER * (cents - self.least) / max(1, self.most - self.least)


def waterfall(title: str, told: str, first: Bar, changes: Sequence[Bar], last: Bar) -> Picture:
    """The first sum, what changed, and the last sum. Raises ValueError when the changes do not lead there."""
    levels = list(accumulate((change.amount.cents for change in changes), initial=first.amount.cents))
    if levels[-1] != last.amount.cents:
        raise ValueError(f"{levels[-1]} is not {last.amount.cents}")
    scale = _Scale(min(0, *levels), max(0, *levels))
    spans = [(0, levels[0]), *pairwise(levels), (0, levels[-1])]
    body = [write(EDGE, 32, cut(title, INNER, 16), "strong", 16), *_rules(levels, scale)]
    for place, (bar, (begin, end)) in enumerate(zip((first, *changes, last), spans, strict=True)):
        is_level = place in (0, len(spans) - 1)
        body += _row(bar, begin, end, TOP + place * ROW, scale, is_level=is_level)
    return picture(title, told, body, TOP + ROW * len(spans) + 8)


def _rules(levels: Sequence[int], scale: _Scale) -> Iterator[str]:
    """Where each bar ends and the next begins, and where nothing is owed when a bar goes below that; beside writing
    there is none."""
    ends = list(enumerate(levels))
    zero = [(place, 0) for place in range(len(levels) + 1)] if scale.least < 0 else []
    for place, cents in (*ends, *zero):
        x, below = scale.at(cents), TOP + place * ROW + 20 + BAR
        yield rule(x, below - BAR, x, below + TICK)
        if (place, cents) in ends:
            yield rule(x, below + ROW - BAR - TICK + 2, x, below + ROW)


def _row(bar: Bar, begin: int, end: int, y: float, scale: _Scale, *, is_level: bool) -> list[str]:
    """Name and amount, and the bar below them. The amount carries its sign, so that no colour has to be told apart."""
    kind = "level" if is_level else "more" if end > begin else "less"
    said = str(bar.amount) if is_level or bar.amount.cents < 0 else f"+{bar.amount}"
    room = INNER - wide(said) - 12
    return [
        write(EDGE, y + 14, cut(bar.label, room), "strong" if is_level else "ink"),
        write(EDGE + INNER, y + 14, said, "strong" if is_level else kind, SIZE, "end"),
        box(min(scale.at(begin), scale.at(end)), y + 20, abs(scale.at(end) - scale.at(begin)), BAR, kind),
    ]
