"""Models: train, compare, promote, go back, and a candidate in the shadow."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

from sanic import HTTPResponse, Request

from candor.bootstrap import Candor
from candor.conversation.context import key_for
from candor.errors import CandorError
from candor.supervising import loopback
from candor.training.compared import Change
from candor.training.findings import Findings
from candor.training.manifest import Manifest, ModelRefused
from candor.training.trained import data_version
from candor.web.staff.visit import Visit, form
from candor.web.studio.area import TRAINERS, go, page, studio

WHOLE = {"talks": "--talks", "shoppers": "--shoppers"}
"""What may be tried from beginning to end as well: the field of the form, the option of the command."""
RUNS = "running a "
SHOWN = 12


class PageOutOfDate(CandorError):
    """What the page showed is not what is there now."""

    code, status = "page_out_of_date", 409
    next_step = "Load the page again, then press once more."


@studio.get("/studio/models", roles=TRAINERS, act="studio_models_opened")
async def models(request: Request, visit: Visit) -> HTTPResponse:
    return page(visit, "models", **await asyncio.to_thread(_facts, visit))


@studio.get("/studio/job", roles=TRAINERS, act="studio_job_watched", quiet=True)
async def job(request: Request, visit: Visit) -> HTTPResponse:
    """How far the long thing is; with its end the page shows what came of it."""
    found = await asyncio.to_thread(visit.candor.workshop.jobs.newest)
    return page(visit, "job", job=found, was_running=bool(request.args.get("was")))


@studio.post("/studio/train", roles=TRAINERS, act="training_started")
async def train(request: Request, visit: Visit) -> HTTPResponse:
    """The new model is compared with the one that serves as soon as it is there."""
    workshop = visit.candor.workshop
    if form(request, "data", 64) != await asyncio.to_thread(data_version, workshop.project):
        raise PageOutOfDate
    live = form(request, "live", 120)
    against = [f"--against={_listed(visit, live)}"] if live else []
    await asyncio.to_thread(workshop.jobs.start, "training", ["train", "--json", *against], visit.staff.actor)
    return go(request, visit, "/studio/models")


@studio.post("/studio/compare", roles=TRAINERS, act="comparing_started")
async def compare(request: Request, visit: Visit) -> HTTPResponse:
    live, candidate = (_listed(visit, form(request, name, 120)) for name in ("live", "candidate"))
    whole = [option for name, option in WHOLE.items() if form(request, name, 3) == "yes"]
    arguments = ["models", "compare", live, candidate, *whole, "--json"]
    await asyncio.to_thread(visit.candor.workshop.jobs.start, "comparing", arguments, visit.staff.actor)
    return go(request, visit, f"/studio/compared/{live}/{candidate}")


@studio.get("/studio/compared/<live>/<candidate>", roles=TRAINERS, act="studio_comparison_opened", subject="candidate")
async def compared(request: Request, visit: Visit, live: str, candidate: str) -> HTTPResponse:
    live, candidate = _listed(visit, live), _listed(visit, candidate)
    found = await asyncio.to_thread(Findings(visit.candor.workshop.models).comparison, live, candidate)
    rows = {} if found is None else {
        name: [Change(**one) for one in found[name]] for name in ("sets", "intents")
    }  # fmt: skip
    facts = await asyncio.to_thread(_facts, visit)
    return page(visit, "compared", found=found, changes=rows, of=live, to=candidate, **facts)


@studio.post("/studio/promote", roles=TRAINERS, act="promotion_asked")
async def promote(request: Request, visit: Visit) -> HTTPResponse:
    """The gate is the command's own: what does not hold there is refused there, whatever a page showed."""
    chosen, reason = _listed(visit, form(request, "model", 120)), form(request, "reason", 500).strip()
    arguments = ["promote", chosen, "--json", f"--by={visit.staff.actor}", f"--data={visit.candor.settings.data}"]
    arguments += [f"--override={reason}"] if reason else []
    await asyncio.to_thread(visit.candor.workshop.jobs.start, "promoting", arguments, visit.staff.actor)
    return go(request, visit, "/studio/models")


@studio.post("/studio/back", roles=TRAINERS, act="going_back_asked")
async def back(request: Request, visit: Visit) -> HTTPResponse:
    """Only from the model that the page showed as live."""
    if form(request, "model", 120) != Manifest(visit.candor.workshop.models).live:
        raise PageOutOfDate
    arguments = ["promote", "--back", "--json", f"--by={visit.staff.actor}", f"--data={visit.candor.settings.data}"]
    await asyncio.to_thread(visit.candor.workshop.jobs.start, "going back", arguments, visit.staff.actor)
    return go(request, visit, "/studio/models")


@studio.post("/studio/shadow", roles=TRAINERS, act="shadow_changed")
async def shadow(request: Request, visit: Visit) -> HTTPResponse:
    name = form(request, "model", 120)
    chosen = _listed(visit, name) if name else None
    await asyncio.to_thread(visit.candor.workshop.shadow.want, chosen)
    return go(request, visit, "/studio/models")


def _listed(visit: Visit, name: str) -> str:
    """The model's own name: nothing else goes into a command. Raises ModelRefused."""
    if not name or name.startswith("-"):
        raise ModelRefused("there is no such model")
    return Manifest(visit.candor.workshop.models).get(name).name


def serving(candor: Candor) -> str | None:
    """The model that the bot says it serves; None when it does not answer.

    Nobody may have promoted one yet: then it is the newest of the product's start, which training does not change.
    """
    settings = candor.settings
    headers = {"Authorization": f"Bearer {key_for(settings.secret, 'bot-channel').hex()}"}
    return loopback.model_in(loopback.get(f"{settings.bot_url}/webhooks/candor/health", headers))


def _facts(visit: Visit) -> dict[str, Any]:
    workshop = visit.candor.workshop
    manifest = Manifest(workshop.models)
    found = manifest.models()
    live = manifest.live or serving(visit.candor) or (found[0].name if found else None)
    data = data_version(workshop.project)
    with visit.candor.store.read() as tx:
        names = {person.actor: person.name for person in tx.staff.all()}
        # What came of a story stands on its own page.
        jobs = [one for one in tx.jobs.recent(SHOWN) if not one.kind.startswith(RUNS) or one.code is None]
        shadow_of = tx.jobs.shadow()
        counts = tx.studio.shadow_counts(shadow_of) if shadow_of else (0, 0)
        differences = tx.studio.shadow_differences(shadow_of, 20) if shadow_of else ()
    try:
        before: str | None = manifest.before()
    except ModelRefused:
        before = None
    return {
        "models": found, "live": live, "pinned": manifest.live, "before": before, "data": data,
        "job": jobs[0] if jobs else None, "jobs": [one for one in jobs if one.code is not None],
        "is_trained": any(model.data_version == data for model in found), "history": manifest.promotions()[::-1][:8],
        "failed": manifest.failed(), "shadow_of": shadow_of, "shadow": counts, "differences": differences,
        "names": names, "instant": datetime.fromisoformat,
    }  # fmt: skip
