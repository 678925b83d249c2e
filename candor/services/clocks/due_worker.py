"""Looks each second for what is due. Several may run, in several processes: rows keep them out of each other's way."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

from candor.services.clocks.run_due import Handlers, run_due
from candor.services.tools import Tools

log = logging.getLogger("candor.clocks")

LOOKS_EVERY = 1.0


@dataclass(frozen=True)
class DueWorker:
    """Runs until cancelled. A transaction that has begun then still ends: it runs in a thread of its own."""

    tools: Tools
    handlers: Handlers

    async def run(self) -> None:
        while True:
            try:
                await asyncio.to_thread(run_due, self.tools, self.handlers)
            except Exception:
                # A locked or restarting database must not end the worker: what waits is still there.
                log.exception("could not look for what is due")
            # The loop's own time, which no change of the machine's clock moves.
            await asyncio.sleep(LOOKS_EVERY)
