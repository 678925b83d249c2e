"""What an agent does with a talk. Each press is one service, one transaction, and one row of the trail."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sanic import HTTPResponse, Request
from sanic.response import empty, redirect

from candor.conversation.handing_over import Cause, Outcome
from candor.conversation.labels import LabelKind
from candor.conversation.promises import next_opening
from candor.errors import MoveRefused, NotYours
from candor.services.desk.add_note import add_note
from candor.services.desk.agents import Agent
from candor.services.desk.bells import ring_desk
from candor.services.desk.claim import claim, take_over
from candor.services.desk.close_talk import close_talk
from candor.services.desk.hand_back import hand_back
from candor.services.desk.label_turn import label_turn
from candor.services.desk.presence import look_at
from candor.services.desk.promise_answer import promise_answer
from candor.services.desk.release import release
from candor.services.desk.snooze import snooze
from candor.services.desk.transfer import transfer
from candor.services.desk.write_as_agent import write_as_agent
from candor.web.desk.area import ACTS, TALK, agent_of, desk
from candor.web.staff.visit import Visit, form

T = TypeVar("T")
LONGEST = 4000
"""Characters read of a field. The services refuse above 2,000; so the refusal can say so."""

RESTS: dict[str, Callable[[Visit, datetime], datetime]] = {
    "quarter": lambda visit, now: now + timedelta(minutes=15),
    "hour": lambda visit, now: now + timedelta(hours=1),
    "morning": lambda visit, now: next_opening(now, visit.candor.handoff_policy),
}
PROMISES: dict[str, Callable[[Visit, datetime], datetime]] = {
    "hour": lambda visit, now: now + timedelta(hours=1),
    "two_hours": lambda visit, now: now + timedelta(hours=2),
    "morning": lambda visit, now: next_opening(now, visit.candor.handoff_policy) + timedelta(hours=2),
}


async def done(visit: Visit, talk: str, service: Callable[..., T], *args: Any, **named: Any) -> T:
    """Runs a service beside the loop, then wakes everybody who watches the desk or this talk."""
    result = await asyncio.to_thread(service, visit.candor.tools, agent_of(visit), *args, **named)
    ring_desk(visit.candor.bell, talk, visit.staff.id)
    return result


def to_talk(talk: str, what: str) -> HTTPResponse:
    return redirect(f"/desk/talks/{talk}?done={what}", status=303)


@desk.post("/desk/handoffs/<handoff:[A-Za-z0-9_-]+>/claim", roles=ACTS, act="claim_asked", subject="handoff")
async def post_claim(request: Request, visit: Visit, handoff: str) -> HTTPResponse:
    claimed = await asyncio.to_thread(claim, visit.candor.tools, agent_of(visit), handoff)
    ring_desk(visit.candor.bell, claimed.conversation_id, visit.staff.id)
    return to_talk(claimed.conversation_id, "claimed")


@desk.post(f"{TALK}/take-over", roles=ACTS, act="takeover_asked", subject="talk")
async def post_take_over(request: Request, visit: Visit, talk: str) -> HTTPResponse:
    await done(visit, talk, take_over, talk)
    return to_talk(talk, "claimed")


@desk.post(f"{TALK}/write", roles=ACTS, act="writing_asked", subject="talk")
async def post_write(request: Request, visit: Visit, talk: str) -> HTTPResponse:
    """The bubble comes back by the stream; this only says that it is stored."""
    await done(visit, talk, write_as_agent, talk, form(request, "text", LONGEST), client_id(request))
    return empty(headers={"HX-Trigger": "sent", **visit.pages.headers})


@desk.post(f"{TALK}/note", roles=ACTS, act="note_asked", subject="talk")
async def post_note(request: Request, visit: Visit, talk: str) -> HTTPResponse:
    await done(visit, talk, add_note, talk, form(request, "text", LONGEST), client_id(request))
    return empty(headers={"HX-Trigger": "sent", **visit.pages.headers})


@desk.post(f"{TALK}/typing", roles=ACTS, act="typing_told", subject="talk", quiet=True)
async def post_typing(request: Request, visit: Visit, talk: str) -> HTTPResponse:
    """Only the field for the customer says this, never that for notes."""
    await asyncio.to_thread(look_at, visit.candor.tools, agent_of(visit), talk, types=True)
    visit.candor.bell.ring(talk)
    return empty(headers=visit.pages.headers)


@desk.post(f"{TALK}/release", roles=ACTS, act="release_asked", subject="talk")
async def post_release(request: Request, visit: Visit, talk: str) -> HTTPResponse:
    await done(visit, talk, release, talk)
    return to_talk(talk, "released")


@desk.post(f"{TALK}/transfer", roles=ACTS, act="transfer_asked", subject="talk")
async def post_transfer(request: Request, visit: Visit, talk: str) -> HTTPResponse:
    kind, _, name = form(request, "to", 80).partition(":")
    to = await asyncio.to_thread(colleague, visit, name) if kind == "agent" else None
    team = name if kind == "team" and name in visit.candor.handoff_policy.teams.values() else None
    if to is None and team is None:
        raise MoveRefused("choose somebody, or a team")
    await done(visit, talk, transfer, talk, to=to, team=team, why=form(request, "why", LONGEST))
    if to:
        ring_desk(visit.candor.bell, talk, to.id)
    return to_talk(talk, "transferred")


@desk.post(f"{TALK}/hand-back", roles=ACTS, act="hand_back_asked", subject="talk")
async def post_hand_back(request: Request, visit: Visit, talk: str) -> HTTPResponse:
    await done(visit, talk, hand_back, talk, form(request, "agreed", LONGEST), asked_again=asked_again(request))
    return to_talk(talk, "returned")


@desk.post(f"{TALK}/close", roles=ACTS, act="close_asked", subject="talk")
async def post_close(request: Request, visit: Visit, talk: str) -> HTTPResponse:
    outcome, cause = chosen(Outcome, form(request, "outcome")), chosen(Cause, form(request, "cause"))
    await done(visit, talk, close_talk, talk, outcome, cause, asked_again(request))
    return to_talk(talk, "closed")


@desk.post(f"{TALK}/snooze", roles=ACTS, act="snooze_asked", subject="talk")
async def post_snooze(request: Request, visit: Visit, talk: str) -> HTTPResponse:
    rest = RESTS.get(form(request, "rest"))
    if rest is None:
        raise MoveRefused("choose for how long it rests")
    await done(visit, talk, snooze, talk, rest(visit, visit.candor.clock.now()))
    return to_talk(talk, "snoozed")


@desk.post(f"{TALK}/wake", roles=ACTS, act="wake_asked", subject="talk")
async def post_wake(request: Request, visit: Visit, talk: str) -> HTTPResponse:
    await done(visit, talk, snooze, talk, None)
    return to_talk(talk, "woken")


@desk.post(f"{TALK}/promise", roles=ACTS, act="promise_asked", subject="talk")
async def post_promise(request: Request, visit: Visit, talk: str) -> HTTPResponse:
    by = PROMISES.get(form(request, "by"))
    if by is None:
        raise MoveRefused("choose by when you answer")
    await done(visit, talk, promise_answer, talk, by(visit, visit.candor.clock.now()))
    return to_talk(talk, "promised")


@desk.post(f"{TALK}/label", roles=ACTS, act="label_asked", subject="talk")
async def post_label(request: Request, visit: Visit, talk: str) -> HTTPResponse:
    kind = LabelKind.OVERRIDE if form(request, "kind") == "override" else LabelKind.MISROUTED
    await done(visit, talk, label_turn, talk, form(request, "message", 64), kind, form(request, "reason", LONGEST))
    return to_talk(talk, "marked")


def client_id(request: Request) -> str:
    """The id that the page made for what it sends, so that sending twice is sending once."""
    given = form(request, "client_id", 64)
    if not given or not all(letter.isalnum() or letter in "-_" for letter in given):
        raise MoveRefused("the page sent no id with it")
    return given


def asked_again(request: Request) -> bool | None:
    """Whether the agent had to ask for something that we knew; None when they left it open."""
    return {"yes": True, "no": False}.get(form(request, "asked_again", 4))


def chosen(kind: type[T], value: str) -> T:
    try:
        return kind(value)  # type: ignore[call-arg]
    except ValueError as error:
        raise MoveRefused("choose what came of it and what had led to it") from error


def colleague(visit: Visit, staff_id: str) -> Agent:
    """An agent who may be given a talk. NotYours for anybody else."""
    with visit.candor.store.read() as tx:
        person = tx.staff.get(staff_id)
    if person is None or not person.active or person.role not in ACTS:
        raise NotYours
    return Agent(person.id, person.name, person.role == "supervisor")
