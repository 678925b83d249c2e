"""The process: three things on one event loop, and a clean end."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from candor.settings import ROOT
from tests.clients import plain_async_client
from tests.web.site import SECRET

PATIENCE = 60.0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


@dataclass
class Served:
    process: asyncio.subprocess.Process
    http: httpx.AsyncClient
    actions: str
    log: Path

    async def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self.process.wait(), PATIENCE)


@asynccontextmanager
async def served(folder: Path, filled: Path, **more: str) -> AsyncIterator[Served]:
    """The real process on a copy of the database, without a bot."""
    shutil.copy(filled, folder / "candor.db")
    port, actions, bot = free_port(), free_port(), free_port()
    env = {
        **os.environ,
        "CANDOR_DATA": str(folder),
        "CANDOR_SECRET": SECRET.hex(),
        "CANDOR_PORT": str(port),
        "CANDOR_ACTIONS_PORT": str(actions),
        "CANDOR_BOT_PORT": str(bot),
        **more,
    }
    log = folder / "log"
    with log.open("wb") as errors:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "candor.web.serve", cwd=ROOT, env=env, stderr=errors
        )
    try:
        async with plain_async_client(f"http://127.0.0.1:{port}") as http:
            yield Served(process, http, f"http://127.0.0.1:{actions}", log)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def answers(made: Served) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            assert made.process.returncode is None, made.log.read_text()
            try:
                assert (await made.http.get("/healthz")).status_code == 200
                return
            except httpx.TransportError:
                await asyncio.sleep(0.1)


async def test_one_process_serves_customers_and_actions_and_ends_cleanly(data_folder: Path, filled: Path) -> None:
    async with served(data_folder, filled) as made:
        await answers(made)
        ready = await made.http.get("/readyz")
        assert ready.json()["parts"] == {"store": True, "bot": False, "worker": True}
        assert (await made.http.post(f"{made.actions}/webhook", json={})).status_code == 403
        session = (await made.http.post("/v1/session", json={})).json()["session"]
        headers = {"Authorization": f"Bearer {session}"}
        talk = (await made.http.post("/v1/conversations", json={}, headers=headers)).json()["id"]
        async with made.http.stream("GET", f"/v1/conversations/{talk}/events", headers=headers) as stream:
            pieces = stream.aiter_bytes()
            assert b"event: message" in await anext(pieces)
            ended = asyncio.create_task(made.stop())
            rest = b"".join([piece async for piece in pieces])
        assert await ended == 0
        assert b"event: ended" not in rest
    log = made.log.read_text()
    assert '"event": "stopping"' in log
    assert session not in log
    assert talk not in log


async def test_a_setting_that_can_not_be_used_is_named(data_folder: Path, filled: Path) -> None:
    async with served(data_folder, filled, CANDOR_ORIGINS="*") as made:
        code = await asyncio.wait_for(made.process.wait(), PATIENCE)
    assert code == 2
    assert "CANDOR_ORIGINS" in made.log.read_text()
    assert "Traceback" not in made.log.read_text()


async def test_a_port_that_is_taken_is_named(data_folder: Path, filled: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        async with served(data_folder, filled, CANDOR_PORT=port) as made:
            code = await asyncio.wait_for(made.process.wait(), PATIENCE)
    assert code == 2
    assert port in made.log.read_text()
