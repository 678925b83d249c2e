"""The folder of customers' files: outside of anything that is served, each under a name that tells nothing.

A file is written beside its place, looked through by the scanner, and moved there in the transaction that writes its
row. What a process leaves behind that dies in between is swept out at the next start.
"""

from __future__ import annotations

import logging
import os
import re
import shlex
import subprocess
from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from candor.errors import FileUnchecked, FileUnsafe, SettingRefused
from candor.ids import new_id

log = logging.getLogger("candor.files")

COMING = "coming"
PATIENCE = 60.0
"""Seconds that the scanner may take."""
CLEAN, INFECTED = 0, 1
OFF = "off"
OWN_NAME = re.compile(r"[A-Za-z0-9_-]{16,64}")


@dataclass(frozen=True)
class Cabinet:
    """`scan` is the scanner's command; the file's path is put behind it. Empty: nothing is scanned."""

    folder: Path
    scan: tuple[str, ...] = ()

    def make_room(self) -> Path:
        """A new file's own place, for as long as it is coming; nobody but us can read it."""
        folder = self.folder / COMING
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / new_id()
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        return path

    def place_of(self, file_id: str) -> Path:
        """Where the file of this id lies. ValueError for what is no id of ours."""
        if not OWN_NAME.fullmatch(file_id):
            raise ValueError("no id of a file")
        return self.folder / file_id[:2] / file_id

    def check(self, path: Path) -> bool:
        """Whether the scanner looked at it and found nothing; False without a scanner.

        Raises FileUnsafe when it found something, FileUnchecked when it failed: what was not checked is not kept.
        """
        if not self.scan:
            return False
        try:
            done = subprocess.run(
                [*self.scan, str(path)], stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, check=False
            )
        except (OSError, subprocess.SubprocessError) as error:
            log.error("scanner failed", extra={"facts": {"because": type(error).__name__}})
            raise FileUnchecked from error
        if done.returncode == INFECTED:
            raise FileUnsafe
        if done.returncode != CLEAN:
            log.error("scanner failed", extra={"facts": {"exit": done.returncode}})
            raise FileUnchecked
        return True

    def keep(self, path: Path, file_id: str) -> None:
        """Moves what came to its place; on the disk when this returns."""
        place = self.place_of(file_id)
        place.parent.mkdir(mode=0o700, exist_ok=True)
        with path.open("rb") as written:
            os.fsync(written.fileno())
        os.replace(path, place)

    def drop(self, file_id: str) -> None:
        self.place_of(file_id).unlink(missing_ok=True)

    def sweep(self, known: Set[str], before: datetime) -> int:
        """Takes out what no row names and nobody has touched since `before`; how many files those were."""
        lost = [path for path in self.folder.glob("*/*") if path.name not in known or path.parent.name == COMING]
        old = [path for path in lost if path.stat().st_mtime < before.timestamp()]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)


def cabinet_of(folder: Path, scan: str | None, *, sample: bool) -> Cabinet | None:
    """The cabinet of the settings. None where no files are taken: outside sample mode nothing comes in unscanned,
    unless the setting says `off`. Raises SettingRefused for a command that can not be read.
    """
    if scan is None:
        return Cabinet(folder) if sample else None
    if scan == OFF:
        return Cabinet(folder)
    try:
        return Cabinet(folder, tuple(shlex.split(scan)))
    except ValueError as error:
        raise SettingRefused("CANDOR_FILE_SCAN must be a command such as clamdscan --fdpass --no-summary") from error
