"""Work in a process of its own, a copy of this one, with a hard limit of processor time and of memory."""

from __future__ import annotations

import os
import pickle
import resource
import select
import signal
import time
from collections.abc import Callable
from typing import Any

# A machine that has other work to do gives a child its processor time this many times slower.
PATIENCE = 20
MEMORY = 6 << 30


def in_child(work: Callable[[], Any], seconds: float) -> Any:
    """What the work gives; None when it needed more than so many seconds of processor time, or died."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        _limit(seconds)
        with os.fdopen(into, "wb") as pipe:
            pipe.write(pickle.dumps(work()))
        os._exit(0)
    os.close(into)
    told, until = b"", time.monotonic() + PATIENCE * seconds
    with os.fdopen(out, "rb", buffering=0) as pipe:
        while (left := until - time.monotonic()) > 0 and select.select([pipe], [], [], left)[0]:
            part = pipe.read(1 << 20)
            if not part:
                break
            told += part
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return pickle.loads(told) if told else None


def _limit(seconds: float) -> None:
    used = time.process_time()
    resource.setrlimit(resource.RLIMIT_CPU, (int(used + seconds) + 1,) * 2)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
