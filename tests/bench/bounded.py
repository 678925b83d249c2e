"""A program that may use so much time and no more: it is stopped, and what it said last tells how far it was."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path

from candor.supervising.leash import tied

LOOKS_EVERY = 0.2
TAIL = 12
EPOCH = re.compile(r"(\d+)/(\d+) \[")
"""As tqdm draws it, whose bar is Rasa's: `Epochs:  12%|█▏        | 12/100 [03:10<23:01, 15.7s/it, ...]`."""


@dataclass(frozen=True)
class Spent:
    """Seconds on the clock and of all processors together, the most memory in MiB, and how far it was if stopped."""

    clock: float
    processors: float
    memory: float
    stopped_at: str | None = None


def spent(
    command: Sequence[str],
    log: Path,
    env: Mapping[str, str],
    most: float = inf,
    monotonic: Callable[[], float] = time.monotonic,
) -> Spent:
    """What the program takes, with all that it starts; after `most` seconds it is killed. It ends with us, too.

    Raises RuntimeError with its last lines when it ends badly by itself.
    """
    begun = monotonic()
    with log.open("wb") as output:
        running = subprocess.Popen(
            tied(command), env=dict(env), stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
        )
    cut = False
    while not (ended := os.wait4(running.pid, os.WNOHANG))[0]:
        if not cut and monotonic() - begun > most:
            cut = True
            os.killpg(running.pid, signal.SIGKILL)
        time.sleep(LOOKS_EVERY)
    took, (_, status, used) = monotonic() - begun, ended
    running.returncode = os.waitstatus_to_exitcode(status)
    said = log.read_text(encoding="utf-8", errors="replace")
    cut = cut and running.returncode == -signal.SIGKILL
    if running.returncode and not cut:
        raise RuntimeError("\n".join(said.splitlines()[-TAIL:]))
    return Spent(took, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, how_far(said) if cut else None)


def how_far(said: str) -> str:
    """The last epoch that a training told of."""
    epochs: Iterable[tuple[str, str]] = EPOCH.findall(said)
    last = [f"epoch {done} of {of}" for done, of in epochs][-1:]
    return last[0] if last else "before its first epoch"
