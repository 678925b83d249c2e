"""Finds the Chromium that browser tests drive, and fetches one where none is installed.

The tests never skip for want of a browser: a widget nobody opened is a widget nobody tested.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

LAUNCH_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_INSTALL_SECONDS = 900


class NoChromium(RuntimeError):
    """No Chromium is installed and none could be fetched; the text says what was tried."""


def executable() -> Path:
    """Gives a Chromium: the one on PATH, else Debian's package (as root), else Playwright's own.

    Raises NoChromium with what each attempt answered.
    """
    tried: list[str] = []
    for attempt in (_on_path, _debian_package, _playwrights_own):
        found = attempt(tried)
        if found is not None:
            return found
    raise NoChromium("No Chromium for the browser tests.\n" + "\n".join(f"- {line}" for line in tried))


def _on_path(tried: list[str]) -> Path | None:
    for name in _NAMES:
        path = shutil.which(name)
        if path:
            return Path(path)
    tried.append(f"PATH: none of {', '.join(_NAMES)}")
    return None


def _debian_package(tried: list[str]) -> Path | None:
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        tried.append("Debian's package: needs root and apt-get")
        return None
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]):
        answer = _run(command, environment)
        if answer is not None:
            tried.append(f"{' '.join(command)}: {answer}")
    return _on_path(tried)


def _playwrights_own(tried: list[str]) -> Path | None:
    answer = _run([sys.executable, "-m", "playwright", "install", "chromium"], dict(os.environ))
    if answer is not None:
        tried.append(f"playwright install chromium: {answer}")
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    if path.exists():
        return path
    tried.append(f"playwright install chromium: ended well, but {path} does not exist")
    return None


def _run(command: list[str], environment: dict[str, str]) -> str | None:
    """Gives None when the command ended well, else the last of what it said."""
    try:
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=_INSTALL_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return None if done.returncode == 0 else (done.stderr or done.stdout).strip()[-400:]


if __name__ == "__main__":
    sys.stdout.write(f"{executable()}\n")
