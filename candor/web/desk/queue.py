"""/desk: what waits for a person, and the talks that are one's own; both as they change."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from time import monotonic

from sanic import HTTPResponse, Request

from candor.services.desk.bells import DESK, bell_of, ring_desk
from candor.services.desk.duty import come
from candor.services.desk.my_talks import my_talks
from candor.services.desk.queue import list_queue
from candor.services.outcomes.promise_due import promises_at_stake
from candor.web.desk.area import LOOKS, agent_of, desk, may_act
from candor.web.desk.live import Piece, Stream
from candor.web.desk.words import trigger
from candor.web.staff.visit import Visit

LISTS = "desk/_lists.html.jinja"
RENEW_EVERY = 10.0
"""Seconds after which the lists are made anew even when nobody rang: who looks at a talk changes without a bell."""


@desk.get("/desk", roles=LOOKS, act="queue_looked_at")
async def queue(request: Request, visit: Visit) -> HTTPResponse:
    """The desk's first page."""
    if may_act(visit):
        await asyncio.to_thread(come, visit.candor.tools, agent_of(visit))
        ring_desk(visit.candor.bell)
    page = page_of(request)
    return visit.page(
        "desk/queue.html.jinja", area="Desk", lists=await asyncio.to_thread(lists, visit, page), page=page
    )


@desk.get("/desk/events", roles=LOOKS, act="queue_followed", quiet=True)
async def queue_events(request: Request, visit: Visit) -> None:
    """The two lists again, each time that something in them is another than before."""
    await Stream(request, visit, (DESK, bell_of(visit.staff.id)), Lists(visit, page_of(request)).look).run()


@dataclass
class Lists:
    """What this reader was told last."""

    visit: Visit
    page: int
    _stood: object = None
    _told: str = ""
    _made: float = 0.0

    async def look(self) -> Iterable[Piece]:
        number, mine = await asyncio.to_thread(self._stands)
        if (number, mine) == self._stood and monotonic() - self._made < RENEW_EVERY:
            return ()
        html = await asyncio.to_thread(lists, self.visit, self.page)
        self._stood, self._made, before, self._told = (number, mine), monotonic(), self._told, html
        return (Piece(html, number=str(number)),) if html != before else ()

    def _stands(self) -> tuple[int, object]:
        """The number of the desk's last change, and which of one's own customers wait: a message changes no queue."""
        with self.visit.candor.store.read() as tx:
            return tx.desk.number(), tx.conversations.who_waits(self.visit.staff.id)


def lists(visit: Visit, page: int = 0) -> str:
    """The part of the page with one's own talks and the queue. Asks the store."""
    agent, tools = agent_of(visit), visit.candor.tools
    found = list_queue(tools, agent, page=page)
    return visit.pages.text(
        LISTS,
        visit,
        mine=my_talks(tools, agent) if may_act(visit) else [],
        owed=promises_at_stake(tools),
        rows=found.rows,
        more=found.more,
        page=page,
        now=tools.clock.now(),
        trigger=trigger,
        may_act=may_act(visit),
    )


def page_of(request: Request) -> int:
    """The number of the list's page that the address names; 0 for the first."""
    asked = request.args.get("page") or "0"
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 0
