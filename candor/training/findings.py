"""What was found out about models, kept beside them in `models/compared`: so that no model is tried twice for the same.

A file is replaced as a whole: whoever is killed in the middle of writing leaves the one before.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = "compared"
DIGITS = 24


@dataclass(frozen=True)
class Findings:
    """Those in a folder of models. Names are made of digests, of which a part is enough."""

    models: Path

    def once(self, kind: str, of: Iterable[str], make: Callable[[], Mapping[str, Any]]) -> dict[str, Any]:
        """What `make` finds, made once for the same words of which it depends."""
        name = self.name(kind, of)
        found = self.read(name)
        if found is None:
            found = dict(make())
            self.write(name, found)
        return found

    def name(self, kind: str, of: Iterable[str]) -> str:
        """A finding's name: its kind, and a digest of all that it depends on."""
        digest = hashlib.sha256("\n".join(of).encode()).hexdigest()
        return f"{kind}-{digest[:DIGITS]}"

    def read(self, name: str) -> dict[str, Any] | None:
        """None when it was not found out yet, or can not be read: then it is found out again."""
        try:
            found = json.loads(self._path(name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def write(self, name: str, found: Mapping[str, Any]) -> None:
        path = self._path(name)
        path.parent.mkdir(exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        draft.write_text(json.dumps(found), encoding="utf-8")
        draft.replace(path)

    def keep_comparison(self, live: str, candidate: str, found: Mapping[str, Any]) -> None:
        """The newest of these two (their names), for the page that shows it."""
        self.write(self.name("pair", (live, candidate)), found)

    def comparison(self, live: str, candidate: str) -> dict[str, Any] | None:
        return self.read(self.name("pair", (live, candidate)))

    def _path(self, name: str) -> Path:
        return self.models / FOLDER / f"{name}.json"


def digest_of(files: Iterable[Path]) -> str:
    """Over the content of files, in the order of their names."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.read_bytes())
    return digest.hexdigest()
