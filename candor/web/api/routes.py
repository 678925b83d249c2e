"""Which address is answered by which handler."""

from __future__ import annotations

from typing import Any

from sanic import Sanic

from candor.web.api.conversations import post_conversation, post_read
from candor.web.api.events import get_events
from candor.web.api.files import post_file
from candor.web.api.front import Front, count_request
from candor.web.api.letters import get_letter, get_letter_style, get_letters
from candor.web.api.messages import post_message
from candor.web.api.openapi import get_openapi
from candor.web.api.ratings import get_question, post_rating
from candor.web.api.sessions import delete_session, post_session
from candor.web.api.transcripts import get_transcript
from candor.web.api.typing import post_typing

# Ids are base64url or dashed words: what can not be one is "not found" before it reaches a database.
TALK = "/v1/conversations/<conversation:[A-Za-z0-9_-]+>"
LETTER = "<letter:[A-Za-z0-9_-]+>"
LARGEST_READ = 256 * 1024
"""Bytes read of a request at most. Between this and 16 KB the refusal still reaches the caller in full."""


def add_api(app: Sanic[Any, Any], front: Front) -> None:
    """Adds /v1 to `app`."""
    app.ctx.front = front
    app.config.REQUEST_MAX_SIZE = LARGEST_READ
    app.register_middleware(count_request, "request")
    app.add_route(post_session, "/v1/session", methods=["POST"])
    app.add_route(delete_session, "/v1/session", methods=["DELETE"])
    app.add_route(post_conversation, "/v1/conversations", methods=["POST"])
    app.add_route(post_read, f"{TALK}/read", methods=["POST"])
    app.add_route(post_typing, f"{TALK}/typing", methods=["POST"])
    app.add_route(post_message, f"{TALK}/messages", methods=["POST"])
    app.add_route(post_file, f"{TALK}/files", methods=["POST"], stream=True)
    app.add_route(get_letters, "/v1/letters", methods=["GET"])
    app.add_route(get_letter_style, "/v1/letters/letter.css", methods=["GET"])
    app.add_route(get_letter, f"/v1/letters/{LETTER}", methods=["GET"])
    app.add_route(get_events, f"{TALK}/events", methods=["GET"])
    app.add_route(get_question, f"{TALK}/question", methods=["GET"])
    app.add_route(post_rating, f"{TALK}/rating", methods=["POST"])
    app.add_route(get_transcript, f"{TALK}/transcript", methods=["GET"])
    app.add_route(get_openapi, "/v1/openapi.json", methods=["GET"])
