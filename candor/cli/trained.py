"""Whether the model at hand was trained from the files as they are now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

INPUTS = (
    "config.yml",
    "domain.yml",
    "data/nlu",
    "data/rules",
    "data/stories",
    "bot/understanding",
    "candor/values",
    "requirements/bot.txt",
)
STAMP = Path("models") / "trained-from.txt"


def is_current(root: Path) -> bool:
    """True when there is a model and nothing that it learns from has changed since."""
    stamp = root / STAMP
    if not stamp.is_file() or newest(root) is None:
        return False
    return stamp.read_text(encoding="ascii") == fingerprint(root)


def newest(root: Path) -> Path | None:
    """The model that was trained last."""
    return max((root / "models").glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, default=None)


def remember(root: Path) -> None:
    """Notes that the newest model was trained from the files as they are now."""
    (root / STAMP).write_text(fingerprint(root), encoding="ascii")


def fingerprint(root: Path) -> str:
    """Sixty-four hexadecimal digits over all that goes into a model."""
    digest = hashlib.sha256()
    for path in _files(root):
        digest.update(f"{path.relative_to(root).as_posix()}\n{path.stat().st_size}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(root: Path) -> Iterator[Path]:
    for name in INPUTS:
        path = root / name
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (file for file in found if file.is_file() and "__pycache__" not in file.parts)
