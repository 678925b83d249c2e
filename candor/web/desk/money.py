"""Giving back a fee or interest from the desk, and the wishes that wait for a second person."""

from __future__ import annotations

import asyncio
from typing import Any

from sanic import HTTPResponse, Request
from sanic.response import redirect

from candor.billing.records import Book
from candor.conversation.staff import Role
from candor.errors import MoveRefused, NotYours
from candor.services.desk.bells import ring_desk
from candor.services.desk.dollars import cents_of
from candor.services.desk.give_back import answer, give_back, open_wishes
from candor.services.desk.would_give import PRICES, WouldGive, would_give
from candor.store import Transaction
from candor.web.desk import words
from candor.web.desk.acts import client_id, done, to_talk
from candor.web.desk.area import ACTS, TALK, agent_of, desk, staff_names
from candor.web.desk.lines import bill_line
from candor.web.staff.visit import Visit, form

APPROVES = frozenset({Role.SUPERVISOR})
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
    names = await asyncio.to_thread(staff_names, visit)
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


@desk.get(f"{TALK}/policy", roles=ACTS, act="policy_asked", subject="talk")
async def ask_policy(request: Request, visit: Visit, talk: str) -> HTTPResponse:
    """What the policy says now about one fee or interest line of this talk's customer, and what may be given."""
    line = str(request.args.get("line") or "")[:64]
    found = await asyncio.to_thread(policy_on, visit, talk, line)
    return visit.page("desk/_policy.html.jinja", would=found, words=words)


def policy_on(visit: Visit, talk: str, line: str) -> WouldGive:
    """NotYours for a line that is not a fee or interest of this talk's customer."""
    with visit.candor.store.read() as tx:
        customer = tx.conversations.get(talk).customer_id
        if customer is None:
            raise NotYours
        return would_give(tx, visit.candor.tools, visit.staff.role.value, tx.ledger.book(customer), line)


def money_facts(visit: Visit, tx: Transaction, book: Book, line_id: str | None) -> dict[str, Any]:
    """What may be given back here, and what the policy says of the line in question, or of the newest."""
    rows = [line for line in book.lines if line.type in PRICES and line.amount > 0]
    rows.sort(key=lambda line: (line.post_date, line.id), reverse=True)
    about = line_id if any(row.id == line_id for row in rows) else next((row.id for row in rows), None)
    role = visit.staff.role.value
    would = would_give(tx, visit.candor.tools, role, book, about) if about else None
    return {"give": [bill_line(row) for row in rows[:SHOWN]], "would": would}
