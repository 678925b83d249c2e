"""`python -m candor.web.serve`: the public app, the action server, the turn worker and the clocks, on one event loop.

Two Sanic apps of one process share a loop best through `create_server`: `Sanic.serve` would start processes of its
own, each with its own worker and its own bell.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from sanic import Sanic
from sanic.server import try_use_uvloop

from actions.server import action_app
from candor.bootstrap import Candor, from_environment
from candor.errors import CandorError
from candor.services.talk.ask_bot import Bot
from candor.services.talk.take_turn import TurnWorker
from candor.web.actions_gate import guard
from candor.web.app import create_app
from candor.web.demo.signing import HostKey
from candor.web.health import health_of
from candor.web.logs import set_up

log = logging.getLogger("candor.web")

LAST_TURNS = 5.0
LAST_ANSWERS = 2.0


async def serve(candor: Candor) -> int:
    """Serves until SIGTERM or SIGINT; gives the exit code: 1 when a worker died."""
    bot = candor.bot()
    worker = candor.turn_worker(bot)
    working = {
        asyncio.create_task(worker.run(), name="turn-worker"),
        asyncio.create_task(candor.due_worker().run(), name="due-worker"),
        asyncio.create_task(candor.mail_worker().run(), name="mail-worker"),
        asyncio.create_task(candor.count_worker().run(), name="count-worker"),
        asyncio.create_task(candor.workshop.run(), name="workshop"),
    }
    try:
        return await _serve(candor, bot, worker, working)
    finally:
        _cancel(working)
        await bot.close()
        candor.store.close()


async def _serve(candor: Candor, bot: Bot, worker: TurnWorker, working: set[asyncio.Task[None]]) -> int:
    settings = candor.settings
    health = health_of(candor, bot, lambda: not _died(working))
    public = create_app(candor, HostKey.made(), health)
    gated = guard(action_app(candor), candor)
    async with (
        listening(gated, "127.0.0.1", settings.actions_port),
        listening(public, settings.host, settings.port, touch_up=True),
    ):
        # What is loaded by now stays for good: the collector need not walk through it in the middle of turns.
        gc.collect()
        gc.freeze()
        _say("started", host=settings.host, port=settings.port, actions_port=settings.actions_port)
        await _until_stopped(working)
        died = _died(working)
        _say("stopping", worker_died=died)
        # Streams first, so that readers turn to another process; then what is being answered; the bot needs the
        # action server until the last turn has ended, so it goes last.
        public.ctx.front.stopping.set()
        _cancel(working)
        await worker.stop(LAST_TURNS)
    return 1 if died else 0


@asynccontextmanager
async def listening(app: Sanic[Any, Any], host: str, port: int, *, touch_up: bool = False) -> AsyncIterator[int]:
    """Runs `app` on this loop while the block lasts; gives the port (a free one for 0).

    `touch_up`: Sanic leaves out of its own classes what this app does not use: twenty signals a request that nobody
    hears. It can do so once a process, for all apps alike: ours have no signal, and speak HTTP/1.1 only.
    """
    app.config.TOUCHUP = touch_up
    # Bound here: Sanic reads port 0 as "the usual one", not as "any free one".
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        sock = socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        raise OSError(f"{host}:{port}: {error.strerror}") from error
    bound: int = sock.getsockname()[1]
    server: Any = await app.create_server(sock=sock, access_log=False, asyncio_server_kwargs={"start_serving": False})
    await server.startup()
    await server.before_start()
    await server.start_serving()
    await server.after_start()
    try:
        yield bound
    finally:
        await server.before_stop()
        server.server.close()
        await _let_go(server.connections)
        await server.after_stop()


async def _let_go(connections: set[Any]) -> None:
    """Lets open answers end for a moment, then closes what is left."""
    for connection in list(connections):
        connection.close_if_idle()
    with suppress(TimeoutError):
        async with asyncio.timeout(LAST_ANSWERS):
            while connections:
                await asyncio.sleep(0.05)
                for connection in list(connections):
                    connection.close_if_idle()
    for connection in list(connections):
        connection.abort()


def _died(working: set[asyncio.Task[None]]) -> bool:
    return any(task.done() for task in working)


def _cancel(working: set[asyncio.Task[None]]) -> None:
    for task in working:
        task.cancel()


async def _until_stopped(working: set[asyncio.Task[None]]) -> None:
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, told.set)
    waiting = asyncio.create_task(told.wait())
    await asyncio.wait({waiting, *working}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()


def _say(event: str, **facts: Any) -> None:
    log.info(event, extra={"facts": facts})


def main() -> int:
    """Reads the settings from the environment and serves; gives the exit code: 2 when it can not begin."""
    set_up()
    # Requests and transactions take turns on the interpreter: 5 ms, its usual slice, is longer than either lasts.
    sys.setswitchinterval(0.0005)
    try_use_uvloop()
    try:
        return asyncio.run(serve(from_environment()))
    except (CandorError, OSError) as error:
        # Raised before a customer was served: these words are about settings, files and ports.
        log.error("can_not_serve", extra={"facts": {"because": str(error)}})
        return 2


if __name__ == "__main__":
    sys.exit(main())
