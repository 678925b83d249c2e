"""/trust: the board, what stands behind each figure, the talks, the coding of bad reactions, and the same as CSV."""

from __future__ import annotations

import asyncio
from pathlib import Path

from sanic import HTTPResponse, Request
from sanic.response import redirect, text

from candor.conversation.staff import Role
from candor.errors import NotYours
from candor.services.outcomes.behind import behind
from candor.services.outcomes.code_reactions import CODES, code_reaction, to_code
from candor.services.outcomes.months import Months, label_of, last_months, months_of
from candor.services.outcomes.report import Card, Report, report
from candor.services.outcomes.words_of_talk import words_of_talk
from candor.trust.metrics import GROUPS, METRICS, Unit
from candor.trust.picture import trend
from candor.trust.saying import figure_of, interval_of, value_of, wait_of
from candor.web.staff.routes import StaffRoutes
from candor.web.staff.visit import Visit, form
from candor.web.trust.csv import as_csv

trust = StaffRoutes("trust", Path(__file__).parent)
READERS = frozenset({Role.SUPERVISOR, Role.AUDITOR, Role.TRAINER})
CODERS = frozenset({Role.SUPERVISOR, Role.AUDITOR})
SPANS = (1, 3, 12, 24)


@trust.get("/trust", roles=READERS, act="trust_board_looked_at")
async def board(request: Request, visit: Visit) -> HTTPResponse:
    months = _months(request, visit)
    told = await asyncio.to_thread(report, visit.candor.tools, months)
    return visit.page("trust/board.html.jinja", **_facts(request, told), **_words())


@trust.get("/trust/metric/<metric:[a-z_]+>", roles=READERS, act="trust_metric_looked_at", subject="metric")
async def metric_page(request: Request, visit: Visit, metric: str) -> HTTPResponse:
    if metric not in METRICS:
        raise NotYours
    months, tools = _months(request, visit), visit.candor.tools
    told = await asyncio.to_thread(report, tools, months)
    rows = await asyncio.to_thread(behind, tools, metric, months)
    return visit.page(
        "trust/metric.html.jinja", card=told.cards[metric], rows=rows, **_facts(request, told), **_words()
    )


@trust.get("/trust/talk/<talk:[A-Za-z0-9_-]+>", roles=READERS, act="talk_looked_at", subject="talk")
async def talk_page(request: Request, visit: Visit, talk: str) -> HTTPResponse:
    words, issues = await asyncio.to_thread(words_of_talk, visit.candor.tools, talk)
    return visit.page("trust/talk.html.jinja", words=words, issues=issues, talk=talk, area="Trust")


@trust.get("/trust/export.csv", roles=READERS, act="trust_board_exported")
async def export(request: Request, visit: Visit) -> HTTPResponse:
    told = await asyncio.to_thread(report, visit.candor.tools, _months(request, visit))
    name = f"trust-{label_of(told.months.since)}-{label_of(told.months.chosen[-1])}.csv"
    headers = {**visit.pages.headers, "Content-Disposition": f'attachment; filename="{name}"'}
    return text(as_csv(told), headers=headers, content_type="text/csv; charset=utf-8")


@trust.get("/trust/reactions", roles=CODERS, act="reactions_looked_at")
async def reactions(request: Request, visit: Visit) -> HTTPResponse:
    waiting = await asyncio.to_thread(to_code, visit.candor.tools, visit.staff.id)
    return visit.page("trust/reactions.html.jinja", waiting=waiting, codes=CODES, area="Trust")


@trust.post("/trust/reactions", roles=CODERS, act="reaction_coded")
async def code(request: Request, visit: Visit) -> HTTPResponse:
    given = form(request, "reaction", 64), form(request, "code", 32)
    await asyncio.to_thread(code_reaction, visit.candor.tools, *given, visit.staff.id)
    return redirect("/trust/reactions", headers=visit.pages.headers)


def _months(request: Request, visit: Visit) -> Months:
    """As the address says; three months where it says nothing that can be read."""
    month, last = request.args.get("month"), request.args.get("last") or "3"
    try:
        return months_of(visit.candor.clock.now(), month, int(last) if last.isascii() and last.isdigit() else 3)
    except ValueError:
        return months_of(visit.candor.clock.now())


def _facts(request: Request, told: Report) -> dict[str, object]:
    now = told.now.date().replace(day=1)
    single = len(told.months.chosen) == 1
    return {
        "told": told,
        "groups": GROUPS,
        "spans": SPANS,
        "chosen_span": None if request.args.get("month") else len(told.months.chosen),
        "months": [label_of(month) for month in last_months(now, 24)][::-1],
        "chosen_month": label_of(told.months.chosen[0]) if single and request.args.get("month") else "",
        "query": request.query_string,
        "area": "Trust",
    }


def _words() -> dict[str, object]:
    return {
        "value_of": value_of,
        "interval_of": interval_of,
        "figure_of": figure_of,
        "wait_of": wait_of,
        "drawn": _drawn,
        "has_trend": lambda card: any(figure.value is not None for _, figure in card.trend),
        "Unit": Unit,
    }


def _drawn(card: Card) -> str:
    """The trend as SVG. It holds our own words and numbers only, so the template may take it as it is."""
    percent = card.metric.unit is Unit.PERCENT
    return trend(card.metric.name, card.trend, least=0.0 if percent else None, most=100.0 if percent else None)
