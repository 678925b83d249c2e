"""The inbox: groups of alike turns that went badly, the talk beside them, and the correction."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Sequence
from typing import Any

from sanic import HTTPResponse, Request
from sanic.response import json as as_json

from candor.conversation.messages import MessageView
from candor.errors import CandorError, NotYours
from candor.services.studio.correct import Lesson, proposal, set_aside, teach
from candor.services.studio.gather import gather
from candor.services.studio.group_turns import group_turns
from candor.store.studio import BadTurn
from candor.training.nlu_text import key_of, plain, tidy, wrong_with
from candor.web.staff.visit import Visit, form
from candor.web.studio.area import TRAINERS, go, page, studio, texts

A_PAGE = 50
IN_GROUP = 100
TOO_NEAR = 0.75
log = logging.getLogger("candor.web")
_sorting: set[asyncio.Task[None]] = set()


@studio.get("/studio", roles=TRAINERS, act="studio_inbox_opened")
async def inbox(request: Request, visit: Visit) -> HTTPResponse:
    """Opens with what is sorted already; what came since is sorted beside it, and the page looks again."""
    _sort_new(visit)
    return await _inbox(request, visit, "inbox")


@studio.get("/studio/inbox", roles=TRAINERS, act="studio_inbox_opened", quiet=True)
async def inbox_again(request: Request, visit: Visit) -> HTTPResponse:
    return await _inbox(request, visit, "groups")


async def _inbox(request: Request, visit: Visit, template: str) -> HTTPResponse:
    skip = _number(request.args.get("skip"))

    def look() -> dict[str, Any]:
        with visit.candor.store.read() as tx:
            groups = tx.studio.open_groups(A_PAGE, skip)
            count, turns = tx.studio.open_counts()
        return {"groups": groups, "count": count, "turns": turns}

    facts = await asyncio.to_thread(look)
    done = _number(request.args.get("taught")), _number(request.args.get("aside"))
    merged = (request.args.get("merged") or "")[:200]
    return page(
        visit, template, **facts, skip=skip, beyond=skip + A_PAGE, sorting=bool(_sorting), done=done, merged=merged
    )


def _sort_new(visit: Visit) -> None:
    """Gathers and groups, once at a time in this process."""
    if _sorting:
        return

    async def sort() -> None:
        try:
            await asyncio.to_thread(gather, visit.candor.tools)
            await asyncio.to_thread(group_turns, visit.candor.tools, visit.candor.workshop.likeness.alike)
        except Exception:
            log.exception("turns could not be sorted")

    task = asyncio.create_task(sort(), name="studio-sorting")
    _sorting.add(task)
    task.add_done_callback(_sorting.discard)


@studio.get("/studio/groups/<group>", roles=TRAINERS, act="studio_group_opened", subject="group")
async def group(request: Request, visit: Visit, group: str) -> HTTPResponse:
    def look() -> tuple[list[BadTurn], str, list[MessageView]]:
        with visit.candor.store.read() as tx:
            turns = tx.studio.turns_in(group, IN_GROUP)
            if not turns:
                raise NotYours
            return turns, proposal(tx, turns[0]), tx.messages.after(turns[0].conversation_id, 0)

    turns, proposed, talk = await asyncio.to_thread(look)
    files = visit.candor.workshop.files
    intents, seen = await asyncio.to_thread(lambda: (list(files.homes()), files.versions()))
    return page(
        visit, "group", group=group, turns=turns, turn=turns[0], proposed=proposed, talk=talk, intents=intents,
        seen=json.dumps(seen),
    )  # fmt: skip


@studio.get("/studio/turns/<message>", roles=TRAINERS, act="studio_talk_opened", subject="message")
async def talk(request: Request, visit: Visit, message: str) -> HTTPResponse:
    """The talk around one turn, put beside the others."""

    def look() -> tuple[BadTurn, list[MessageView]]:
        with visit.candor.store.read() as tx:
            turn = tx.studio.turn(message)
            if turn is None:
                raise NotYours
            return turn, tx.messages.after(turn.conversation_id, 0)

    turn, bubbles = await asyncio.to_thread(look)
    return page(visit, "talk", turn=turn, talk=bubbles)


@studio.post("/studio/near", roles=TRAINERS, act="sentence_looked_up", quiet=True)
async def near(request: Request, visit: Visit) -> HTTPResponse:
    """What a sentence would stand beside: wrong marks, itself under an intent, and others' sentences too near it."""
    sentence, intent = tidy(form(request, "sentence")), form(request, "intent", 80)
    workshop = visit.candor.workshop
    known = (await asyncio.to_thread(workshop.files.known)).get(key_of(sentence))
    found: dict[str, Any] = {"wrong": wrong_with(sentence) if sentence else None, "same": None, "near": []}
    if known:
        found["same"] = {"text": plain(known.sentence), "intent": known.intent, "file": known.file}
    elif sentence and not found["wrong"]:
        try:
            (rows,) = await asyncio.to_thread(workshop.likeness.near, [plain(sentence)])
            found["near"] = [{**row, "clash": _clashes(row, intent)} for row in rows[:4]]
        except CandorError as silent:
            found["wrong"] = str(silent)
    return as_json(found, headers=dict(visit.pages.headers))


def _clashes(row: dict[str, Any], intent: str) -> bool:
    return bool(intent) and row["intent"] != intent and row["likeness"] >= TOO_NEAR


@studio.post("/studio/groups/<group>/teach", roles=TRAINERS, act="sentences_accepted", subject="group")
async def accept(request: Request, visit: Visit, group: str) -> HTTPResponse:
    """All chosen turns are done by the same lessons: what they share is taught once."""
    pairs = zip(texts(request, "intent", 80), texts(request, "sentence"), strict=False)
    lessons = [Lesson(intent, sentence) for intent, sentence in pairs if sentence.strip()]
    turns = await asyncio.to_thread(_chosen, visit, group, texts(request, "turn", 64))
    saved = await asyncio.to_thread(
        teach, visit.candor.tools, visit.candor.workshop.files, message_ids=turns, lessons=lessons,
        vouched=form(request, "vouched", 8) == "yes", by=visit.staff.actor, seen=_seen(request),
    )  # fmt: skip
    return go(request, visit, f"/studio?taught={len(saved.new)}&merged={','.join(saved.merged)}")


@studio.post("/studio/groups/<group>/aside", roles=TRAINERS, act="turns_put_aside", subject="group")
async def aside(request: Request, visit: Visit, group: str) -> HTTPResponse:
    turns = await asyncio.to_thread(_chosen, visit, group, texts(request, "turn", 64))
    closed = await asyncio.to_thread(set_aside, visit.candor.tools, turns, visit.staff.actor)
    return go(request, visit, f"/studio?aside={closed}")


def _chosen(visit: Visit, group: str, asked: Sequence[str]) -> list[str]:
    """Those of the asked turns that are open in this group. NotYours when there is none."""
    with visit.candor.store.read() as tx:
        known = {turn.message_id for turn in tx.studio.turns_in(group, IN_GROUP)}
    chosen = [one for one in asked if one in known]
    if not chosen:
        raise NotYours
    return chosen


def _seen(request: Request) -> dict[str, str]:
    try:
        found = json.loads(form(request, "seen", 8000) or "{}")
    except ValueError:
        return {}
    return {str(name): str(version) for name, version in found.items()} if isinstance(found, dict) else {}


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 0
