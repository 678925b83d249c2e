"""Whether the model at hand was trained from the files as they are now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from candor.settings import ROOT

MATERIAL = ("config.yml", "domain.yml", "data/nlu", "data/rules", "data/stories")
CODE = ("bot/understanding", "candor/values", "requirements/bot.txt")
POLICY = ("data/policy",)
READERS = ("bot", "candor/values", "requirements/bot.txt")
PROGRAM = ("bot", "actions", "candor", "data/policy", "requirements")
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
    """Sixty-four hexadecimal digits over all that goes into a model: the material in `root`, and our code."""
    return _digest([*_files(root, MATERIAL), *_files(ROOT, CODE)])


def data_version(root: Path) -> str:
    """Sixty-four hexadecimal digits over what trainers write: the same content has the same version."""
    return _digest(_files(root, MATERIAL))


def policy_version(root: Path = ROOT) -> str:
    """Sixty-four hexadecimal digits over the written policies."""
    return _digest(_files(root, POLICY))


@cache
def reading_version() -> str:
    """Sixty-four hexadecimal digits over the code that reads a sentence with a model."""
    return _digest(_files(ROOT, READERS))


@cache
def program_version() -> str:
    """Sixty-four hexadecimal digits over the code and the policies that hold a talk with a model."""
    return _digest(_files(ROOT, PROGRAM))


def _digest(files: Iterable[tuple[str, Path]]) -> str:
    digest = hashlib.sha256()
    for name, path in files:
        digest.update(f"{name}\n{path.stat().st_size}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(root: Path, names: Iterable[str]) -> Iterator[tuple[str, Path]]:
    for name in names:
        path = root / name
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in found:
            if file.is_file() and "__pycache__" not in file.parts and not file.name.startswith("."):
                yield file.relative_to(root).as_posix(), file
