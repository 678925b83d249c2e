"""The lines of a customer's bill, to pick one and tell it as the bot would."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from sanic import HTTPResponse, Request

from candor.billing.explanation import Detail
from candor.billing.lines import NoSuchLine
from candor.billing.money import Money
from candor.billing.records import Book, Line
from candor.clock import day_in
from candor.errors import NotYours
from candor.services.desk.move_cases import NO_CHARGES
from candor.services.explain.telling import tell_line
from candor.services.tools import Tools
from candor.web.desk.area import ACTS, TALK, desk
from candor.web.staff.visit import Visit

SHOWN = 60


@dataclass(frozen=True)
class BillLine:
    """`is_charge`: it can be disputed."""

    id: str
    label: str
    is_charge: bool


def lines_of(book: Book) -> list[BillLine]:
    """The newest lines of a book, newest first."""
    newest = sorted(book.lines, key=lambda line: (line.post_date, line.id), reverse=True)
    return [bill_line(line) for line in newest[:SHOWN]]


def bill_line(line: Line) -> BillLine:
    day = line.post_date
    label = f"{day:%b} {day.day} · {line.descriptor} · {Money(line.amount, line.currency)}"
    return BillLine(line.id, label, line.amount > 0 and line.type not in NO_CHARGES)


@desk.get(f"{TALK}/line", roles=ACTS, act="line_explained", subject="talk")
async def explain_line(request: Request, visit: Visit, talk: str) -> HTTPResponse:
    """One line in the bot's own words, ready to be put into the reply. NotYours for a line of somebody else."""
    line = str(request.args.get("line") or "")[:64]
    texts = await asyncio.to_thread(told, visit.candor.tools, talk, line)
    return visit.page("desk/_explained.html.jinja", texts=texts)


def told(tools: Tools, talk: str, line: str) -> list[str]:
    """The explanation's bubbles. The line is looked up in the book of the talk's own customer and nowhere else."""
    with tools.store.read() as tx:
        customer = tx.conversations.get(talk).customer_id
        if customer is None:
            raise NotYours
        book = tx.ledger.book(customer)
    today = day_in(book.customer.time_zone, tools.clock.now())
    try:
        replies = tell_line(book, line, today, Detail.FULL).replies
    except NoSuchLine as error:
        raise NotYours from error
    return [tools.wording.speak(reply).text for reply in replies]
