"""A process's output as a log file: every line with its UTC time and the process's name, turned over by size."""

from __future__ import annotations

import logging
import logging.handlers
import time
from pathlib import Path
from threading import Thread
from typing import IO

MEGABYTE = 1024 * 1024


class Log:
    """`data/logs/NAME.log`, at most `size` bytes and `kept` older files beside it."""

    def __init__(self, folder: Path, name: str, size: int = 5 * MEGABYTE, kept: int = 3) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"{name}.log"
        self._name = name
        self._file = logging.handlers.RotatingFileHandler(
            self.path, maxBytes=size, backupCount=kept, encoding="utf-8", errors="replace"
        )
        form = logging.Formatter("%(asctime)s.%(msecs)03dZ %(name)s | %(message)s", "%Y-%m-%dT%H:%M:%S")
        form.converter = time.gmtime
        self._file.setFormatter(form)

    def write(self, line: str) -> None:
        self._file.handle(logging.LogRecord(self._name, logging.INFO, "", 0, line, None, None))

    def close(self) -> None:
        self._file.close()

    def follow(self, output: IO[bytes]) -> Thread:
        """Writes down all that comes out, in a thread of its own that ends with the output."""
        thread = Thread(target=self._copy, args=(output,), name=f"log of {self._name}", daemon=True)
        thread.start()
        return thread

    def _copy(self, output: IO[bytes]) -> None:
        with output:
            for line in output:
                self.write(line.decode("utf-8", "replace").rstrip())
