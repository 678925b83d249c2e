"""The pipeline that `rasa init` proposes, trained on our own sentences: what Candor is measured beside."""

from __future__ import annotations

import hashlib
from pathlib import Path

from rich.console import Console

from candor.cli.train import Step, run_step
from candor.settings import ROOT
from candor.supervising.product import bot_python

NLU = Path("data") / "nlu"
# Without a pipeline Rasa takes the one it also writes into the configuration of a new project.
CONFIG = "recipe: default.v1\nassistant_id: stock\nlanguage: en\npipeline:\npolicies:\n"


def trained(console: Console, root: Path = ROOT) -> Path:
    """The stock model of the sentences as they are now; trained when there is none yet, which takes long."""
    folder = root / "build" / "stock-nlu" / _fingerprint(root / NLU)
    model = folder / "stock.tar.gz"
    if not model.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        config = folder / "config.yml"
        config.write_text(CONFIG, encoding="utf-8")
        arguments = (
            "-m", "rasa", "train", "nlu", "--config", str(config), "--nlu", str(root / NLU),
            "--out", str(folder / "draft"), "--fixed-model-name", "stock",
        )  # fmt: skip
        step = Step("Training the stock pipeline", "half an hour or more, once for these sentences", arguments)
        run_step(step, bot_python(), folder / "train.log", console)
        (folder / "draft" / "stock.tar.gz").replace(model)
    return model


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256(CONFIG.encode())
    for path in sorted(folder.rglob("*.yml")):
        digest.update(f"{path.name}\n{path.stat().st_size}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]
