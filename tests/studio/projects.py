"""Projects for tests: a folder of teaching material of their own, so that ours stays as it is."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from candor.settings import ROOT
from candor.training.manifest import Manifest
from candor.training.nlu_text import sentences_in, without_sentence
from candor.training.trained import newest

MATERIAL = ("config.yml", "domain.yml")
FOLDERS = ("data/rules", "data/stories", "data/policy", "data/nlu")


def project_at(folder: Path) -> Path:
    """Our material, copied."""
    folder.mkdir(parents=True)
    for name in MATERIAL:
        shutil.copy(ROOT / name, folder / name)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name)
    (folder / "models").mkdir()
    return folder


def with_few_sentences(project: Path, of_each: int) -> Path:
    """The project with the first sentences of each intent in each file only: it trains in a fraction of the time."""
    for path in sorted((project / "data" / "nlu").glob("*.yml")):
        text, seen = path.read_text(encoding="utf-8"), dict[str, int]()
        for one in sentences_in(text):
            seen[one.intent] = seen.get(one.intent, 0) + 1
            if seen[one.intent] > of_each:
                text = without_sentence(text, one.intent, one.sentence)
        path.write_text(text, encoding="utf-8")
    return project


def with_models(project: Path, *names: str, broken: tuple[str, ...] = ()) -> Manifest:
    """Our newest model under each of these names, the first one live; `broken` are archives that can not be loaded."""
    ours = newest(ROOT)
    assert ours, "train a model first: candor train"
    listed = {}
    for name in (*names, *broken):
        path = project / "models" / name
        if name in broken:
            path.write_bytes(b"no archive at all")
        else:
            os.link(ours, path)
        listed[name] = {"sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
    whole = {"models": listed, "live": names[0]}
    (project / "models" / "manifest.json").write_text(json.dumps(whole), encoding="utf-8")
    return Manifest(project / "models")


def train(project: Path) -> str:
    """`candor train` for the project; the model's name."""
    command = [sys.executable, "-m", "candor.cli", "train", "--json"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "CANDOR_PROJECT": str(project)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return str(json.loads(done.stdout.splitlines()[-1])["model"])
