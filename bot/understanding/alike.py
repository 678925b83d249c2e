"""Which texts are alike, by the encoder: `python -m bot.understanding.alike`, a JSON object a line in, one a line out.

{"near": [texts]}                         the nearest taught sentences of each: {"near": [[{text, intent, likeness}]]}
{"group": [[id, text]], "known": [[id, text]]}   {"groups": {id: id of the group's first}}; groups known before go on

Customers' words are encoded and forgotten. Only the vectors of taught sentences are kept, in models/, because there
are thousands and they seldom change.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

import numpy as np

from bot.understanding.encoder import WIDTH, shared_encoder
from bot.understanding.examples import LabelledText, read_examples
from bot.understanding.kept_vectors import Encodes, KeptVectors, encoder_version, kept_vectors
from bot.understanding.places import MODELS, NLU_DATA
from bot.understanding.text import readable, visible

# Two ways to ask for the same: found by looking at pairs of our own sentences within and across intents.
ALIKE = 0.7
NEAREST = 6
BATCH = 12_000
BLOCK = 1_000
KEPT = "taught-vectors.safetensors"


def grouped(turns: Sequence[tuple[str, str]], known: Sequence[tuple[str, str]], encoder: Encodes) -> dict[str, str]:
    """The group of each turn, named by its first one's id. Those that are `known` take in what is alike first."""
    groups: dict[str, str] = {}
    leaders, names = _vectors([text for _, text in known], encoder), [name for name, _ in known]
    for start in range(0, len(turns), BATCH):
        batch = turns[start : start + BATCH]
        texts = list(dict.fromkeys(text for _, text in batch))
        vectors = _vectors(texts, encoder)
        of_text: dict[str, str] = {}
        first = {text: name for name, text in reversed(batch)}
        left = _join(texts, vectors, leaders, names, of_text)
        begun = _begin([texts[place] for place in left], vectors[left], first, of_text)
        leaders = np.concatenate([leaders, vectors[[left[place] for place in begun]]])
        names += [first[texts[left[place]]] for place in begun]
        groups.update((name, of_text[text]) for name, text in batch)
    return groups


def _join(texts: Sequence[str], vectors: Any, leaders: Any, names: Sequence[str], of_text: dict[str, str]) -> list[int]:
    """Gives each text to the nearest group that is there, if one is near; the places of the others."""
    if not len(leaders):
        return list(range(len(texts)))
    left = []
    for start in range(0, len(texts), BLOCK):
        likeness = vectors[start : start + BLOCK] @ leaders.T
        for row, best in enumerate(likeness.argmax(axis=1)):
            if likeness[row, best] >= ALIKE:
                of_text[texts[start + row]] = names[best]
            else:
                left.append(start + row)
    return left


def _begin(texts: Sequence[str], vectors: Any, first: Mapping[str, str], of_text: dict[str, str]) -> list[int]:
    """New groups: the text with the most alike around it leads, and takes them; then the next. The leaders' places."""
    count = len(texts)
    near = np.zeros((count, count), dtype=bool)
    for start in range(0, count, BLOCK):
        near[start : start + BLOCK] = vectors[start : start + BLOCK] @ vectors.T >= ALIKE
    leaders, free = [], np.ones(count, dtype=bool)
    for place in np.argsort(-near.sum(axis=1), kind="stable"):
        if free[place]:
            taken = near[place] & free
            taken[place] = True
            free &= ~taken
            leaders.append(int(place))
            of_text.update((texts[one], first[texts[place]]) for one in np.flatnonzero(taken))
    return leaders


def nearest(texts: Sequence[str], taught: Sequence[LabelledText], vectors: Any, encoder: Encodes) -> list[list[Any]]:
    """The taught sentences that are nearest to each text, nearest first, with their likeness (1 is the same)."""
    found = []
    for likeness in _vectors(texts, encoder) @ vectors.T:
        best = np.argsort(-likeness)[:NEAREST]
        found.append([
            {"text": taught[place].text, "intent": taught[place].intent, "likeness": round(float(likeness[place]), 3)}
            for place in best
        ])  # fmt: skip
    return found


def taught_vectors(taught: Sequence[LabelledText], encoder: Encodes, maker: str, folder: Path = MODELS) -> Any:
    """The vectors of the taught sentences; those that this encoder made before are read from the folder."""
    kept = KeptVectors(encoder, folder, maker, KEPT)
    vectors = kept.encode([one.text for one in taught])
    kept.keep()
    return vectors


def _vectors(texts: Sequence[str], encoder: Encodes) -> Any:
    said = [visible(readable(text)).strip() for text in texts]
    return np.asarray(encoder.encode(said), dtype=np.float32).reshape(-1, WIDTH)


def answers(lines: IO[str]) -> Iterator[dict[str, Any]]:
    """One answer for each line that was asked."""
    for line in lines:
        asked = json.loads(line)
        if "near" in asked:
            taught, vectors = _taught(_state(NLU_DATA))
            yield {"near": nearest(asked["near"], taught, vectors, shared_encoder())}
        else:
            turns, known = ([(one[0], one[1]) for one in asked.get(name, [])] for name in ("group", "known"))
            yield {"groups": grouped(turns, known, shared_encoder())}


@lru_cache(maxsize=1)
def _taught(_state: tuple[Any, ...]) -> tuple[list[LabelledText], Any]:
    taught = read_examples()
    # What a training encoded is read first; where a model came from elsewhere there is none of that.
    return taught, taught_vectors(taught, kept_vectors(shared_encoder()), encoder_version())


def _state(folder: Path) -> tuple[Any, ...]:
    """Changes whenever a file of the folder does."""
    return tuple(sorted((path.name, path.stat().st_mtime_ns) for path in folder.glob("*.yml")))


def main() -> int:
    """Answers until its input ends; at a low priority, because customers are being answered beside it."""
    os.nice(10)
    for answer in answers(sys.stdin):
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
