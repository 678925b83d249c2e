"""`candor promote`: another model takes the live one's place, if the gate holds or somebody says why not."""

from __future__ import annotations

import getpass
import os
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from candor.cli.models.compare import comparison, show
from candor.cli.telling import Telling
from candor.cli.terminal import WRONG_USE, Trouble, err, out, print_object
from candor.conversation.context import key_for
from candor.settings import project_of
from candor.supervising import loopback
from candor.supervising.folder import DataFolder
from candor.training.manifest import Manifest, Promotion

COMES_UP = "Starting its bot beside the one that serves"
COMES_UP_WITHIN = 180.0
SEEN_IN_A_ROW = 3


def promote(
    model: Annotated[str | None, typer.Argument(help="The model, as candor models names it.")] = None,
    back: Annotated[bool, typer.Option("--back", help="Back to the model that was live before.")] = False,
    by: Annotated[str, typer.Option("--by", help="Who decides; default: who is signed in here.")] = "",
    override: Annotated[str, typer.Option("--override", help="Promote against the gate, for this reason.")] = "",
    data: Annotated[Path | None, typer.Option(help="Data folder of the running product (var).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Let a model serve: compared with the live one first, then taken in while talks go on."""
    if bool(model) == back:
        raise Trouble("Name a model, or go back with --back.", "candor promote MODEL", WRONG_USE)
    console = err() if as_json else out()
    folder = DataFolder(data or Path(os.environ.get("CANDOR_DATA") or "var"))
    manifest = Manifest(project_of(os.environ) / "models")
    chosen = manifest.before() if back else manifest.checked(str(model)).name
    live = live_model(manifest, folder)
    telling = Telling(console, as_json)
    reasons = [] if back or live in (None, chosen) else _against(str(live), chosen, telling)
    if reasons and not override.strip():
        for reason in reasons:
            console.print(f"Against: {reason}", markup=False)
        raise Trouble("The gate does not hold: nothing was promoted.", "Mend it, or give a reason: --override REASON")
    at = datetime.now(UTC).isoformat(timespec="seconds")
    said = override.strip() if reasons else None
    manifest.promote(Promotion(chosen, at, by or getpass.getuser(), live if live != chosen else None, said))
    with telling.step(COMES_UP, "some ten seconds"):
        serving = _await_bot(manifest, folder, chosen)
    _tell(as_json, console, {
        "promoted": chosen, "instead_of": live, "serving": serving, "seconds": telling.took[COMES_UP],
        "against": reasons, "took": telling.took,
    })  # fmt: skip


def live_model(manifest: Manifest, folder: DataFolder) -> str | None:
    """The model that serves: the promoted one, else the one that the running bot names, else the newest."""
    if manifest.live:
        return manifest.live
    running = bot_model(folder)
    if running:
        return running
    newest = manifest.models()[:1]
    return newest[0].name if newest else None


def bot_model(folder: DataFolder) -> str | None:
    """The model that the running bot says it serves; None when no product runs on this folder."""
    ports = folder.read_ports()
    if not ports:
        return None
    secret = os.environ.get("CANDOR_SECRET") or folder.secret()
    headers = {"Authorization": f"Bearer {key_for(bytes.fromhex(secret), 'bot-channel').hex()}"}
    url = f"http://127.0.0.1:{ports['bot_port']}/webhooks/candor/health"
    return loopback.model_in(loopback.get(url, headers))


def _against(live: str, chosen: str, telling: Telling) -> list[str]:
    found = comparison(live, chosen, telling)
    show(found, telling.console)
    return list(found["against"])


def _await_bot(manifest: Manifest, folder: DataFolder, chosen: str) -> bool:
    """Waits until the running bot is the chosen model; False when no product runs here.

    Raises Trouble when it did not come up: the supervisor has put the old one back by then.
    """
    if folder.read_ports() is None:
        return False
    if os.environ.get("CANDOR_MODEL"):
        raise Trouble("CANDOR_MODEL names the model that serves.", "Unset it and start the product again.")
    until, seen = time.monotonic() + COMES_UP_WITHIN, 0
    while seen < SEEN_IN_A_ROW:
        if manifest.live != chosen or time.monotonic() > until:
            raise Trouble(f"{chosen} did not come up; the model before it serves on.", "See the log of the bot.")
        # While one takes over from the other, either may answer.
        seen = seen + 1 if bot_model(folder) == chosen else 0
        time.sleep(0.2)
    return True


def _tell(as_json: bool, console: Console, facts: Mapping[str, Any]) -> None:
    if as_json:
        print_object(facts)
    elif facts["serving"]:
        console.print(f"{facts['promoted']} serves, after {facts['seconds']} s.", markup=False)
    else:
        console.print(f"{facts['promoted']} is live: candor up will serve it.", markup=False)
