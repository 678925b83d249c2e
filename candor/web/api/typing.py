"""POST …/typing: the customer is writing. Shown to the agent who has the talk, for five seconds; kept nowhere else."""

from __future__ import annotations

import asyncio

from sanic import HTTPResponse, Request
from sanic.response import empty

from candor.services.desk.bells import bell_of
from candor.services.desk.presence import customer_looks
from candor.web.api.front import bearer_of, front_of


async def post_typing(request: Request, conversation: str) -> HTTPResponse:
    candor = front_of(request).candor
    agent = await asyncio.to_thread(customer_looks, candor.tools, bearer_of(request), conversation, types=True)
    if agent:
        candor.bell.ring(bell_of(agent))
    return empty()
