"""Stories: a talk becomes one, or a test, and is checked at every line while it is written."""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from sanic import HTTPResponse, Request
from sanic.response import json as as_json

from candor.conversation.nameless import trace_in
from candor.errors import CandorError
from candor.services.studio.correct import note_test
from candor.store.jobs import Job
from candor.training.stories import (
    LONGEST,
    House,
    Problem,
    house_of,
    slug,
    story_of,
    story_problems,
    talk_of,
    talk_problems,
)
from candor.web.staff.visit import Visit, form
from candor.web.studio.area import TRAINERS, go, page, studio

FOLDERS = {"story": Path("data") / "stories", "test": Path("tests") / "conversations"}
SAMPLE = tuple(f"c{number:02d}" for number in range(1, 17))
"""Customers of the sample bank, who go through a story: no real one does."""


class StoryRefused(CandorError):
    """A story can not be saved as it is."""

    code, status = "story_refused", 422
    next_step = "Put right what is marked, then save again."


@studio.get("/studio/stories", roles=TRAINERS, act="studio_stories_opened")
async def stories(request: Request, visit: Visit) -> HTTPResponse:
    project = visit.candor.workshop.project
    listed = await asyncio.to_thread(
        lambda: {kind: sorted(path.stem for path in (project / at).glob("*.yml")) for kind, at in FOLDERS.items()}
    )
    return page(visit, "stories", listed=listed, saved=slug(request.args.get("saved") or ""))


@studio.get("/studio/stories/<kind>/<name>", roles=TRAINERS, act="studio_story_opened", subject="name")
async def story(request: Request, visit: Visit, kind: str, name: str) -> HTTPResponse:
    path = _path(visit, kind, name)
    if not path.is_file():
        raise StoryRefused(f"there is no {kind} {name}")
    text = await asyncio.to_thread(path.read_text, encoding="utf-8")
    return await _editor(visit, kind, slug(name), text, is_new=False)


@studio.get("/studio/talks/<conversation>/<kind>", roles=TRAINERS, act="talk_made_a_story", subject="conversation")
async def from_talk(request: Request, visit: Visit, conversation: str, kind: str) -> HTTPResponse:
    """A live talk as text, with nobody's words but nameless ones; nothing is saved yet."""
    house = await asyncio.to_thread(_house, visit)

    def written() -> str:
        with visit.candor.store.read() as tx:
            turns = tx.studio.answered_in(conversation)
            names = {turn.customer_id for turn in turns if turn.customer_id}
            known = [tx.ledger.customer(one).name for one in names if one]
            words = tx.studio.words_of([turn.message_id for turn in turns])
        if kind == "story":
            return story_of(turns, house, "from a talk: say what it shows")
        return talk_of([(words[one.message_id], one.responses) for one in turns], "say what it shows", known)

    if kind not in FOLDERS:
        raise StoryRefused("a talk becomes a story or a test")
    text = await asyncio.to_thread(written)
    return await _editor(visit, kind, "", text, is_new=True, conversation=conversation)


@studio.post("/studio/stories/run", roles=TRAINERS, act="story_run")
async def run(request: Request, visit: Visit) -> HTTPResponse:
    """Holds what stands in the editor, saved or not, with the model that serves, on a store that is thrown away."""
    kind, text, customer = form(request, "kind", 8), _text(request), form(request, "customer", 40)
    problems = await asyncio.to_thread(_problems, visit, kind, text)
    if problems:
        raise StoryRefused(f"line {problems[0].line}: {problems[0].what}")
    arguments = ["models", "hold", "-", "--json", f"--data={visit.candor.settings.data}"]
    arguments += [f"--customer={customer}"] if customer in SAMPLE else []
    jobs = visit.candor.workshop.jobs
    job = await asyncio.to_thread(jobs.start, f"running a {kind}", arguments, visit.staff.actor, text)
    return page(visit, "run", job=job, of=job.id)


@studio.get("/studio/stories/run/<job>", roles=TRAINERS, act="story_run_watched", subject="job", quiet=True)
async def ran(request: Request, visit: Visit, job: str) -> HTTPResponse:
    """How far that run is, and what came of each step."""

    def look() -> Job | None:
        with visit.candor.store.read() as tx:
            return tx.jobs.get(job)

    found = await asyncio.to_thread(look)
    if found is None:
        raise StoryRefused("that run is forgotten: run it again")
    return page(visit, "run", job=found, of=job)


async def _editor(
    visit: Visit, kind: str, name: str, text: str, *, is_new: bool, conversation: str = ""
) -> HTTPResponse:
    problems = await asyncio.to_thread(_problems, visit, kind, text)
    return page(
        visit, "story", kind=kind, name=name, text=text, is_new=is_new, problems=problems, conversation=conversation,
        customers=SAMPLE,
    )  # fmt: skip


@studio.post("/studio/stories/check", roles=TRAINERS, act="story_checked", quiet=True)
async def check(request: Request, visit: Visit) -> HTTPResponse:
    kind, text = form(request, "kind", 8), _text(request)
    found = await asyncio.to_thread(_problems, visit, kind, text)
    rows = [{"line": one.line, "what": one.what} for one in found]
    return as_json({"problems": rows}, headers=dict(visit.pages.headers))


@studio.post("/studio/stories/save", roles=TRAINERS, act="story_saved")
async def save(request: Request, visit: Visit) -> HTTPResponse:
    """Refuses what has a problem, and a new one under a name that is taken."""
    kind, text, name = form(request, "kind", 8), _text(request).rstrip() + "\n", form(request, "name", 80)
    problems = await asyncio.to_thread(_problems, visit, kind, text)
    if problems:
        raise StoryRefused(f"line {problems[0].line}: {problems[0].what}")
    path = _path(visit, kind, name)
    conversation = form(request, "conversation", 64)
    if kind == "test" and conversation:
        if form(request, "vouched", 8) != "yes":
            raise StoryRefused("nobody has vouched that the words tell nothing of the customer")
        await asyncio.to_thread(_note, visit, conversation, text, path)
    await asyncio.to_thread(_write, path, text, form(request, "new", 3) == "yes", _text(request, "before"))
    return go(request, visit, f"/studio/stories?saved={path.stem}")


def _text(request: Request, name: str = "text") -> str:
    """What stands in the editor, with plain ends of lines. One that is too long stays so: it is refused, not cut."""
    return form(request, name, 2 * LONGEST).replace("\r\n", "\n")


def _note(visit: Visit, conversation: str, text: str, path: Path) -> None:
    """Says of whose talk a test was made before it is there. Refuses words that may tell who it was."""
    file = path.relative_to(visit.candor.workshop.project).as_posix()
    with visit.candor.store.write() as tx:
        customers = {turn.customer_id for turn in tx.studio.answered_in(conversation) if turn.customer_id}
        trace = trace_in(text, [tx.ledger.customer(one).name for one in customers])
        if trace:
            raise StoryRefused(f"it holds {trace}")
        now = visit.candor.clock.now()
        note_test(tx, visit.staff.actor, now, conversation_id=conversation, file=file)


def _write(path: Path, text: str, is_new: bool, before: str) -> None:
    """Looks and writes while nobody else does: of two who save at once, the second is told."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with (path.parent / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        there = path.read_text(encoding="utf-8") if path.is_file() else None
        if is_new and there is not None:
            raise StoryRefused(f"there is one named {path.stem} already")
        if not is_new and there is not None and there.strip() != before.strip():
            raise StoryRefused(
                f"{path.stem} was changed by somebody else meanwhile: copy your text, then load it again"
            )
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)


def _path(visit: Visit, kind: str, name: str) -> Path:
    """Made of letters and digits only, so that no name leads out of its folder."""
    named = slug(name)
    if kind not in FOLDERS or not named:
        raise StoryRefused("it needs a name of letters and digits")
    return visit.candor.workshop.project / FOLDERS[kind] / f"{named}.yml"


def _problems(visit: Visit, kind: str, text: str) -> Sequence[Problem]:
    look = {"story": story_problems, "test": talk_problems}.get(kind)
    return list(look(text, _house(visit))) if look else [Problem(1, "a story or a test")]


def _house(visit: Visit) -> House:
    project = visit.candor.workshop.project
    files = [project / "domain.yml", *sorted((project / "data" / "rules").glob("*.yml"))]
    return _read_house(project, tuple(path.stat().st_mtime_ns for path in files))


@lru_cache(maxsize=2)
def _read_house(project: Path, _state: Any) -> House:
    return house_of(project)
