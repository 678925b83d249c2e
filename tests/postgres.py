"""A PostgreSQL of the tests' own: its programs found or brought, its data in a temporary folder, its port free.

Looked for in this order: programs on the machine, Debian's package (as root), a wheel that carries them. When none
can be had the tests that need it fail, and say what to install; they are never skipped.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from candor.settings import ROOT

SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "60",
    "timezone": "UTC",
}


class NoPostgres(Exception):
    """No PostgreSQL here and none to be had. Install one (Debian: apt-get install postgresql), then run again."""


def programs() -> Path:
    """The folder with `initdb` and `postgres`. Raises NoPostgres."""
    for look in (_on_path, _of_debian, _from_debian, _from_wheel):
        found = look()
        if found is not None and _works(found):
            return found
    raise NoPostgres(NoPostgres.__doc__)


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """A server on a free loopback port, its data in `folder`; gives the URL of its empty database."""
    where = programs()
    user = _unprivileged(folder)
    data = folder / "data"
    _run([where / "initdb", "-D", data, "-U", "candor", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"], folder, user)
    port = _free_port()
    options = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
    log = folder / "postgres.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [where / "postgres", "-D", data, "-p", str(port), *options],
            cwd=folder, stdout=output, stderr=output, stdin=subprocess.DEVNULL, **_as(user),
        )  # fmt: skip
    try:
        _await_ready(server, log, port)
        yield f"postgresql+psycopg://candor@127.0.0.1:{port}/postgres"
    finally:
        server.send_signal(2)  # SIGINT: PostgreSQL's "fast" stop, which does not wait for clients
        try:
            server.wait(60)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _await_ready(server: subprocess.Popen[bytes], log: Path, port: int) -> None:
    until = time.monotonic() + 60
    # The log says so once it answers; a bare connection would be taken before it does.
    while b"ready to accept connections" not in log.read_bytes():
        if server.poll() is not None or time.monotonic() > until:
            raise NoPostgres(f"PostgreSQL did not start on port {port}: {log.read_text(errors='replace')[-1500:]}")
        time.sleep(0.05)


def _on_path() -> Path | None:
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def _of_debian() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    return found[-1] if found else None


def _from_debian() -> Path | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", "postgresql"]
    for command in (install, ["apt-get", "update", "-q"], install):
        done = subprocess.run(command, env=env, capture_output=True, stdin=subprocess.DEVNULL, timeout=600, check=False)
        if done.returncode == 0 and command is install:
            return _of_debian()
    return None


def _from_wheel() -> Path | None:
    done = subprocess.run(
        [ROOT / "scripts" / "environment", "postgres"], capture_output=True, stdin=subprocess.DEVNULL, check=False
    )
    found = sorted((ROOT / ".venv" / "postgres").glob("lib/python*/site-packages/*/pginstall/bin/initdb"))
    return found[0].parent if done.returncode == 0 and found else None


def _works(where: Path) -> bool:
    return (
        all(
            subprocess.run([where / name, "--version"], capture_output=True, check=False).returncode == 0
            for name in ("initdb", "postgres")
            if (where / name).exists()
        )
        and (where / "postgres").exists()
    )


def _unprivileged(folder: Path) -> str | None:
    """Root may not run PostgreSQL: another user does, and owns the folder. None when we are not root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in names else "nobody"
    shutil.chown(folder, user)
    return user


def _as(user: str | None) -> dict[str, object]:
    if user is None:
        return {}
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}


def _run(command: list[str | Path], folder: Path, user: str | None) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, **_as(user))
    if done.returncode:
        raise NoPostgres(f"{command[0]} failed: {done.stderr or done.stdout}")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])
