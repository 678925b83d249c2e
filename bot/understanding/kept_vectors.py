"""Sentence vectors kept from one time to the next: most sentences are the same, and encoding them takes longest.

Those of a training stand in Rasa's training cache (RASA_CACHE_DIRECTORY, else .rasa/cache), those of the studio beside
the models. Each stands under a digest of the encoder's very files and of the text, so that none can be another
encoder's. Deleting the file costs only time.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import onnxruntime
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from bot.understanding.encoder import WIDTH
from bot.understanding.places import ENCODER
from bot.understanding.prepare import SMALL, TOKENIZER

_FILE = "sentence-vectors.safetensors"


class Encodes(Protocol):
    """What is needed of the sentence encoder."""

    def encode(self, texts: Sequence[str]) -> Any: ...

    def letters_a_piece(self, text: str) -> float: ...


@dataclass
class KeptVectors:
    """An encoder that encodes a text once, now or earlier. `maker` names its state, `file` is where vectors stand."""

    encoder: Encodes
    folder: Path
    maker: str
    file: str = _FILE
    _known: dict[str, Any] = field(default_factory=dict)
    _used: dict[str, None] = field(default_factory=dict)
    _kept: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Reads what was kept; a file that can not be read is as good as none."""
        try:
            kept = load_file(self.folder / self.file)
            self._known = dict(zip(map(_hex, kept["keys"]), kept["vectors"], strict=True))
        except (OSError, SafetensorError, KeyError, ValueError):
            self._known = {}
        self._kept = frozenset(self._known)

    def encode(self, texts: Sequence[str]) -> Any:
        """The vectors of the texts, float32, (number of texts × 384)."""
        keys = [self._key(text) for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        if new:
            self._known.update(zip(new, self.encoder.encode(list(new.values())), strict=True))
        self._used.update(dict.fromkeys(keys))
        return np.array([self._known[key] for key in keys], dtype=np.float32).reshape(-1, WIDTH)

    def letters_a_piece(self, text: str) -> float:
        """As the encoder says."""
        return self.encoder.letters_a_piece(text)

    def keep(self) -> None:
        """Writes the vectors that were asked for this time; older ones go."""
        if not self._used or self._used.keys() == self._kept:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        keys = np.array([list(bytes.fromhex(key)) for key in self._used], dtype=np.uint8)
        draft = self.folder / f".{self.file}.{os.getpid()}"
        save_file({"keys": keys, "vectors": np.array([self._known[key] for key in self._used])}, draft)
        draft.replace(self.folder / self.file)
        self._kept = frozenset(self._used)

    def _key(self, text: str) -> str:
        return hashlib.sha256(f"{self.maker}\n{text}".encode()).hexdigest()


def kept_vectors(encoder: Encodes) -> KeptVectors:
    """Those of trainings, with this machine's encoder."""
    folder = Path(os.environ.get("RASA_CACHE_DIRECTORY") or Path(".rasa", "cache"))
    return KeptVectors(encoder, folder, encoder_version())


@cache
def encoder_version() -> str:
    """Sixty-four hexadecimal digits over this machine's encoder and what runs it."""
    digest = hashlib.sha256(onnxruntime.__version__.encode())
    for name in (SMALL, TOKENIZER):
        digest.update((ENCODER / name).read_bytes())
    return digest.hexdigest()


def _hex(key: Any) -> str:
    return bytes(key).hex()
