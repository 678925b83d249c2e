"""A whole product on a folder that is thrown away: the real bot, app and actions, and the sample bank's data only."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from candor.settings import ROOT
from candor.supervising.folder import DataFolder
from candor.supervising.leash import tied
from candor.supervising.loopback import is_ready
from candor.supervising.refusals import CannotStart

READY_WITHIN = 180.0
STOPPED_WITHIN = 30.0
CLOCK = "2026-05-12T15:00:00Z"
"""What it takes for now: the day that the talks of tests/conversations are about."""


@dataclass(frozen=True)
class Scratch:
    """Where it answers, and its folder."""

    url: str
    folder: Path

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.folder / 'candor.db'}"


def scratch_environment(base: Mapping[str, str], project: Path, model: Path | None) -> dict[str, str]:
    """`base` without anything that leads to the product that serves: no database, port or secret of its."""
    kept = {name: value for name, value in base.items() if not name.startswith("CANDOR_")}
    limits = {"CANDOR_SESSION_RATE": "100000", "CANDOR_ADDRESS_RATE": "100000"}
    chosen = {"CANDOR_MODEL": str(model)} if model else {}
    return {
        **kept,
        **limits,
        **chosen,
        "CANDOR_PROJECT": str(project),
        "CANDOR_CLOCK": CLOCK,
        "CANDOR_SAMPLE_PAST": "0",
    }


@contextmanager
def scratch_product(project: Path, model: Path | None = None) -> Iterator[Scratch]:
    """Runs until the block ends, then its folder is gone. Raises CannotStart when it does not come up."""
    with TemporaryDirectory(prefix="candor-scratch-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        command = tied((sys.executable, "-m", "candor.cli", "up", "--port", "0", "--data", name))
        with (folder / "up.log").open("wb") as log:
            process = subprocess.Popen(
                command, cwd=ROOT, env=scratch_environment(os.environ, project, model),
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        try:
            yield Scratch(_ready(process, folder), folder)
        finally:
            _stop(process)


def _ready(process: subprocess.Popen[bytes], folder: Path) -> str:
    until = time.monotonic() + READY_WITHIN
    while process.poll() is None and time.monotonic() < until:
        url = str((DataFolder(folder).read_ports() or {}).get("url") or "")
        if url and is_ready(url, patience=5):
            return url
        time.sleep(0.2)
    told = (folder / "up.log").read_text(encoding="utf-8", errors="replace").splitlines()[-8:]
    raise CannotStart("A second product to try it on did not come up.", "\n".join(told) or "Try again.")


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    process.send_signal(signal.SIGINT)
    try:
        process.wait(STOPPED_WITHIN)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
