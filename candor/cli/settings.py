"""The settings of commands that work on a data folder without the product running on it."""

from __future__ import annotations

import os
from pathlib import Path

from candor.settings import Settings
from candor.supervising.folder import DataFolder


def settings_of(data: Path | None = None) -> Settings:
    """What the environment says, with the data folder and its secret filled in. Makes both when they are missing."""
    folder = DataFolder(data or Path(os.environ.get("CANDOR_DATA") or "var"))
    folder.path.mkdir(parents=True, exist_ok=True, mode=0o700)
    secret = os.environ.get("CANDOR_SECRET") or folder.secret()
    return Settings.from_env({**os.environ, "CANDOR_DATA": str(folder.path), "CANDOR_SECRET": secret})
