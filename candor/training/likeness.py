"""Which sentences are alike, asked of the sentence encoder in programs beside the app."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping, Sequence
from threading import Lock
from typing import Any

from candor.errors import CandorError
from candor.settings import ROOT

PROGRAM = ("-m", "bot.understanding.alike")
Texts = Sequence[tuple[str, str]]
Encoder = subprocess.Popen[str]


class EncoderSilent(CandorError):
    """The sentence encoder did not answer."""

    code, status = "encoder_silent", 503
    next_step = "Train once: candor train makes the encoder. The log of the app says more."


class Likeness:
    """One an app process; safe to use from its threads. `python` gives the bot's, or raises CannotStart."""

    def __init__(self, python: Callable[[], str], environment: Mapping[str, str]) -> None:
        self._python, self._environment = python, environment
        self._asking = Lock()
        self._encoder: Encoder | None = None

    def near(self, texts: Sequence[str]) -> list[list[dict[str, Any]]]:
        """The nearest taught sentences of each text: {"text", "intent", "likeness"}. Raises EncoderSilent."""
        with self._asking:
            if self._encoder is None or self._encoder.poll() is not None:
                self._encoder = self._started()
            return list(_asked(self._encoder, {"near": list(texts)})["near"])

    def alike(self, turns: Texts, leaders: Texts) -> dict[str, str]:
        """The group of each turn. In a process of its own: it may take half a minute. Raises EncoderSilent."""
        encoder = self._started()
        try:
            return dict(_asked(encoder, {"group": list(turns), "known": list(leaders)})["groups"])
        finally:
            _end(encoder)

    def close(self) -> None:
        if self._encoder is not None:
            _end(self._encoder)

    def _started(self) -> Encoder:
        return subprocess.Popen(
            [self._python(), *PROGRAM], cwd=ROOT, env=self._environment, text=True, errors="replace",
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip


def _asked(encoder: Encoder, question: Mapping[str, Any]) -> dict[str, Any]:
    assert encoder.stdin
    assert encoder.stdout
    try:
        encoder.stdin.write(json.dumps(question) + "\n")
        encoder.stdin.flush()
        answer: dict[str, Any] = json.loads(encoder.stdout.readline())
    except (OSError, ValueError) as error:
        raise EncoderSilent from error
    return answer


def _end(encoder: Encoder) -> None:
    """It ends when nobody asks any more."""
    assert encoder.stdin
    assert encoder.stdout
    try:
        encoder.stdin.close()
    except OSError:
        encoder.kill()
    encoder.stdout.close()
    encoder.wait()
