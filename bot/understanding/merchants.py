"""Finds shop names. They can not be listed, so a small spaCy recogniser learns where in a sentence they stand."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import spacy
from spacy.training import Example
from spacy.util import minibatch

LABEL = "merchant"
# Other names are put in place of each example's own, so many times; then some examples are changed in case.
SWAPS = 5
# Of the many sentences without a name this many are enough to learn what is none.
NAMELESS = 400
ROUNDS = 6
DROPOUT = 0.2
_SEED = 7

_CONFIG = {
    "model": {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 48,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": {
            "@architectures": "spacy.HashEmbedCNN.v2",
            "pretrained_vectors": None,
            "width": 64,
            "depth": 3,
            "embed_size": 1000,
            "window_size": 1,
            "maxout_pieces": 2,
            "subword_features": True,
        },
    }
}


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


def blank() -> Any:
    """An English pipeline that only splits words."""
    return spacy.blank("en")


def train(examples: Sequence[Named], names: Sequence[str]) -> Any:
    """A pipeline that finds shop names. The same examples and names give the same pipeline."""
    nlp = blank()
    chance = random.Random(_SEED)  # noqa: S311 - shuffles examples, keeps no secret
    spacy.util.fix_random_seed(_SEED)
    if not any(example.names for example in examples):
        return nlp
    nlp.add_pipe("ner", config=_CONFIG).add_label(LABEL)
    nameless = [example for example in examples if not example.names]
    chosen = [*(example for example in examples if example.names), *_some(nameless, chance)]
    lessons = [_lesson(nlp, example) for example in _varied(chosen, names, chance)]
    optimizer = nlp.initialize(lambda: lessons)
    for _ in range(ROUNDS):
        chance.shuffle(lessons)
        for batch in minibatch(lessons, size=32):
            nlp.update(batch, sgd=optimizer, drop=DROPOUT)
    return nlp


def _some(nameless: Sequence[Named], chance: random.Random) -> Sequence[Named]:
    return chance.sample(nameless, min(NAMELESS, len(nameless)))


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


def _lesson(nlp: Any, example: Named) -> Example:
    doc = nlp.make_doc(example.text)
    spans = [doc.char_span(start, end, LABEL, alignment_mode="expand") for start, end in example.names]
    entities = [(span.start_char, span.end_char, LABEL) for span in spans if span is not None]
    return Example.from_dict(doc, {"entities": entities})
