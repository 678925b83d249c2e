"""GET …/transcript: the whole talk, as a text file to keep or, when asked for, as JSON."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from sanic import HTTPResponse, Request
from sanic.response import json, text

from candor.conversation.messages import MessageView
from candor.conversation.wording import Wording
from candor.services.talk.read_conversation import transcript
from candor.web.api import frames
from candor.web.api.front import front_of, signed_in


async def get_transcript(request: Request, conversation: str) -> HTTPResponse:
    visitor, candor = await signed_in(request), front_of(request).candor
    views = await asyncio.to_thread(transcript, candor.store, visitor, conversation)
    if "application/json" in request.headers.get("accept", ""):
        return json({"messages": [frames.body_of(view) for view in views]})
    headers = {"Content-Disposition": 'attachment; filename="candor-transcript.txt"'}
    return text(as_text(views, candor.wording), headers=headers)


def as_text(views: Sequence[MessageView], wording: Wording) -> str:
    """The talk in plain lines, oldest first; times are UTC, as its first line says."""
    lines = [wording.render("utter_transcript_title", {}).text, ""]
    for view in views:
        message = view.message
        sender = wording.render(f"utter_transcript_{message.sender}", {}).text
        lines.append(f"{message.at:%Y-%m-%d %H:%M} {sender}: {message.text}")
    return "\n".join(lines) + "\n"
