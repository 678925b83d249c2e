"""Folds what changed into the counts of the trust board, a moment after it changed. Several may run."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

from candor.services.outcomes.keep_counts import fold
from candor.services.tools import Tools

log = logging.getLogger("candor.trust")

LOOKS_EVERY = 2.0


@dataclass(frozen=True)
class CountWorker:
    """Runs until cancelled. What is not folded when it stops waits in the outbox."""

    tools: Tools

    async def run(self) -> None:
        while True:
            try:
                while await asyncio.to_thread(fold, self.tools.store, self.tools.clock):
                    await asyncio.sleep(0)
            except Exception:
                # A locked or restarting database must not end the worker: the outbox is still there.
                log.exception("could not fold the counts")
            await asyncio.sleep(LOOKS_EVERY)
