"""The list of models that were trained here, with their digests: a model archive is code, so a changed one is not run.

`python -m bot.manifest models/NAME.tar.gz` lists a model (done after training).
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import sys
from pathlib import Path

from bot.settings import BotRefused

NAME = "manifest.json"


def digest(model: Path) -> str:
    """The file's SHA-256 in hexadecimal."""
    with model.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def listed(folder: Path) -> dict[str, str]:
    """File names and their digests; empty when the folder has no manifest. BotRefused when the manifest is broken."""
    path = folder / NAME
    if not path.exists():
        return {}
    try:
        models = json.loads(path.read_text(encoding="utf-8"))["models"]
        return {str(name): str(entry["sha256"]) for name, entry in models.items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BotRefused(f"{path} can not be read; train again, or use python -m bot.manifest") from error


def write(model: Path) -> str:
    """Lists the model in its folder's manifest, atomically, and gives its digest. What else stands there stays."""
    value = digest(model)
    with (model.parent / f".{NAME}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        listed(model.parent)
        path = model.parent / NAME
        whole = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        entries = whole.get("models", {})
        entries[model.name] = {**entries.get(model.name, {}), "sha256": value}
        whole["models"] = {name: entries[name] for name in sorted(entries) if (model.parent / name).exists()}
        draft = model.parent / f".{NAME}.{os.getpid()}"
        draft.write_text(json.dumps(whole, indent=2) + "\n", encoding="utf-8")
        draft.replace(path)
    return value


def check(model: Path) -> bool:
    """True when the model is listed and unchanged, False when it is not listed; BotRefused when it changed."""
    expected = listed(model.parent).get(model.name)
    if expected is None:
        return False
    if digest(model) != expected:
        raise BotRefused(f"{model} is not the file that was trained (its sha256 differs from {NAME}); train again")
    return True


def newest(folder: Path) -> Path:
    """The newest model: of the listed ones if there is a manifest, else of all. BotRefused when there is none."""
    names = listed(folder)
    archives = [path for path in folder.glob("*.tar.gz") if not names or path.name in names]
    if not archives:
        raise BotRefused(f"no model in {folder}; run make train")
    return max(archives, key=lambda path: path.stat().st_mtime)


def chosen(folder: Path) -> Path:
    """The model that was promoted, else the newest. BotRefused when it is gone, or when there is none."""
    path = folder / NAME
    listed(folder)
    live = json.loads(path.read_text(encoding="utf-8")).get("live") if path.exists() else None
    if live is None:
        return newest(folder)
    if live not in listed(folder) or not (folder / live).is_file():
        raise BotRefused(f"the live model {live} is not in {folder}; promote another: candor promote")
    return folder / live


def main(paths: list[str]) -> int:
    """Lists the models that are named on the command line."""
    for path in map(Path, paths):
        sys.stdout.write(f"{write(path)}  {path}\n")
    return 0 if paths else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
