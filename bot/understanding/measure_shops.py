"""How well shop names are found: `python -m bot.understanding.measure_shops [--wrong]`.

Four splits of data/nlu. What is judged was not learned, neither the sentence nor the shop: names of the lookup table
that share a telling word with a judged one are left out of the learning. A name counts when it is found from its first
to its last letter.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.understanding.language import Pipeline
from bot.understanding.lexicon import common_words
from bot.understanding.marked import MarkedText, read_lookup, read_marked
from bot.understanding.merchants import LABEL, Named

SPLITS = 4
_SHORTEST_TELLING = 4


@dataclass
class Judged:
    """Counts over all judged sentences; `wrong` holds what was expected and what was found instead."""

    names: int = 0
    found: int = 0
    right: int = 0
    nameless: int = 0
    falsely: int = 0
    seconds: float = 0.0
    wrong: list[tuple[str, list[str], list[str]]] = field(default_factory=list)

    def add(self, example: MarkedText, told: Sequence[tuple[int, int]]) -> None:
        meant = [(start, end) for start, end, label in example.marks if label == LABEL]
        self.names += len(meant)
        self.found += len(told)
        self.right += len(set(meant) & set(told))
        if not meant:
            self.nameless += 1
            self.falsely += bool(told)
        if set(meant) != set(told):
            expected, got = ([example.text[start:end] for start, end in spans] for spans in (meant, told))
            self.wrong.append((example.text, expected, got))


def judge(examples: Sequence[MarkedText], names: Sequence[str]) -> Judged:
    """Learns and judges each split. Deterministic for the same examples."""
    judged = Judged()
    for split in range(SPLITS):
        held = [example for example in examples if _split_of(example) == split]
        learnt = [example for example in examples if _split_of(example) != split]
        telling = {word for example in held for word in _telling(_name(example))}
        pipeline = Pipeline.new()
        pipeline.learn(
            [_named(example) for example in learnt if not telling & set(_telling(_name(example)))],
            [name for name in names if not telling & set(_telling(name))],
            common_words(),
        )
        began = time.process_time()
        for example in held:
            ents = pipeline.read(example.text).ents
            judged.add(example, [(one.start_char, one.end_char) for one in ents if one.label_ == LABEL])
        judged.seconds += time.process_time() - began
    return judged


def report(judged: Judged, sentences: int) -> Iterator[str]:
    """The figures, one a line."""
    yield f"names              {judged.names}"
    yield f"recall             {judged.right / max(judged.names, 1):.3f}"
    yield f"precision          {judged.right / max(judged.found, 1):.3f}"
    yield f"sentences without  {judged.nameless}, of them {judged.falsely} with a false name"
    yield f"whole entity step  {1000 * judged.seconds / max(sentences, 1):.2f} ms a message (processor time)"


def _named(example: MarkedText) -> Named:
    return Named(example.text, tuple((start, end) for start, end, label in example.marks if label == LABEL))


def _name(example: MarkedText) -> str:
    return next((example.text[start:end] for start, end, label in example.marks if label == LABEL), "")


def _split_of(example: MarkedText) -> int:
    """All sentences about one shop are in one split; the others are spread by their letters."""
    key = " ".join(_telling(_name(example))[:1]) or example.text
    return sum(ord(letter) * (place + 1) for place, letter in enumerate(key)) % SPLITS


def _telling(name: str) -> list[str]:
    return [word for word in re.findall(r"[a-z]+", name.lower()) if len(word) >= _SHORTEST_TELLING]


def main() -> int:
    """Prints the figures, and the wrong sentences if asked."""
    parser = argparse.ArgumentParser(prog="python -m bot.understanding.measure_shops", description=__doc__)
    parser.add_argument("--wrong", action="store_true", help="print each sentence that was read wrong")
    examples = read_marked()
    judged = judge(examples, read_lookup(LABEL))
    if parser.parse_args().wrong:
        for text, expected, got in judged.wrong:
            sys.stdout.write(f"{text}\n    is {expected}, read {got}\n")
    sys.stdout.write("\n".join(report(judged, len(examples))) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
