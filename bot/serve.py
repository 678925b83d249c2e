"""Runs the bot on loopback, without Rasa's HTTP API: `python -m bot.serve --model models/NAME.tar.gz --port N`."""

from __future__ import annotations

import argparse
import asyncio
import gc
import logging
import os
import socket
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import lean, manifest
from bot.archive import unpacked
from bot.logs import set_up_logs
from bot.settings import LOOPBACK, BotRefused, BotSettings
from bot.understanding.places import MODELS

if TYPE_CHECKING:
    from rasa.core.agent import Agent
    from sanic import Sanic

log = logging.getLogger("candor.bot")
READY = "CANDOR_READY_FILE"
SUCCEEDS = "CANDOR_SUCCEEDS"
LARGEST_BODY = 1_000_000
SECONDS_TO_FINISH = 11.0
ROUNDS_OF_A_START = 5


def main(arguments: list[str], env: Mapping[str, str]) -> int:
    """Serves until SIGTERM or SIGINT; turns under way are finished first. 1 when it refuses to start, saying why."""
    began = time.monotonic()
    set_up_logs()
    try:
        settings = BotSettings.from_env(env)
        asked = _arguments(arguments, settings)
        model = _model(asked.model)
        app = _loaded(model, settings)
    except BotRefused as refused:
        log.error("the bot does not start: %s", refused)
        return 1
    log.info("%s is loaded after %.1f s; serving on %s:%d", model.name, time.monotonic() - began, LOOPBACK, asked.port)
    try:
        door = _door(asked.port, succeeding=bool(env.get(SUCCEEDS)))
    except OSError as error:
        log.error("the bot can not listen on port %d: %s", asked.port, error.strerror)
        return 1
    app.register_listener(_say_ready(env.get(READY)), "after_server_start")
    app.run(sock=door, workers=1, access_log=False, debug=False, motd=False)
    return 0


def _door(port: int, *, succeeding: bool) -> socket.socket:
    """The socket to listen on. A successor shares the port with the bot before it, which then closes its own.

    Anybody else must find the port free: two products' bots on one port would answer for each other.
    """
    if not succeeding:
        socket.create_server((LOOPBACK, port)).close()
    door = socket.socket()
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    door.bind((LOOPBACK, port))
    return door


def _say_ready(file: str | None) -> Any:
    async def say(*_: object) -> None:
        if file:
            _say_soon(Path(file), asyncio.get_running_loop(), ROUNDS_OF_A_START)

    return say


def _say_soon(file: Path, loop: asyncio.AbstractEventLoop, rounds: int) -> None:
    """Touches the file some rounds of the loop later.

    Sanic loses a SIGTERM that comes while its listeners of the start still run, and would serve on; whoever sees the
    file may send one at once.
    """
    if rounds:
        loop.call_soon(_say_soon, file, loop, rounds - 1)
    else:
        file.touch()


def build_agent(model: Path, actions_url: str, action_deadline: float) -> Agent:
    """Rasa's agent with our processor, store, responses and action endpoint, of an unpacked model (`bot.archive`).

    BotRefused when the model does not load.

    The store is given to the processor itself, past Rasa's FailSafeTrackerStore, which answers an error with an empty
    tracker.
    """
    from rasa.core.agent import Agent  # only after `lean` had its chance

    from bot.action_server import ActionServer, check_results_once
    from bot.processor import NoLocks, ResponseNames, TurnProcessor
    from bot.tracker_store import CarriedTrackerStore, require_carried

    names, store = ResponseNames(), CarriedTrackerStore()
    endpoint = ActionServer(actions_url, action_deadline)
    agent = Agent(generator=names, tracker_store=store, lock_store=NoLocks(), action_endpoint=endpoint)
    agent.tracker_store = store
    try:
        agent.processor = TurnProcessor(model, store, agent.lock_store, names, endpoint)
    except Exception as error:
        raise BotRefused(f"{model} can not be loaded: {type(error).__name__}: {error}") from error
    agent.domain = store.domain = agent.processor.domain
    names.learn(agent.domain)
    require_carried(agent.processor.tracker_store)
    check_results_once()
    return agent


def build_app(agent: Agent, settings: BotSettings) -> Sanic[Any, Any]:
    """The HTTP server with our channel and nothing else."""
    from sanic import Sanic

    from bot.channel import CandorChannel

    app = Sanic("candor_bot", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = LARGEST_BODY
    app.config.KEEP_ALIVE_TIMEOUT = 75
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = SECONDS_TO_FINISH
    app.ctx.agent = agent
    app.blueprint(CandorChannel(settings.key, settings.turn_deadline).blueprint(), url_prefix="/webhooks/candor")

    async def close(_: Sanic[Any, Any], __: object) -> None:
        await agent.action_endpoint.close()

    app.register_listener(close, "after_server_stop")
    return app


def _loaded(model: Path, settings: BotSettings) -> Sanic[Any, Any]:
    os.environ.update(RASA_TELEMETRY_ENABLED="false", TF_CPP_MIN_LOG_LEVEL="3")
    # Before numpy comes: its second thread would spin on another core long after each small product is done.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with unpacked(model) as files:
        if settings.lean and lean.is_light(files):
            lean.import_rasa_lean()
        agent = build_agent(files, settings.actions_url, settings.action_deadline)
    app = build_app(agent, settings)
    # What is loaded by now stays for good: the collector need not walk through it in the middle of turns.
    gc.collect()
    gc.freeze()
    return app


def _arguments(arguments: list[str], settings: BotSettings) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bot.serve", description=__doc__)
    parser.add_argument("--model", type=Path, default=settings.model, help="a model archive; default: the live one")
    parser.add_argument("--port", type=int, default=settings.port)
    return parser.parse_args(arguments)


def _model(given: Path | None) -> Path:
    model = given or manifest.chosen(MODELS)
    if not model.is_file():
        raise BotRefused(f"there is no model {model}; run make train")
    if not manifest.check(model):
        log.warning("%s is not in %s: nothing says that it was trained here", model.name, manifest.NAME)
    return model


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
