"""The sentence encoder: a text in, a vector of 384 numbers out, close texts close together."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from bot.understanding.places import ENCODER, PREPARE, EncoderUnavailable
from bot.understanding.prepare import SMALL, TOKENIZER

WIDTH = 384
LONGEST_IN_PIECES = 256
# 256 word pieces seldom need more letters than this; more would only cost time in the tokenizer.
LONGEST_IN_LETTERS = 4000


class Encoder:
    """One ONNX session on one thread; safe to share, and made once per process by `shared_encoder`."""

    def __init__(self, folder: Path = ENCODER, model: str = SMALL) -> None:
        """Raises EncoderUnavailable when the files have not been made yet."""
        if not (folder / model).is_file():
            raise EncoderUnavailable(f"{folder / model} is not there yet. Run: {PREPARE}")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(str(folder / model), options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST_IN_PIECES)

    def encode(self, texts: Sequence[str]) -> Any:
        """The vectors of the texts, float32, (number of texts × 384), each of length 1."""
        vectors = np.empty((len(texts), WIDTH), dtype=np.float32)
        for row, text in enumerate(texts):
            tokens = np.array([self._tokenizer.encode(text[:LONGEST_IN_LETTERS]).ids], dtype=np.int64)
            vectors[row] = self._session.run(["vector"], {"tokens": tokens})[0][0]
        return vectors

    def letters_a_piece(self, text: str) -> float:
        """How many letters the text's word pieces have in the mean."""
        pieces = self._tokenizer.encode(text[:LONGEST_IN_LETTERS]).tokens[1:-1]
        return sum(len(piece.removeprefix("##")) for piece in pieces) / max(len(pieces), 1)


@cache
def shared_encoder() -> Encoder:
    """The encoder of this process, loaded at its first use."""
    return Encoder()
