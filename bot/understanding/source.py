"""A digest of the code that learns: what an older one learnt must not be taken for what this one would learn."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from bot.understanding.places import ROOT

LEARNS = (ROOT / "bot" / "understanding", ROOT / "candor" / "values")


def source_digest(folders: Sequence[Path] = LEARNS) -> str:
    """Of all Python files in the folders, their names and contents."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(folder)} {len(content)}\n".encode() + content)
    return digest.hexdigest()
