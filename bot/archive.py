"""A model archive's files, unpacked once at a start for all that look into them."""

from __future__ import annotations

import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.settings import BotRefused


@contextmanager
def unpacked(model: Path) -> Iterator[Path]:
    """A folder with the archive's files, named as the archive is, for the length of a block.

    No file may lead out of the folder or be a device. BotRefused when the archive is none, or none of a model.
    """
    with tempfile.TemporaryDirectory(prefix="candor-model-") as folder:
        files = Path(folder) / model.name
        try:
            with tarfile.open(model, "r:gz") as archive:
                archive.extractall(files, filter="data")
        except (tarfile.TarError, OSError, EOFError) as error:
            raise BotRefused(f"{model} can not be unpacked: {type(error).__name__}: {error}") from error
        if not (files / "metadata.json").is_file():
            raise BotRefused(f"{model} is no model: it has no metadata.json")
        yield files
