"""`candor up`: the whole product, started and looked after until Ctrl-C."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from candor.cli.screen import Screen
from candor.cli.terminal import WRONG_USE, Trouble, out
from candor.services.staff.sample_file import sample_staff
from candor.settings import Settings
from candor.supervising import product
from candor.supervising.folder import DataFolder
from candor.supervising.ports import Ports, choose
from candor.supervising.process import Event
from candor.supervising.supervisor import Supervisor
from candor.training.manifest import Manifest


def up(
    port: Annotated[int | None, typer.Option(help="Port of the pages and the API (8000); 0 takes a free one.")] = None,
    data: Annotated[Path | None, typer.Option(help="Folder for everything it writes (var).")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Forget the sample bank and all talks first.")] = False,
) -> None:
    """Start the product and keep it running until Ctrl-C."""
    base = dict(os.environ)
    folder = DataFolder(data or Path(base.get("CANDOR_DATA") or "var"))
    host = base.get("CANDOR_HOST") or "127.0.0.1"
    folder.claim()
    try:
        ports = choose(base, host, port)
        env = product.environment(base, folder.path, host, ports, folder.secret())
        settings = Settings.from_env(env)
        console = out()
        if fresh:
            forget(settings, base)
        _prepare(settings, console)
        _tell_of_newer(settings, console)
        _run(folder, ports, env, settings, console)
    finally:
        folder.release()


def forget(settings: Settings, env: Mapping[str, str]) -> None:
    """Removes the embedded database of the data folder. Raises Trouble when the database is somebody else's."""
    if env.get("CANDOR_DATABASE_URL"):
        raise Trouble(
            "--fresh removes the embedded database only, and CANDOR_DATABASE_URL names another.",
            "Empty that database by its own means, or unset CANDOR_DATABASE_URL.",
            WRONG_USE,
        )
    for path in settings.data.glob("candor.db*"):
        path.unlink()


def _prepare(settings: Settings, console: Console) -> None:
    from candor.bootstrap import prepare_data

    with console.status("Preparing the database (about 10 s the first time)"):
        prepare_data(settings)


def _tell_of_newer(settings: Settings, console: Console) -> None:
    """A promoted model stays live whatever is trained after it: whoever wonders why is told."""
    manifest = Manifest(settings.project / "models")
    newest = next(iter(manifest.models()), None)
    if manifest.live and newest and newest.name != manifest.live and not os.environ.get("CANDOR_MODEL"):
        console.print(
            f"{manifest.live} serves, because it was promoted. {newest.name} is newer: candor promote {newest.name}",
            markup=False,
        )


def _run(folder: DataFolder, ports: Ports, env: Mapping[str, str], settings: Settings, console: Console) -> None:
    url = address(settings.host, ports.public)
    screen = Screen(console, url, folder.logs, sample_staff(settings.data) if settings.sample else None)

    def tell(event: Event) -> None:
        folder.write_ports(_ports(url, ports, supervisor.pids()))
        screen.tell(event)

    supervisor = Supervisor(product.processes(env), folder.logs, tell)
    with _signals(supervisor), screen:
        supervisor.run()
    console.print("Stopped.")


def address(host: str, port: int) -> str:
    """Where a browser on this machine finds it."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{shown}:{port}"


def _ports(url: str, ports: Ports, pids: Mapping[str, int]) -> dict[str, object]:
    return {
        "url": url,
        "port": ports.public,
        "actions_port": ports.actions,
        "bot_port": ports.bot,
        "supervisor": os.getpid(),
        "processes": dict(pids),
    }


@contextmanager
def _signals(supervisor: Supervisor) -> Iterator[None]:
    """Ctrl-C, SIGTERM and a closed terminal all stop in order."""
    kinds = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {kind: signal.signal(kind, lambda *_: supervisor.stop()) for kind in kinds}
    try:
        yield
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)
