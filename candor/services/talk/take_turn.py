"""The turn worker: takes what waits in the inbox, one turn at a time per conversation, until each is answered."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from time import monotonic

from candor.clock import day_in
from candor.conversation.context import TurnContext, sign
from candor.conversation.messages import Owner
from candor.conversation.turns import RENEWED_EVERY, is_spent, pause_before
from candor.errors import CandorError, LeaseLost
from candor.ids import new_id
from candor.services.talk.access import CUSTOMER, GUEST
from candor.services.talk.ask_bot import Bot, Question
from candor.services.talk.bell import Bell
from candor.services.talk.turn import Turn, acknowledge, answer, begin_turn, give_to_person, renew, try_again
from candor.services.tools import Tools

log = logging.getLogger("candor.turns")

AT_ONCE = 16
LOOKS_EVERY = 0.25


@dataclass
class TurnWorker:
    """Runs until cancelled. Several may run, in several processes: leases keep them out of each other's way."""

    tools: Tools
    bell: Bell
    bot: Bot
    secret: bytes
    budget: timedelta
    turn_timeout: timedelta
    holder: str = field(default_factory=new_id)
    _busy: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _calls: Counter[str] = field(default_factory=Counter)
    _next_look: float = 0
    _stopping: bool = False

    async def run(self) -> None:
        """Serves what is ready, then sleeps until the bell rings or a little time has passed."""
        self._say_room()
        while True:
            for conversation_id, times in self.bell.calls().items():
                self._calls[conversation_id] += times
                self._begin(conversation_id)
            try:
                await self._serve_ready()
            except Exception:
                # A locked or restarting database must not end the worker: what waits is still there.
                log.exception("could not look into the inbox")
            await self._wait()

    async def stop(self, grace: float = 5.0) -> None:
        """Lets the turns that are going on end, for at most `grace` seconds. What does not end waits in the inbox."""
        self._stopping = True
        self._say_room()
        if self._busy:
            await asyncio.wait(self._busy.values(), timeout=grace)

    async def _serve_ready(self) -> None:
        """Looks for what nobody called for: tries whose time has come, messages of other processes."""
        if len(self._busy) < AT_ONCE and monotonic() >= self._next_look:
            self._next_look = monotonic() + LOOKS_EVERY
            for conversation_id in await asyncio.to_thread(self._ready, AT_ONCE):
                self._begin(conversation_id)

    def _begin(self, conversation_id: str) -> None:
        if conversation_id in self._busy or self._stopping:
            return
        # A turn that was begun for us is served at once, however full the house is: its lease runs.
        turn = self.bell.begun(conversation_id)
        if turn or len(self._busy) < AT_ONCE:
            task = asyncio.create_task(self._serve(conversation_id, turn))
            self._busy[conversation_id] = task
            task.add_done_callback(partial(self._served, conversation_id))
            self._say_room()

    def _say_room(self) -> None:
        self.bell.taker = self.holder if len(self._busy) < AT_ONCE and not self._stopping else None

    def _ready(self, limit: int) -> list[str]:
        with self.tools.store.read() as tx:
            return tx.inbox.ready(self.tools.clock.now(), limit)

    def _served(self, conversation_id: str, _task: asyncio.Task[None]) -> None:
        """What was queued meanwhile, here or behind a full house, is taken at once."""
        was_full = len(self._busy) >= AT_ONCE
        self._busy.pop(conversation_id, None)
        self._say_room()
        self.bell.ring(conversation_id)
        self._calls[conversation_id] -= 1
        if self._calls[conversation_id] > 0:
            self._begin(conversation_id)
        else:
            del self._calls[conversation_id]
        if was_full:
            self._next_look = 0
            self.bell.called.set()

    async def _wait(self) -> None:
        try:
            await asyncio.wait_for(self.bell.called.wait(), LOOKS_EVERY)
        except TimeoutError:
            return

    async def _serve(self, conversation_id: str, turn: Turn | None) -> None:
        try:
            turn = turn or await asyncio.to_thread(begin_turn, self.tools, conversation_id, self.holder)
            if turn:
                await self._hold(turn)
        except LeaseLost:
            log.warning("turn was taken over", extra={"conversation": conversation_id})
        except Exception:
            log.exception("turn broke off", extra={"conversation": conversation_id})

    async def _hold(self, turn: Turn) -> None:
        """Takes the turn and renews its lease meanwhile."""
        taking = asyncio.create_task(self._take(turn))
        try:
            while not (await asyncio.wait({taking}, timeout=RENEWED_EVERY.total_seconds()))[0]:
                await asyncio.to_thread(renew, self.tools, turn)
            await taking
        finally:
            taking.cancel()

    async def _take(self, turn: Turn) -> None:
        if turn.conversation.owner == Owner.PERSON:
            await asyncio.to_thread(acknowledge, self.tools, turn)
            return
        if is_spent(turn.waiting, self.tools.clock.now(), self.budget):
            # Its tries broke off without an answer, whatever broke them: no third kind of failure can loop for ever.
            await asyncio.to_thread(give_to_person, self.tools, turn)
            return
        try:
            said = await self.bot.ask(self._question(turn))
            await asyncio.to_thread(answer, self.tools, turn, said)
        except LeaseLost:
            raise
        except CandorError as error:
            log.warning("turn failed: %s", error, extra={"asked": turn.waiting.message_id})
            await self._after_failure(turn)

    async def _after_failure(self, turn: Turn) -> None:
        now = self.tools.clock.now()
        if is_spent(turn.waiting, now, self.budget):
            await asyncio.to_thread(give_to_person, self.tools, turn)
        else:
            again = now + pause_before(turn.waiting.attempts)
            await asyncio.to_thread(try_again, self.tools, turn, again)

    def _question(self, turn: Turn) -> Question:
        now = self.tools.clock.now()
        context = TurnContext(
            conversation=turn.conversation.id,
            message=turn.waiting.message_id,
            customer=turn.conversation.customer_id,
            assurance=CUSTOMER if turn.conversation.customer_id else GUEST,
            fence=turn.lease.fence,
            now=now,
            expires=now + self.turn_timeout,
            choice=turn.waiting.payload,
        )
        return Question(
            conversation_id=turn.conversation.id,
            message_id=turn.waiting.message_id,
            text=turn.text,
            intent=turn.waiting.intent,
            context=sign(context, self.secret),
            today=day_in(turn.time_zone, now),
            tracker=turn.conversation.tracker,
            tracker_version=turn.conversation.tracker_version,
        )
