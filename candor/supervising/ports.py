"""Which ports the product listens on."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import dataclass

from candor.supervising.refusals import CannotStart

PUBLIC, ACTIONS, BOT = 8000, 8055, 5005


@dataclass(frozen=True)
class Ports:
    """`public` faces people; the other two are for this machine only."""

    public: int
    actions: int
    bot: int


def choose(env: Mapping[str, str], host: str, port: int | None) -> Ports:
    """The ports asked for, by `port` or by the environment. Port 0 is any free one, for the inner ports too.

    Of the inner ports only those that are named stay fixed: nobody has to know them, so one that is taken is
    replaced by a free one. Raises CannotStart for a named port that is taken. Two products that start at the same
    moment may both find a usual port free: the one that comes late can not bind it and is started again, and the
    bot's health needs its own product's key, so that no app takes the other's bot for its own.
    """
    public = port if port is not None else _named(env, "CANDOR_PORT", PUBLIC)
    chosen = [_sure(public, host, "Choose another with --port, or --port 0 for any free one.")]
    for name, usual in (("CANDOR_ACTIONS_PORT", ACTIONS), ("CANDOR_BOT_PORT", BOT)):
        if env.get(name):
            chosen.append(_sure(_named(env, name, usual), "127.0.0.1", f"Set {name} to another."))
        else:
            kept = public != 0 and usual not in chosen and _free(usual, "127.0.0.1")
            chosen.append(usual if kept else _any("127.0.0.1"))
    return Ports(*chosen)


def _named(env: Mapping[str, str], name: str, usual: int) -> int:
    text = env.get(name) or str(usual)
    if not text.isascii() or not text.isdigit() or int(text) > 65535:
        raise CannotStart(f"{name} must be a port number.", "Use a number from 0 to 65535; 0 is any free one.")
    return int(text)


def _sure(port: int, host: str, next_step: str) -> int:
    if port == 0:
        return _any(host)
    if not _free(port, host):
        raise CannotStart(f"Port {port} is in use by another program, or not allowed.", next_step)
    return port


def _free(port: int, host: str) -> bool:
    try:
        with _bound(port, host):
            return True
    except OSError:
        return False


def _any(host: str) -> int:
    with _bound(0, host) as server:
        number: int = server.getsockname()[1]
        return number


def _bound(port: int, host: str) -> socket.socket:
    server = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind((host, port))
        server.listen(1)  # Linux lets two sockets with SO_REUSEADDR bind; only listening tells them apart
    except OSError:
        server.close()
        raise
    return server
