"""/desk/team: how much waits and who of the team has what, as it changes. No handling times: they are no aim (V18)."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

from sanic import HTTPResponse, Request

from candor.services.desk.bells import DESK
from candor.services.desk.live_load import live_load
from candor.web.desk.area import SEES_TEAM, agent_of, desk
from candor.web.desk.live import Piece, Stream
from candor.web.staff.visit import Visit


@desk.get("/desk/team", roles=SEES_TEAM, act="team_looked_at")
async def team(request: Request, visit: Visit) -> HTTPResponse:
    return visit.page("desk/team.html.jinja", area="Desk", load=await asyncio.to_thread(load_of, visit))


@desk.get("/desk/team/events", roles=SEES_TEAM, act="team_followed", quiet=True)
async def team_events(request: Request, visit: Visit) -> None:
    await Stream(request, visit, (DESK,), Load(visit).look).run()


@dataclass
class Load:
    """What this reader was told last."""

    visit: Visit
    _told: str = ""

    async def look(self) -> Iterable[Piece]:
        html, before = await asyncio.to_thread(load_of, self.visit), self._told
        self._told = html
        return (Piece(html),) if html != before else ()


def load_of(visit: Visit) -> str:
    """The part of the page that changes. Asks the store."""
    load = live_load(visit.candor.tools, agent_of(visit))
    with visit.candor.store.read() as tx:
        ids = {talk.customer_id for one in load.agents for talk in one.talks if talk.customer_id}
        names = tx.ledger.names(sorted(ids))
    return visit.pages.text("desk/_load.html.jinja", visit, load=load, names=names)
