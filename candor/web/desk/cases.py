"""Disputes at the desk: the list of those that run, a case with all that happened to it, and the steps it can take."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from sanic import HTTPResponse, Request
from sanic.response import redirect

from candor.disputes.reasons import Reason
from candor.services.desk.bells import ring_desk
from candor.services.desk.case_forms import WANTS_OF, Wants
from candor.services.desk.cases import list_cases, read_case
from candor.services.desk.move_cases import keep_facts, move_on, open_case
from candor.web.desk import case_words, words
from candor.web.desk.acts import LONGEST, client_id, done
from candor.web.desk.area import ACTS, LOOKS, TALK, agent_of, desk, may_act, staff_names
from candor.web.desk.queue import page_of
from candor.web.staff.visit import Visit, form

CASE = "/desk/cases/<case:[A-Za-z0-9_-]+>"
AN_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
DONE = {
    "opened": "The case is begun; its clocks run from the first word. File it when the customer has confirmed it.",
    "kept": "The case has these facts now.",
    "moved": "The case has moved. Letters that belong to it go out by themselves.",
}


@desk.get("/desk/cases", roles=LOOKS, act="cases_looked_at")
async def cases(request: Request, visit: Visit) -> HTTPResponse:
    """Every open case, the one whose day comes first on top."""
    page = page_of(request)
    rows, more = await asyncio.to_thread(list_cases, visit.candor.tools, page)
    return visit.page("desk/cases.html.jinja", area="Desk", rows=rows, more=more, page=page, **facts(visit))


@desk.get(CASE, roles=LOOKS, act="case_opened", subject="case")
async def case_page(request: Request, visit: Visit, case: str) -> HTTPResponse:
    found = await asyncio.to_thread(read_case, visit.candor.tools, agent_of(visit), case)
    said = DONE.get(str(request.args.get("done") or ""), "")
    names = await asyncio.to_thread(staff_names, visit)
    return visit.page("desk/case.html.jinja", area="Desk", file=found, done=said, names=names, talk="", **facts(visit))


@desk.post(f"{TALK}/cases", roles=ACTS, act="case_asked_for", subject="talk")
async def post_case(request: Request, visit: Visit, talk: str) -> HTTPResponse:
    """A case for the customer of this talk, with the notice of the message in which they said it first."""
    line, reason = form(request, "line", 64), form(request, "reason", 40)
    words_said, said_in = form(request, "what_happened", LONGEST), form(request, "said_in", 64)
    case = await done(visit, talk, open_case, talk, line, reason, words_said, said_in)
    return redirect(f"/desk/talks/{talk}?done=opened#case-{case}", status=303)


@desk.post(f"{CASE}/facts", roles=ACTS, act="facts_given", subject="case")
async def post_facts(request: Request, visit: Visit, case: str) -> HTTPResponse:
    await asyncio.to_thread(keep_facts, visit.candor.tools, agent_of(visit), case, sent(request))
    return back(request, visit, case, "kept")


@desk.post(f"{CASE}/steps", roles=ACTS, act="step_asked", subject="case")
async def post_step(request: Request, visit: Visit, case: str) -> HTTPResponse:
    """One step along the legal edges, once for each form that was shown."""
    name, once = form(request, "step", 20), client_id(request)
    await asyncio.to_thread(move_on, visit.candor.tools, agent_of(visit), case, name, sent(request), once)
    return back(request, visit, case, "moved")


def sent(request: Request) -> dict[str, str]:
    """The form's fields, each cut at the longest that is read."""
    return {name: form(request, name, LONGEST) for name in request.form or ()}


def back(request: Request, visit: Visit, case: str, what: str) -> HTTPResponse:
    """To the talk that the form stood beside, or else to the case's own page."""
    talk = form(request, "talk", 64)
    if AN_ID.fullmatch(talk):
        ring_desk(visit.candor.bell, talk, visit.staff.id)
        return redirect(f"/desk/talks/{talk}?done={what}#case-{case}", status=303)
    return redirect(f"/desk/cases/{case}?done={what}", status=303)


def facts(visit: Visit) -> dict[str, Any]:
    """What the templates about cases need besides the case."""
    return {
        "may_act": may_act(visit),
        "words": words,
        "cased": case_words,
        "reasons": tuple(Reason),
        "wants": Wants,
        "wants_of": WANTS_OF,
        "today": visit.candor.clock.now().date(),
    }
