"""/desk/talks/<id>: the talk on the left, everything known about it on the right."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from sanic import HTTPResponse, Request

from candor.conversation.desk import LOOK_AGAIN
from candor.conversation.handing_over import State
from candor.conversation.ownership import Answering
from candor.services.desk.bells import ring_desk
from candor.services.desk.cases import cases_of
from candor.services.desk.presence import look_at, look_away
from candor.services.desk.read_talk import News, TalkAtDesk, customer_is_there, news_of, read_talk
from candor.web.desk import canned, cases
from candor.web.desk.area import LOOKS, TALK, agent_of, desk, may_act
from candor.web.desk.bubbles import items_of, shown
from candor.web.desk.files import files_of
from candor.web.desk.lines import lines_of
from candor.web.desk.live import Piece, Stream
from candor.web.desk.money import money_facts
from candor.web.staff.visit import Visit

DONE = {
    "claimed": "This talk is yours. The bot is silent.",
    "released": "The talk waits in the queue again.",
    "snoozed": "The talk rests. A new message wakes it.",
    "woken": "The talk waits again.",
    "transferred": "The talk was passed on.",
    "returned": "The bot has the talk again, with your summary.",
    "closed": "The talk is closed.",
    "marked": "Thank you: the trainers will see it.",
    "given": "The money is given back, and the customer was told.",
    "wished": "A supervisor decides about this: it is above what you give alone.",
    "promised": "The customer was told by when you answer.",
    **cases.DONE,
}
UNDO = {"claimed": "release", "snoozed": "wake"}


@desk.get(TALK, roles=LOOKS, act="talk_opened", subject="talk")
async def talk_page(request: Request, visit: Visit, talk: str) -> HTTPResponse:
    """The whole talk. Whoever may act is seen as looking at it."""
    found = await asyncio.to_thread(read_talk, visit.candor.tools, agent_of(visit), talk)
    facts = await asyncio.to_thread(facts_of, visit, found)
    done = str(request.args.get("done") or "")
    return visit.page("desk/talk.html.jinja", area="Desk", done=DONE.get(done, ""), undo=UNDO.get(done), **facts)


@desk.get(f"{TALK}/side", roles=LOOKS, act="package_looked_at", subject="talk", quiet=True)
async def talk_side(request: Request, visit: Visit, talk: str) -> HTTPResponse:
    """What stands beside the talk, after something about it has changed."""
    found = await asyncio.to_thread(read_talk, visit.candor.tools, agent_of(visit), talk)
    return visit.page("desk/_side.html.jinja", **await asyncio.to_thread(facts_of, visit, found))


@desk.get(f"{TALK}/events", roles=LOOKS, act="talk_followed", subject="talk", quiet=True)
async def talk_events(request: Request, visit: Visit, talk: str) -> None:
    """What is said and who is there, from the bubble and the note that the page holds already."""
    told = Followed(visit, talk, *resume(request))
    try:
        await Stream(request, visit, (talk,), told.look).run()
    finally:
        if may_act(visit):
            await asyncio.to_thread(look_away, visit.candor.tools, agent_of(visit), talk)
            ring_desk(visit.candor.bell, talk)


@dataclass
class Followed:
    """What this reader has been told of a talk: bubbles up to `seq`, notes up to `note`, and how it stood."""

    visit: Visit
    talk: str
    seq: int
    note: int
    _standing: str = ""
    _stands: object = None
    _rewritten: dict[int, str] = field(default_factory=dict)
    _seen: float = -1e9

    async def look(self) -> Iterable[Piece]:
        return await asyncio.to_thread(self._look)

    def _look(self) -> list[Piece]:
        tools = self.visit.candor.tools
        if may_act(self.visit) and monotonic() - self._seen >= LOOK_AGAIN.total_seconds():
            self._seen = monotonic()
            look_at(tools, agent_of(self.visit), self.talk)
        news = news_of(tools, self.talk, self.seq, self.note)
        html = self._new(news) + self._taken_out(news) + self._head(news)
        pieces = [Piece(html, number=f"{self.seq}.{self.note}")] if html else []
        stands = (news.standing, news.due)
        if stands != self._stands:
            if self._stands is not None:
                pieces.append(Piece("changed", event="standing"))
            self._stands = stands
        return pieces

    def _new(self, news: News) -> str:
        items = items_of(news)
        self.seq = max([self.seq, *(view.message.seq for view in news.bubbles)])
        self.note = max([self.note, *(note.id for note in news.notes)])
        return self.visit.pages.text("desk/_items.html.jinja", self.visit, items=items) if items else ""

    def _taken_out(self, news: News) -> str:
        """Bubbles on this screen that words were taken out of."""
        now = {one.seq: one.text for one in news.changed if one.seq <= self.seq}
        fresh = [one for one in news.changed if now.get(one.seq) != self._rewritten.get(one.seq)]
        self._rewritten = now
        text = self.visit.pages.text
        return "".join(text("desk/_rewritten.html.jinja", self.visit, item=shown(one)) for one in fresh)

    def _head(self, news: News) -> str:
        head = self.visit.pages.text(
            "desk/_standing.html.jinja", self.visit, swapped=True, **standing_facts(self.visit, news)
        )
        before, self._standing = self._standing, head
        return head if head != before else ""


def resume(request: Request) -> tuple[int, int]:
    """After which bubble and which note to go on: what the browser heard last, else what its page held."""
    said = request.headers.get("last-event-id") or f"{request.args.get('seq', '')}.{request.args.get('note', '')}"
    seq, _, note = said.partition(".")
    return _number(seq), _number(note)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def standing_facts(visit: Visit, news: News) -> dict[str, Any]:
    """Who has the talk, who looks at it, who types, and by when somebody is promised to answer."""
    now = visit.candor.clock.now()
    others = [one for one in news.present if one.who not in ("customer", visit.staff.id)]
    names = {person.id: person.name for person in people(visit)} if news.standing.agent else {}
    return {
        "talk": news.conversation.id,
        "standing": news.standing,
        "answering": Answering,
        "mine": news.standing.agent == visit.staff.id,
        "owner_name": names.get(news.standing.agent or "", "somebody"),
        "viewers": [one.name for one in others],
        "typing": [one.name or "The customer" for one in news.present if one.who != visit.staff.id and one.types(now)],
        "is_there": customer_is_there(news),
        "due": news.due,
        "now": now,
    }


def people(visit: Visit) -> list[Any]:
    with visit.candor.store.read() as tx:
        return tx.staff.all()


def facts_of(visit: Visit, found: TalkAtDesk) -> dict[str, Any]:
    """All that the page's templates need. Asks the store."""
    news, tools = found.news, visit.candor.tools
    open_one = next((one for one in found.handoffs if one.state in (State.WAITING, State.TAKEN)), None)
    about = open_one or next(iter(found.handoffs), None)
    package = found.packages[found.handoffs.index(about)] if about else None
    return {
        **standing_facts(visit, news),
        "customer": found.customer,
        "conversation": news.conversation,
        "items": items_of(news),
        "last_seq": max((view.message.seq for view in news.bubbles), default=0),
        "last_note": max((note.id for note in news.notes), default=0),
        "handoff": open_one,
        "about": about,
        "package": package,
        "earlier": [one for one in found.handoffs if one is not about],
        **cases.facts(visit),
        "colleagues": [one for one in people(visit) if one.active and one.id != visit.staff.id and is_agent(one.role)],
        "teams": sorted(set(tools.handoff_policy.teams.values())),
        "canned": canned.replies(visit, found.customer, package),
        "asked": questions_of(news),
        **beside(visit, news.conversation.customer_id, package.charge.id if package and package.charge else None),
        "files": files_of(tools, news.conversation.customer_id),
        "rests_until": open_one.snoozed_until if open_one else None,
    }


def beside(visit: Visit, customer_id: str | None, line_id: str | None) -> dict[str, Any]:
    """What the customer's book and cases add, read once: nothing for a guest, and no acts for whoever only looks."""
    if customer_id is None:
        return {"cases": (), "lines": [], "give": [], "would": None}
    with visit.candor.store.read() as tx:
        book = tx.ledger.book(customer_id)
        known = cases_of(tx, visit.candor.tools, book)
        if not may_act(visit):
            return {"cases": known, "lines": [], "give": [], "would": None}
        return {"cases": known, "lines": lines_of(book), **money_facts(visit, tx, book, line_id)}


def is_agent(role: str) -> bool:
    return role in ("agent", "supervisor")


def questions_of(news: News) -> list[tuple[str, str]]:
    """The customer's newest messages that may have been misread: id and the beginning of the words, newest first."""
    said = [view.message for view in news.bubbles if view.message.sender == "customer"]
    return [(one.id, one.text[:80]) for one in said[-12:][::-1]]
