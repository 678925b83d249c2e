"""The product's processes and what their environment says (docs/reference/settings.md)."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from candor.clock import anchored
from candor.settings import ROOT, project_of
from candor.supervising.ports import Ports
from candor.supervising.process import Follows, Process
from candor.supervising.refusals import CannotStart
from candor.training.manifest import Manifest, ModelRefused

BOT_PYTHON = ROOT / ".venv" / "bot" / "bin" / "python"


def bot_python() -> str:
    """The Python that Rasa lives in. Raises CannotStart when that environment was not made."""
    if not os.access(BOT_PYTHON, os.X_OK):
        raise CannotStart("The bot's environment .venv/bot is missing.", "Make it: make setup.")
    return str(BOT_PYTHON)


def bot_environment(base: Mapping[str, str]) -> dict[str, str]:
    """`base` with what keeps Rasa quiet and off the network."""
    return {
        **base,
        "PYTHONUNBUFFERED": "1",
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    }


def environment(base: Mapping[str, str], data: Path, host: str, ports: Ports, secret: str) -> dict[str, str]:
    """`base` with all settings that the supervisor decides; what `base` says about the others stands."""
    clock = anchored(base.get("CANDOR_CLOCK"), time.time())
    return {
        **base,
        **({"CANDOR_CLOCK": clock} if clock else {}),
        "PYTHONUNBUFFERED": "1",
        "CANDOR_DATA": str(data),
        "CANDOR_HOST": host,
        "CANDOR_PORT": str(ports.public),
        "CANDOR_ACTIONS_PORT": str(ports.actions),
        "CANDOR_BOT_PORT": str(ports.bot),
        "CANDOR_BOT_URL": base.get("CANDOR_BOT_URL") or f"http://127.0.0.1:{ports.bot}",
        "CANDOR_ACTIONS_URL": base.get("CANDOR_ACTIONS_URL") or f"http://127.0.0.1:{ports.actions}/webhook",
        "CANDOR_SECRET": base.get("CANDOR_SECRET") or secret,
    }


def processes(env: Mapping[str, str]) -> list[Process]:
    """The bot first and the app last, so that the app stops taking messages before the bot goes."""
    return [
        Process("bot", (bot_python(), "-m", "bot.serve"), bot_environment(env), ROOT, live_model(env)),
        Process("app", (sys.executable, "-m", "candor.web.serve"), env, ROOT),
    ]


def live_model(env: Mapping[str, str]) -> Follows | None:
    """What the bot is started with: the model that was promoted, else the newest at the start of the product.

    None when CANDOR_MODEL names one: then that one serves whatever is promoted.
    """
    if env.get("CANDOR_MODEL"):
        return None
    root = project_of(env)
    manifest = Manifest(root / "models")
    first: list[str] = []
    seen: list[str] = []

    def wanted() -> Mapping[str, str]:
        try:
            live = manifest.live
            if live is None and not first:
                first.extend(model.name for model in manifest.models()[:1])
        except ModelRefused:
            # A manifest that can not be read promotes nobody; it must not end what runs well without it.
            live = next(iter(seen), None)
        seen[:] = [live] if live else []
        name = live or next(iter(first), None)
        return {"CANDOR_MODEL": str(manifest.folder / name)} if name else {}

    def refused(values: Mapping[str, str]) -> None:
        broken = Path(values.get("CANDOR_MODEL", "")).name
        promoted = [one for one in manifest.promotions() if one.model == broken and one.instead_of]
        if promoted and promoted[-1].instead_of:
            manifest.put_back(promoted[-1].instead_of, instead_of=broken)

    return Follows(wanted, refused)
