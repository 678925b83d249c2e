"""Looks each few seconds whether a candidate should read along and nobody reads: then a reader is begun here."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

from candor.training.workshop import Workshop

log = logging.getLogger("candor.web")

LOOKS_EVERY = 3.0


@dataclass(frozen=True)
class ShadowWorker:
    """Runs until cancelled, in each app process: one of them has the reader."""

    workshop: Workshop

    async def run(self) -> None:
        try:
            while True:
                try:
                    await asyncio.to_thread(self.workshop.keep_shadow)
                except Exception:
                    log.exception("could not look for a candidate")
                await asyncio.sleep(LOOKS_EVERY)
        finally:
            self.workshop.close()
