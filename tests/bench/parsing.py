"""Times a trained model in the bot's environment: how long it loads, and how long each message takes.

`python -m tests.bench.parsing MODEL --messages 300`: one JSON object {"load": seconds, "messages": [milliseconds]}, and
the same in processor time under "load_cpu" and "messages_cpu". Loading is all that a fresh process does until it has
read a first message: importing Rasa, spaCy and the rest, checking and unpacking the archive, reading the model and the
encoder. Logs and threads are set as in the serving bot. The messages are examples of data/nlu, of all intents and
lengths; each goes through the whole pipeline once.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

WARM_UP = 10
TODAY = "2026-05-12"


def main() -> int:
    """Measures and prints."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("model", type=Path)
    arguments.add_argument("--messages", type=int, default=300)
    asked = arguments.parse_args()
    began = time.perf_counter()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Imported here, for importing is part of loading.
    from bot.logs import set_up_logs
    from bot.understanding.reader import Reader

    set_up_logs()
    reader = Reader(asked.model)
    reader.read("ready", TODAY)
    load, load_cpu = time.perf_counter() - began, time.process_time()
    from bot.understanding.examples import read_examples

    texts = [example.text for example in read_examples()]
    chosen = texts[:: max(1, len(texts) // asked.messages)][: asked.messages]
    for text in chosen[:WARM_UP]:
        reader.read(text, TODAY)
    times = [_timed(reader.read, text) for text in chosen]
    measured = {
        "load": load,
        "load_cpu": load_cpu,
        "messages": [wall for wall, _ in times],
        "messages_cpu": [cpu for _, cpu in times],
    }
    sys.stdout.write(json.dumps(measured) + "\n")
    return 0


def _timed(read: Callable[[str, str], object], text: str) -> tuple[float, float]:
    began, used = time.perf_counter(), time.process_time()
    read(text, TODAY)
    return (time.perf_counter() - began) * 1000, (time.process_time() - used) * 1000


if __name__ == "__main__":
    sys.exit(main())
