"""Reads one text a line and prints what is understood, one JSON object a line, in the order given.

`python -m bot.understanding.reader < texts`: {"text", "intent", "confidence", "entities"}. CANDOR_MODEL names a model,
else the live one is read. `--today 2026-05-12` is the day that "yesterday" is reckoned from. With `--timed` each object
says as `milliseconds` how much processor time the text took.
"""

import argparse
import asyncio
import gc
import json
import logging
import os
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from bot import lean, manifest
from bot.archive import unpacked
from bot.logs import set_up_logs
from bot.plain import plain
from bot.settings import BotRefused
from bot.understanding.places import MODELS
from bot.understanding.text import readable


class Reader:
    """A trained model, loaded once. BotRefused when it can not be used."""

    def __init__(self, model: Path) -> None:
        """Checks the archive against the manifest before anything in it is run."""
        if not model.is_file():
            raise BotRefused(f"there is no model {model}; run make train")
        manifest.check(model)
        with unpacked(model) as files:
            if lean.is_light(files):
                lean.import_rasa_lean()
            from bot.processor import NoLocks, ResponseNames, TurnProcessor
            from bot.tracker_store import CarriedTrackerStore

            self._processor = TurnProcessor(files, CarriedTrackerStore(), NoLocks(), ResponseNames())
        self._runner = asyncio.Runner()
        # As in the serving bot: the collector need not walk through what stays for good.
        gc.collect()
        gc.freeze()

    def read(self, text: str, today: str) -> dict[str, Any]:
        """What is understood of one text, on the given ISO day."""
        from rasa.core.channels.channel import UserMessage

        message = UserMessage(text=plain(readable(text)), metadata={"today": today})
        parsed = self._runner.run(self._processor.parse_message(message))
        intent = parsed["intent"]
        return {
            "text": text,
            "intent": intent["name"],
            "confidence": round(intent["confidence"], 4),
            "entities": parsed["entities"],
        }


def lines(reader: Reader, texts: IO[bytes], today: str, *, timed: bool = False) -> Iterator[str]:
    """One line of JSON for each line read; bytes that are no UTF-8 are replaced."""
    for line in texts:
        text = line.decode("utf-8", errors="replace").rstrip("\r\n")
        began = time.process_time()
        found = reader.read(text, today)
        if timed:
            found["milliseconds"] = round((time.process_time() - began) * 1000, 2)
        yield json.dumps(found, ensure_ascii=False)


def main() -> int:
    """Reads standard input to its end; 1 when there is no model to read it with."""
    parser = argparse.ArgumentParser(prog="python -m bot.understanding.reader", description=__doc__)
    parser.add_argument("--today", default=datetime.now(UTC).date().isoformat(), help="ISO day (default: today, UTC)")
    parser.add_argument("--timed", action="store_true", help="say how long each took")
    asked = parser.parse_args()
    # Standard output carries the answers only.
    set_up_logs()
    logging.disable(logging.WARNING)
    try:
        chosen = os.environ.get("CANDOR_MODEL")
        reader = Reader(Path(chosen) if chosen else manifest.chosen(MODELS))
    except BotRefused as refused:
        sys.stderr.write(f"{refused}\n")
        return 1
    for line in lines(reader, sys.stdin.buffer, asked.today, timed=asked.timed):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
