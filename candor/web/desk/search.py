"""/desk/search: talks by the customer's name or id, and by words that were said."""

from __future__ import annotations

import asyncio

from sanic import HTTPResponse, Request

from candor.conversation.ownership import Answering
from candor.services.desk.search_talks import PAGE, Wanted, search_talks
from candor.web.desk.area import LOOKS, agent_of, desk
from candor.web.desk.queue import page_of
from candor.web.staff.visit import Visit


@desk.get("/desk/search", roles=LOOKS, act="search_opened")
async def search(request: Request, visit: Visit) -> HTTPResponse:
    """The form, and what fits when something was asked for."""
    words, customer = (str(request.args.get(name) or "")[:100].strip() for name in ("words", "customer"))
    only_open, page = request.args.get("open") == "1", page_of(request)
    found = None
    if words or customer or only_open:
        wanted = Wanted(words, customer, None, only_open)
        found = await asyncio.to_thread(search_talks, visit.candor.tools, agent_of(visit), wanted, page)
    return visit.page(
        "desk/search.html.jinja",
        area="Desk",
        asked={"words": words, "customer": customer, "open": only_open},
        found=found,
        page=page,
        more=found is not None and len(found) == PAGE,
        answering=Answering,
    )
