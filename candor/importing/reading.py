"""Reads a file from outside, whichever of the known kinds it is. All of it, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from candor.billing.imported import StatementFile
from candor.errors import FileRefused
from candor.importing.columns import Columns
from candor.importing.csv_file import read_csv
from candor.importing.doubts import once_each
from candor.importing.ofx import read_ofx

LARGEST = 20 * 1024 * 1024
OFX_ENDINGS = (".ofx", ".qfx")
OFX_SIGNS = (b"OFXHEADER", b"<OFX>", b"<?OFX")


def read_statement_file(path: Path, columns: Columns, progress: Callable[[int, int], None]) -> StatementFile:
    """The file's account. `progress` is told how many of how many transactions were read.

    Raises FileRefused when it is missing, larger than 20 MB, empty, of another kind, or holds no readable line.
    """
    data = _bytes(path)
    head = data[:2048].upper()
    if any(sign in head for sign in OFX_SIGNS):
        read = read_ofx(data, progress)
    elif path.suffix.lower() in OFX_ENDINGS:
        raise FileRefused("the file is no OFX inside, whatever its name says")
    else:
        read = read_csv(data, columns, progress)
    if not read.lines:
        why = f": {read.unreadable[0].where}, {read.unreadable[0].why}" if read.unreadable else ""
        raise FileRefused(f"no line of the file could be read{why}")
    return once_each(read)


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise FileRefused(f"the file has {size // 2**20} MB; at most {LARGEST // 2**20} MB are read at once")
        data = path.read_bytes()
    except OSError as error:
        raise FileRefused(f"the file can not be opened ({error.strerror})") from error
    if not data.strip():
        raise FileRefused("the file is empty")
    return data
