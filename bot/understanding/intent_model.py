"""All that tells the intent of a message, without Rasa: learned from sentences, kept in a folder, asked of a text."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
from safetensors.numpy import load_file, save_file

from bot.understanding.asking import asks, names_nothing, unlinked
from bot.understanding.calibration import temperature
from bot.understanding.linear import LinearModel
from bot.understanding.parts import Part, halves, parts
from bot.understanding.reading import ELSEWHERE, NOT_UNDERSTOOD, SMALL_TALK, Reading, are_two, asks_surely, read
from bot.understanding.text import says_something, visible
from bot.understanding.varied import varied

RANKING_LENGTH = 10
# Keys hit at random fall apart into shorter word pieces than any language's words ("asdkj" is as-d-k-j).
GIBBERISH_PIECE = 1.75
# "None of these": not so sure, and even the nearest examples of that intent are far (docs/decisions/0003-encoder.md).
SURE = 0.8
FAR = 0.4
NEAREST = 3

_TAUGHT = "taught.safetensors"


class Encodes(Protocol):
    """What is needed of the sentence encoder."""

    def encode(self, texts: Sequence[str]) -> Any: ...

    def letters_a_piece(self, text: str) -> float: ...


class _Told(NamedTuple):
    """A part of a message: where it stands, what of it is read, its vector, how likely it is each intent."""

    place: Part
    said: str
    vector: Any
    likely: Any


@dataclass(frozen=True)
class Understood:
    """The intents with their confidence, best first, and the message's requests as dictionaries, first one first."""

    ranking: list[dict[str, Any]]
    requests: list[dict[str, Any]]


@dataclass(frozen=True)
class IntentModel:
    """The linear model, and the vectors of the examples with the number of each one's intent."""

    linear: LinearModel
    taught: Any
    told: Any

    @classmethod
    def fit(cls, texts: Sequence[str], intents: Sequence[str], encoder: Encodes) -> "IntentModel":
        """Learns from examples (at least three intents): these sentences and variations of them."""
        vectors, more = encoder.encode(texts), varied(texts, intents)
        everything = [*texts, *(one.text for one in more)]
        linear = LinearModel.fit(
            everything,
            np.concatenate([vectors, encoder.encode([one.text for one in more])]),
            [*intents, *(one.intent for one in more)],
            [1.0] * len(texts) + [one.weight for one in more],
        ).at(temperature(texts, vectors, intents))
        return cls(linear, vectors, np.array([linear.intents.index(intent) for intent in intents]))

    def understand(self, text: str, encoder: Encodes) -> Understood:
        """What the message is; `nlu_fallback` stands first when it is nothing that was taught."""
        if not says_something(text):
            return nothing_understood()
        reading, vectors = self._read(text, encoder)
        ranking = [
            {"name": self.linear.intents[place], "confidence": float(reading.likely[place])}
            for place in np.argsort(-reading.likely)[:RANKING_LENGTH]
        ]
        if self._is_strange(text, int(reading.likely.argmax()), ranking[0]["confidence"], vectors, encoder):
            return Understood([*nothing_understood().ranking, *ranking], [])
        return Understood(ranking, [dict(vars(request)) for request in reading.requests])

    def _read(self, text: str, encoder: Encodes) -> tuple[Reading, Any]:
        """The reading and the vectors that were made for it: of each part, and of the whole where there are several."""
        found = self._found(text, encoder)
        whole = found[0] if len(found) == 1 else self._told(text, Part(0, len(text)), encoder)
        single = np.array([one.likely for one in found])
        every = np.array([one.vector for one in (*found, whole)][: len(found) + (len(found) > 1)])
        places, asking = [one.place for one in found], [asks(one.said) for one in found]
        return read(self.linear.intents, whole.likely, single, places, asking), every

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
        return _Told(place, said, vector, self.linear.probabilities(said, vector))

    def _is_strange(self, text: str, best: int, confidence: float, vectors: Any, encoder: Encodes) -> bool:
        if self.linear.intents[best] == ELSEWHERE:
            return encoder.letters_a_piece(text) <= GIBBERISH_PIECE
        if confidence >= SURE or self.linear.intents[best] in SMALL_TALK:
            return False
        near = np.sort(self.taught[self.told == best] @ vectors.T, axis=0)[-NEAREST:]
        return float(near.mean(axis=0).max()) < FAR

    def save(self, folder: Path) -> None:
        """Writes the model into the folder: safetensors and JSON, no code."""
        self.linear.save(folder)
        save_file({"vectors": self.taught.astype(np.float16), "intents": self.told.astype(np.int32)}, folder / _TAUGHT)

    @classmethod
    def load(cls, folder: Path) -> "IntentModel":
        """Reads what `save` wrote."""
        arrays = load_file(folder / _TAUGHT)
        return cls(LinearModel.load(folder), arrays["vectors"].astype(np.float32), arrays["intents"])


def nothing_understood() -> Understood:
    """What a text is that says nothing."""
    return Understood([{"name": NOT_UNDERSTOOD, "confidence": 1.0}], [])
