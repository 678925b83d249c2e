"""All that tells the intent of a message, without Rasa: learned from sentences, kept in a folder, asked of a text."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np

from bot.understanding import quick_neighbours
from bot.understanding.asking import asks, names_nothing, unlinked
from bot.understanding.calibration import temperature
from bot.understanding.linear import LinearModel
from bot.understanding.neighbours import WEIGHT, Neighbours
from bot.understanding.parts import Part, halves, parts
from bot.understanding.quick_neighbours import QuickNeighbours
from bot.understanding.reading import ELSEWHERE, NOT_UNDERSTOOD, SMALL_TALK, Reading, are_two, asks_surely, read
from bot.understanding.text import says_something, visible
from bot.understanding.varied import varied

RANKING_LENGTH = 10
# Keys hit at random fall apart into shorter word pieces than any language's words ("asdkj" is as-d-k-j).
GIBBERISH_PIECE = 1.75
# "None of these": not so sure, and even the nearest examples of that intent are far (docs/decisions/0003-encoder.md).
SURE = 0.8
FAR = 0.4


class Encodes(Protocol):
    """What is needed of the sentence encoder."""

    def encode(self, texts: Sequence[str]) -> Any: ...

    def letters_a_piece(self, text: str) -> float: ...


class Near(Protocol):
    """What is needed of the taught sentences."""

    def likeness(self, vector: Any) -> Any: ...


class _Told(NamedTuple):
    """A part of a message: where it stands, what of it is read, how near and how likely each intent is."""

    place: Part
    said: str
    near: Any
    likely: Any


@dataclass(frozen=True)
class Understood:
    """The intents with their confidence, best first, and the message's requests as dictionaries, first one first."""

    ranking: list[dict[str, Any]]
    requests: list[dict[str, Any]]


@dataclass(frozen=True)
class IntentModel:
    """The linear model, and the examples' vectors."""

    linear: LinearModel
    taught: Near

    @classmethod
    def fit(cls, texts: Sequence[str], intents: Sequence[str], encoder: Encodes) -> "IntentModel":
        """Learns from examples (at least three intents): these sentences and variations of them."""
        vectors, more = encoder.encode(texts), varied(texts, intents)
        everything = [*texts, *(one.text for one in more)]
        every_vector = np.concatenate([vectors, encoder.encode([one.text for one in more])])
        # Two models are learned, this one and one for the temperature: each on a core of its own, where there are two.
        with ThreadPoolExecutor(1) as beside:
            calibrated = beside.submit(temperature, texts, vectors, intents)
            linear = LinearModel.fit(
                everything,
                every_vector,
                [*intents, *(one.intent for one in more)],
                [1.0] * len(texts) + [one.weight for one in more],
            ).at(calibrated.result())
        return cls(linear, Neighbours.of(vectors, [linear.intents.index(intent) for intent in intents]))

    def understand(self, text: str, encoder: Encodes) -> Understood:
        """What the message is; `nlu_fallback` stands first when it is nothing that was taught."""
        if not says_something(text):
            return nothing_understood()
        reading, near = self._read(text, encoder)
        ranking = [
            {"name": self.linear.intents[place], "confidence": float(reading.likely[place])}
            for place in np.argsort(-reading.likely)[:RANKING_LENGTH]
        ]
        if self._is_strange(text, int(reading.likely.argmax()), ranking[0]["confidence"], near, encoder):
            return Understood([*nothing_understood().ranking, *ranking], [])
        return Understood(ranking, [dict(vars(request)) for request in reading.requests])

    def _read(self, text: str, encoder: Encodes) -> tuple[Reading, Any]:
        """The reading, and how near an example of each intent is to a part of the message or to the whole."""
        found = self._found(text, encoder)
        whole = found[0] if len(found) == 1 else self._told(text, Part(0, len(text)), encoder)
        single = np.array([one.likely for one in found])
        near = np.max([one.near for one in (*found, whole)], axis=0)
        places, asking = [one.place for one in found], [asks(one.said) for one in found]
        return read(self.linear.intents, whole.likely, single, places, asking), near

    def _found(self, text: str, encoder: Encodes) -> list[_Told]:
        """The parts that tell something. What only goes on with a request ("and what went up?") is not read."""
        found: list[_Told] = []
        for part in parts(text):
            if not (names_nothing(text[part.start : part.end]) and any(map(self._asks_surely, found))):
                found += self._tried(text, part, encoder)
        return found

    def _tried(self, text: str, part: Part, encoder: Encodes) -> list[_Told]:
        """The part, or its halves where both ask for something and not for the same."""
        for cut in halves(text, part):
            both = list(takewhile(self._asks_surely, (self._told(text, half, encoder) for half in cut)))
            if len(both) == len(cut) and are_two(self.linear.intents, both[0].likely, both[1].likely):
                return both
        return [self._told(text, part, encoder)]

    def _asks_surely(self, one: _Told) -> bool:
        return asks_surely(self.linear.intents, one.likely, asks(one.said))

    def _told(self, text: str, place: Part, encoder: Encodes) -> _Told:
        said = visible(text[place.start : place.end]).strip()
        said = unlinked(said) if place.start else said
        vector = encoder.encode([said])[0]
        near = self.taught.likeness(vector)
        return _Told(place, said, near, self.linear.probabilities(said, vector, WEIGHT * near))

    def _is_strange(self, text: str, best: int, confidence: float, near: Any, encoder: Encodes) -> bool:
        if self.linear.intents[best] == ELSEWHERE:
            return encoder.letters_a_piece(text) <= GIBBERISH_PIECE
        return confidence < SURE and self.linear.intents[best] not in SMALL_TALK and bool(near[best] < FAR)

    def save(self, folder: Path) -> None:
        """Writes what was just learned into the folder: safetensors, JSON and a graph of one product; no code."""
        if not isinstance(self.taught, Neighbours):
            raise TypeError("a model that was loaded is not saved again: its vectors are rounded")
        self.linear.save(folder)
        quick_neighbours.save(self.taught, folder)

    @classmethod
    def load(cls, folder: Path) -> "IntentModel":
        """Reads what `save` wrote."""
        return cls(LinearModel.load(folder), QuickNeighbours.load(folder))


def nothing_understood() -> Understood:
    """What a text is that says nothing."""
    return Understood([{"name": NOT_UNDERSTOOD, "confidence": 1.0}], [])
