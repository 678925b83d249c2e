"""The sentence encoder: a text in, a vector of 384 numbers out, close texts close together."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
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
MANY = 64


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
        if len(texts) < MANY:
            found = [self._vector(text) for text in texts]
        else:
            # Training only: a thread a core, each with its own sentence. The vectors are the same.
            with ThreadPoolExecutor(os.cpu_count()) as threads:
                found = list(threads.map(self._vector, texts))
        return np.array(found, dtype=np.float32).reshape(-1, WIDTH)

    def _vector(self, text: str) -> Any:
        tokens = np.array([self._tokenizer.encode(text[:LONGEST_IN_LETTERS]).ids], dtype=np.int64)
        return self._session.run(["vector"], {"tokens": tokens})[0][0]

    def letters_a_piece(self, text: str) -> float:
        """How many letters the text's word pieces have in the mean."""
        pieces = self._tokenizer.encode(text[:LONGEST_IN_LETTERS]).tokens[1:-1]
        return sum(len(piece.removeprefix("##")) for piece in pieces) / max(len(pieces), 1)


@cache
def shared_encoder() -> Encoder:
    """The encoder of this process, loaded at its first use."""
    return Encoder()
