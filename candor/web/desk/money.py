"""Giving back a fee or interest from the desk, and the wishes that wait for a second person."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from sanic import HTTPResponse, Request
from sanic.response import redirect

from candor.billing.money import Money
from candor.billing.records import LineType
from candor.conversation.staff import Role
from candor.errors import MoveRefused
from candor.services.desk.bells import ring_desk
from candor.services.desk.give_back import answer, authority, bots_decision, give_back, open_wishes
from candor.web.desk.acts import client_id, done, to_talk
from candor.web.desk.area import ACTS, TALK, agent_of, desk
from candor.web.desk.lines import bill_line
from candor.web.staff.visit import Visit, form

APPROVES = frozenset({Role.SUPERVISOR})
DOLLARS = re.compile(r"\$?\s*(\d{1,6})(?:\.(\d{2}))?")
SHOWN = 24


@desk.post(f"{TALK}/give-back", roles=ACTS, act="give_back_asked", subject="talk")
async def post_give_back(request: Request, visit: Visit, talk: str) -> HTTPResponse:
    """Given at once within the authority of the role; above it a supervisor is asked."""
    cents, role = cents_of(form(request, "amount", 20)), visit.staff.role.value
    line, why = form(request, "line", 64), form(request, "reason", 500)
    granted = await done(visit, talk, give_back, role, talk, line, cents, why, client_id(request))
    return to_talk(talk, "given" if granted.given else "wished")


@desk.get("/desk/approvals", roles=APPROVES, act="approvals_looked_at")
async def approvals(request: Request, visit: Visit) -> HTTPResponse:
    """What waits for a second person."""
    wishes = await asyncio.to_thread(open_wishes, visit.candor.tools, agent_of(visit))
    names = await asyncio.to_thread(names_of, visit)
    return visit.page("desk/approvals.html.jinja", area="Desk", wishes=wishes, names=names)


@desk.post("/desk/approvals/<wish:[A-Za-z0-9_-]+>", roles=APPROVES, act="approval_asked", subject="wish")
async def post_approval(request: Request, visit: Visit, wish: str) -> HTTPResponse:
    said = form(request, "answer", 10)
    if said not in ("yes", "no"):
        raise MoveRefused("say yes or no")
    tools, role = visit.candor.tools, visit.staff.role.value
    talk = await asyncio.to_thread(answer, tools, agent_of(visit), role, wish, approved=said == "yes")
    ring_desk(visit.candor.bell, talk)
    return redirect("/desk/approvals", status=303)


def cents_of(text: str) -> int:
    """`$12.50`, `12.50` or `12` as cents. MoveRefused for anything else."""
    found = DOLLARS.fullmatch(text.strip())
    if found is None:
        raise MoveRefused("write the amount in dollars, such as 12.50")
    return int(found[1]) * 100 + int(found[2] or 0)


def money_facts(visit: Visit, customer_id: str | None, line_id: str | None) -> dict[str, Any]:
    """What may be given back here, how much alone, and what the bot had decided. Asks the store."""
    if customer_id is None or visit.staff.role not in ACTS:
        return {"give": [], "alone": None, "decided": None}
    with visit.candor.store.read() as tx:
        book = tx.ledger.book(customer_id)
        decided = bots_decision(tx, line_id) if line_id else None
    rows = [line for line in book.lines if line.type in (LineType.FEE, LineType.INTEREST) and line.amount > 0]
    rows.sort(key=lambda line: (line.post_date, line.id), reverse=True)
    give = [bill_line(row) for row in rows[:SHOWN]]
    most = authority(visit.candor.tools, visit.staff.role.value) if give else None
    return {"give": give, "alone": str(Money(most)) if most is not None else None, "decided": decided}


def names_of(visit: Visit) -> dict[str, str]:
    """Names of the staff, as wishes hold them."""
    with visit.candor.store.read() as tx:
        return {person.actor: person.name for person in tx.staff.all()}
