"""The pipeline that `rasa init` proposes, trained on our own sentences: what Candor is measured beside.

On all sentences its training takes more than an hour of a quiet machine. A share of them, taken by digest, takes a
part of that; then our own pipeline is trained anew on the very same share, so that both have learnt the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from rich.console import Console

from candor.cli.telling import Telling
from candor.cli.train import Step, run_step
from candor.settings import ROOT
from candor.supervising.product import bot_python

NLU = Path("data") / "nlu"
OURS = "config.yml"
# Without a pipeline Rasa takes the one it also writes into the configuration of a new project.
CONFIG = "recipe: default.v1\nassistant_id: stock\nlanguage: en\npipeline:\npolicies:\n"
ALL = 100


@dataclass(frozen=True)
class Pair:
    """Two models of the same sentences; None where the one that serves is meant."""

    stock: Path | None
    ours: Path | None


def trained(console: Console, percent: int = ALL, root: Path = ROOT) -> Pair:
    """The models of `percent` % of the sentences as they are now; trained when there are none yet, which takes long."""
    folder = root / "build" / "stock-nlu" / _fingerprint(root, percent)
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "config.yml"
    config.write_text(CONFIG, encoding="utf-8")
    if percent == ALL:
        return Pair(model_of(folder, "stock", config, root / NLU, console), None)
    share = folder / "nlu"
    share.mkdir(exist_ok=True)
    for path in sorted((root / NLU).glob("*.yml")):
        (share / path.name).write_text(share_of(path.read_text(encoding="utf-8"), percent), encoding="utf-8")
    ours = model_of(folder, "ours", root / OURS, share, console)
    return Pair(model_of(folder, "stock", config, share, console), ours)


def share_of(file: str, percent: int) -> str:
    """The file with `percent` % of each intent's sentences, the same ones whenever it is asked; all else stays."""
    content = yaml.safe_load(file)
    for block in content["nlu"]:
        if "intent" in block:
            block["examples"] = "".join(_kept(block["examples"].splitlines(), percent))
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False)


def _kept(lines: list[str], percent: int) -> Iterator[str]:
    def draw(line: str) -> str:
        return hashlib.sha256(line.encode()).hexdigest()

    kept = set(sorted(lines, key=draw)[: -(-len(lines) * percent // ALL)])
    return (f"{line}\n" for line in lines if line in kept)


def model_of(folder: Path, name: str, config: Path, nlu: Path, console: Console) -> Path:
    """The model of this name in the folder; trained when it is not there."""
    model = folder / f"{name}.tar.gz"
    if not model.is_file():
        arguments = (*training(config, nlu, folder / "draft"), "--fixed-model-name", name)
        about = "half an hour or more, once for these sentences" if name == "stock" else "a minute"
        step = Step(f"Training the {name} pipeline", about, arguments)
        with Telling(console).step(step.doing, step.about):
            run_step(step, bot_python(), folder / "train.log")
        (folder / "draft" / model.name).replace(model)
    return model


def training(config: Path, nlu: Path, out: Path) -> tuple[str, ...]:
    """What the bot's Python is given to learn these sentences with this configuration, into a folder."""
    return "-m", "rasa", "train", "nlu", "--config", str(config), "--nlu", str(nlu), "--out", str(out)


def _fingerprint(root: Path, percent: int) -> str:
    digest = hashlib.sha256(f"{CONFIG}{percent}".encode())
    for path in sorted((root / NLU).rglob("*.yml")):
        digest.update(f"{path.name}\n{path.stat().st_size}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]
