"""The file that says who may sign in at the sample bank's desk. Stands apart, so that a command reads it quickly."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = "staff.json"


@dataclass(frozen=True)
class SamplePerson:
    """Somebody who may sign in at the sample bank, with the password in plain words."""

    login: str
    name: str
    role: str
    password: str


def sample_staff(folder: Path) -> list[SamplePerson]:
    """What the folder's file says; nobody when there is none."""
    try:
        rows = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return [SamplePerson(**row) for row in rows]
    except (OSError, ValueError, TypeError):
        return []


def write_sample_staff(folder: Path, people: list[SamplePerson]) -> None:
    """Readable by its owner alone from the first byte on."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / FILE
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump([asdict(person) for person in people], file, indent=1)
    draft.replace(path)
