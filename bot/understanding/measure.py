"""How well intents are told apart: `python -m bot.understanding.measure [FILE.tsv] [--wrong]`.

Without a file: five-fold cross-validation on data/nlu. With one: all of data/nlu is learned, the file's sentences are
judged. The file has the columns text, target, alt, grade and perhaps source, separated by tabs. `alt` is a second
answer that is acceptable; strict counts the target only, lenient both. Not understood counts as right where the target
is out_of_scope: either way no bill question is answered that nobody asked.
"""

import argparse
import csv
import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.understanding.encoder import shared_encoder
from bot.understanding.examples import LabelledText, read_examples
from bot.understanding.linear import LinearModel
from bot.understanding.text import readable

FOLDS = 5
ELSEWHERE = "out_of_scope"
NOT_UNDERSTOOD = "nlu_fallback"


@dataclass(frozen=True)
class Judged:
    """One sentence, what it should be, and what it was taken for."""

    text: str
    target: str
    alt: str
    grade: str
    told: str
    confidence: float

    def right(self, lenient: bool = False) -> bool:
        """Whether it was understood."""
        accepted = {self.target} | ({self.alt} if lenient and self.alt else set())
        return self.told in accepted or (self.told == NOT_UNDERSTOOD and ELSEWHERE in accepted)


def tell(model: LinearModel, text: str, vector: object, threshold: float, ambiguity: float) -> tuple[str, float]:
    """The intent and its confidence, by the same rule as FallbackClassifier."""
    likely = model.probabilities(text, vector)
    second, first = sorted(likely)[-2:]
    sure = first >= threshold and first - second >= ambiguity
    return (model.intents[int(likely.argmax())] if sure else NOT_UNDERSTOOD), float(first)


def cross_validated(examples: Sequence[LabelledText], threshold: float, ambiguity: float) -> list[Judged]:
    """Each example judged by a model that has not seen it; the folds are the same every time."""
    texts = [example.text for example in examples]
    vectors = shared_encoder().encode(texts)
    places = list(range(len(examples)))
    random.Random(0).shuffle(places)  # noqa: S311 - divides examples, keeps no secret
    places.sort(key=lambda place: examples[place].intent)
    judged = []
    for fold in range(FOLDS):
        held = places[fold::FOLDS]
        kept = sorted(set(places) - set(held))
        model = LinearModel.fit(
            [texts[place] for place in kept], vectors[kept], [examples[place].intent for place in kept]
        )
        for place in held:
            told = tell(model, texts[place], vectors[place], threshold, ambiguity)
            judged.append(Judged(texts[place], examples[place].intent, "", "own", *told))
    return judged


def judge_file(path: Path, examples: Sequence[LabelledText], threshold: float, ambiguity: float) -> list[Judged]:
    """The file's sentences judged by a model of all examples."""
    encode = shared_encoder().encode
    texts = [example.text for example in examples]
    model = LinearModel.fit(texts, encode(texts), [example.intent for example in examples])
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Judged(
            row["text"],
            row["target"],
            row.get("alt") or "",
            row.get("grade") or "",
            *tell(model, readable(row["text"]), encode([readable(row["text"])])[0], threshold, ambiguity),
        )
        for row in rows
    ]


def report(judged: Sequence[Judged], wrong: bool) -> Iterable[str]:
    """The lines to print."""
    inside = [one for one in judged if one.target != ELSEWHERE]
    groups = {"all": list(judged), "in scope": inside}
    for grade in sorted({one.grade for one in judged if one.target == ELSEWHERE}):
        groups[f"out of scope, {grade}"] = [one for one in judged if one.target == ELSEWHERE and one.grade == grade]
    for name, group in groups.items():
        strict = sum(one.right() for one in group) / len(group)
        lenient = sum(one.right(lenient=True) for one in group) / len(group)
        yield f"{name:22} n={len(group):5}  strict {strict:.3f}  lenient {lenient:.3f}"
    unsure = sum(one.told == NOT_UNDERSTOOD for one in inside)
    yield f"{'in scope, not understood':22} {unsure / max(len(inside), 1):.3f}"
    if wrong:
        mixed = Counter((one.target, one.told) for one in judged if not one.right(lenient=True))
        yield from (f"  {target} taken for {told}: {count}" for (target, told), count in mixed.most_common(25))


def main() -> int:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description="Measures how well intents are told apart.")
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--wrong", action="store_true", help="also which intents are taken for which")
    parser.add_argument("--threshold", type=float, default=0.3)
    parser.add_argument("--ambiguity", type=float, default=0.05)
    asked = parser.parse_args()
    examples, limits = read_examples(), (asked.threshold, asked.ambiguity)
    judged = judge_file(asked.file, examples, *limits) if asked.file else cross_validated(examples, *limits)
    sys.stdout.writelines(f"{line}\n" for line in report(judged, asked.wrong))
    return 0


if __name__ == "__main__":
    sys.exit(main())
