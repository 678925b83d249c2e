"""The spaCy pipeline that marks entities: patterns for what has a form, a trained tagger for shop names.

It is a `Language` as spaCy knows it: English tokens, two components, `doc.ents`, `to_disk` and `spacy.load`. What an
entity means stands in `span._.value`, in the form that others rely on, and what else is known in `span._.more`. The
customer's day goes in as `doc._.today`. Weights are kept as JSON, so that loading runs no code.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from bot.understanding import merchants
from bot.understanding.merchants import Named, ShopFinder
from bot.understanding.text import says_something
from bot.understanding.words import Word
from candor.values.found import Found
from candor.values.reading import find_values

VALUES, SHOPS = "candor_values", "candor_shops"
TOKENIZER = "tokenizer"
# A day must be given to read a date; without one nothing can be reckoned from today.
_SOME_DAY = date(2000, 1, 1)


class ValueMarker:
    """Marks amounts, dates, card endings and ordinals. A token is split where a value begins or ends inside of it."""

    def __call__(self, doc: Doc) -> Doc:
        found = find_values(doc.text, doc._.today or _SOME_DAY)
        if found:
            _cut(doc, {edge for one in found for edge in (one.start, one.end)})
            doc.set_ents([_span(doc, one) for one in found])
        return doc


class ShopMarker:
    """Marks shop names where no value stands. Learns them with `learn`; until then it finds none."""

    def __init__(self) -> None:
        self.finder = merchants.nothing()

    def __call__(self, doc: Doc) -> Doc:
        said = words(doc)
        values = {place for place, token in enumerate(one for one in doc if not one.is_space) if token.ent_type}
        taken = [(value.start_char, value.end_char) for value in doc.ents]
        named = [
            _span(doc, Found(merchants.LABEL, start, end, doc.text[start:end]))
            for start, end in self.finder.find(said, values)
            if says_something(doc.text[start:end]) and all(end <= first or last <= start for first, last in taken)
        ]
        if named:
            doc.set_ents([*doc.ents, *named])
        return doc

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Writes the weights into a folder of this name."""
        Path(path).mkdir(parents=True, exist_ok=True)
        self.finder.save(Path(path))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "ShopMarker":
        """Reads what `to_disk` wrote."""
        self.finder = ShopFinder.load(Path(path))
        return self


@Language.factory(VALUES)
def _values(nlp: Language, name: str) -> ValueMarker:
    return ValueMarker()


@Language.factory(SHOPS)
def _shops(nlp: Language, name: str) -> ShopMarker:
    return ShopMarker()


@dataclass(frozen=True)
class Pipeline:
    """The language with its two components."""

    nlp: Language

    @classmethod
    def new(cls) -> "Pipeline":
        """One that knows no shop names yet."""
        _extend()
        nlp = spacy.blank("en")
        nlp.add_pipe(VALUES)
        nlp.add_pipe(SHOPS)
        return cls(nlp)

    @classmethod
    def load(cls, folder: Path) -> "Pipeline":
        """What `save` wrote; reads a first text, so that the first customer does not wait for the rules.

        The tokenizer is the one of every English pipeline: it is made, not made and then read again.
        """
        _extend()
        pipeline = cls(spacy.load(folder, exclude=[TOKENIZER]))
        pipeline.read("ready since 1 May")
        return pipeline

    def save(self, folder: Path) -> None:
        """Writes a folder that `spacy.load` reads once this module is imported."""
        self.nlp.to_disk(folder, exclude=["vocab"])

    def learn(self, examples: Sequence[Named], names: Sequence[str], common: Sequence[str] = ()) -> None:
        """Learns where shop names stand. The same examples and names give the same weights."""
        self.nlp.get_pipe(SHOPS).finder = merchants.train(examples, names, common)

    def read(self, text: str, today: date | None = None) -> Doc:
        """The text with its entities; dates are reckoned from `today`."""
        doc = self.nlp.make_doc(text)
        doc._.today = today
        return self.nlp(doc)


def words(doc: Doc) -> list[Word]:
    """The words and punctuation marks, white space left out."""
    return [Word(token.text, token.idx, token.idx + len(token.text)) for token in doc if not token.is_space]


def _extend() -> None:
    if not Doc.has_extension("today"):
        Doc.set_extension("today", default=None)
        Span.set_extension("value", default=None)
        Span.set_extension("more", default=None)


def _cut(doc: Doc, edges: set[int]) -> None:
    """Splits tokens so that each edge is one between tokens."""
    inside = {
        token.i: [edge - token.idx for edge in sorted(edges) if token.idx < edge < token.idx + len(token)]
        for token in doc
    }
    with doc.retokenize() as retokenizer:
        for place, cuts in inside.items():
            if cuts:
                text = doc[place].text
                pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
                retokenizer.split(doc[place], pieces, heads=[(doc[place], 0)] * len(pieces))


def _span(doc: Doc, found: Found) -> Any:
    # After the cut it is exact; a value that took in white space at its edge must not cost the message its answer.
    span = doc.char_span(found.start, found.end, label=found.entity, alignment_mode="expand")
    span._.value, span._.more = found.value, dict(found.more)
    return span
