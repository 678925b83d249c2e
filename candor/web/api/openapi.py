"""The OpenAPI 3.1 document, made from the very models that read requests and write answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from sanic import HTTPResponse, Request
from sanic.response import json

from candor.disputes.files import FileKind
from candor.web.api import bodies

VERSION = "1.0.0"


@dataclass(frozen=True)
class Operation:
    """One method of one path. `answers`: status -> (what it means, its model or media type); `errors`: statuses."""

    method: str
    path: str
    name: str
    summary: str
    answers: Mapping[int, tuple[str, type[BaseModel] | str | None]]
    errors: Sequence[int]
    body: type[BaseModel] | None = None
    open_to_all: bool = False
    file: bool = False


TALK = "/v1/conversations/{conversation}"
OPERATIONS = (
    Operation(
        "post",
        "/v1/session",
        "openSession",
        "Exchange the host page's token, once, for a session; without one the visitor is a guest.",
        {201: ("The session", bodies.SessionOpened)},
        (401, 413, 422, 429),
        body=bodies.OpenSession,
        open_to_all=True,
    ),
    Operation(
        "delete",
        "/v1/session",
        "endSession",
        "End the session, at a sign-out. Its token opens nothing any more, and its streams end within a second.",
        {204: ("Ended", None)},
        (401, 429),
    ),
    Operation(
        "post",
        "/v1/conversations",
        "startConversation",
        "Take the newest conversation up again, or begin one.",
        {
            200: ("Taken up again", bodies.ConversationStarted),
            201: ("Begun, with a first message from the assistant", bodies.ConversationStarted),
        },
        (401, 413, 422, 429),
        body=bodies.StartConversation,
    ),
    Operation(
        "post",
        f"{TALK}/messages",
        "sendMessage",
        "Send a message or press a button. The answer comes on the event stream.",
        {202: ("Stored", bodies.MessageAccepted)},
        (401, 404, 413, 422, 429),
        body=bodies.SendMessage,
    ),
    Operation(
        "post",
        f"{TALK}/files",
        "sendFile",
        "Send evidence for the dispute of this talk as the body: a PDF, JPEG, PNG, HEIC or plain text, at most 10 MB. "
        "It is answered on the event stream. The same Client-Id again gives the same answer and no second file.",
        {202: ("Stored", bodies.MessageAccepted)},
        (401, 404, 409, 413, 415, 422, 429, 503),
        file=True,
    ),
    Operation(
        "get",
        "/v1/letters",
        "listLetters",
        "The customer's letters about disputes, newest first.",
        {200: ("The letters", bodies.Letters)},
        (401, 429),
    ),
    Operation(
        "get",
        "/v1/letters/{letter}",
        "getLetter",
        "A letter as a page, or with `Accept: application/pdf` as a PDF that screen readers can read (PDF/UA).",
        {200: ("The letter", "text/html")},
        (401, 404, 429),
    ),
    Operation(
        "get",
        "/v1/letters/letter.css",
        "getLetterStyle",
        "The looks of a letter's page.",
        {200: ("The style sheet", "text/css")},
        (429,),
        open_to_all=True,
    ),
    Operation(
        "get",
        f"{TALK}/events",
        "followEvents",
        "Server-sent events: `message` (id: its seq, data: Message), `changed` ({seq, text}: words were taken out of "
        "an earlier message), `state` (State), `ended` ({code}: the session is over), and a comment every 15 seconds. "
        "With Last-Event-ID it goes on after that seq.",
        {200: ("The stream", "text/event-stream")},
        (401, 404, 422, 429),
    ),
    Operation(
        "post",
        f"{TALK}/read",
        "markRead",
        "Say up to which message the customer has read.",
        {204: ("Noted", None)},
        (401, 404, 413, 422, 429),
        body=bodies.MarkRead,
    ),
    Operation(
        "get",
        f"{TALK}/question",
        "getQuestion",
        "The one short question that may be asked when the talk ends; 204 where none may.",
        {200: ("The question", bodies.QuestionAsked), 204: ("None", None)},
        (401, 404, 429),
    ),
    Operation(
        "post",
        f"{TALK}/typing",
        "showTyping",
        "Say that the customer is writing, for the next five seconds. Only while a person has the talk.",
        {204: ("Noted", None)},
        (401, 404, 429),
    ),
    Operation(
        "post",
        f"{TALK}/rating",
        "rate",
        "Answer the talk's question, once.",
        {204: ("Noted", None)},
        (401, 404, 409, 413, 422, 429),
        body=bodies.Rate,
    ),
    Operation(
        "get",
        f"{TALK}/transcript",
        "getTranscript",
        "The whole talk as text, or as JSON with `Accept: application/json`.",
        {200: ("The talk", bodies.Transcript)},
        (401, 404, 429),
    ),
    Operation(
        "get",
        "/v1/openapi.json",
        "getDescription",
        "This document.",
        {200: ("OpenAPI 3.1", "application/json")},
        (429,),
        open_to_all=True,
    ),
)
ALSO_SENT = (bodies.State, bodies.Message, bodies.Problem)


def document() -> dict[str, Any]:
    """The whole document, as JSON types."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Candor customer API", "version": VERSION, "license": {"name": "Apache-2.0"}},
        "paths": _paths(),
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {"session": {"type": "http", "scheme": "bearer"}},
        },
    }


async def get_openapi(request: Request) -> HTTPResponse:
    return json(document())


def _paths() -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = _operation(operation)
    return paths


def _operation(operation: Operation) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "security": [] if operation.open_to_all else [{"session": []}],
        "parameters": _parameters(operation),
        "responses": _responses(operation),
    }
    if operation.file:
        media = {kind.value: {"schema": {"type": "string", "format": "binary"}} for kind in FileKind}
        described["requestBody"] = {"required": True, "content": media}
    if operation.body:
        described["requestBody"] = {"content": {"application/json": {"schema": _ref(operation.body)}}}
    return described


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    names = re.findall(r"\{(\w+)\}", operation.path)
    found = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]
    if operation.name == "followEvents":
        found.append({"name": "Last-Event-ID", "in": "header", "required": False, "schema": {"type": "integer"}})
    if operation.file:
        told = {"Client-Id": "Made by the sender, once for each file", "File-Name": "The file's name, percent-encoded"}
        found += [
            {"name": name, "in": "header", "required": name == "Client-Id", "description": meaning,
             "schema": {"type": "string"}}
            for name, meaning in told.items()
        ]  # fmt: skip
    return found


def _responses(operation: Operation) -> dict[str, Any]:
    responses = {str(status): _answer(*answer) for status, answer in operation.answers.items()}
    problem = {"application/problem+json": {"schema": _ref(bodies.Problem)}}
    for status in operation.errors:
        responses[str(status)] = {"description": "See `code` and `detail`", "content": problem}
    if operation.name == "getLetter":
        responses["200"]["content"]["application/pdf"] = {"schema": {"type": "string", "format": "binary"}}
    if operation.name == "getTranscript":
        responses["200"]["content"]["text/plain"] = {"schema": {"type": "string"}}
    return responses


def _answer(meaning: str, model: type[BaseModel] | str | None) -> dict[str, Any]:
    if model is None:
        return {"description": meaning}
    if isinstance(model, str):
        return {"description": meaning, "content": {model: {}}}
    return {"description": meaning, "content": {"application/json": {"schema": _ref(model)}}}


def _ref(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{model.__name__}"}


def _schemas() -> dict[str, Any]:
    read = [(operation.body, "validation") for operation in OPERATIONS if operation.body]
    written = [
        (model, "serialization")
        for operation in OPERATIONS
        for _, model in operation.answers.values()
        if isinstance(model, type)
    ]
    both: Any = list(dict.fromkeys([*read, *written, *((model, "serialization") for model in ALSO_SENT)]))
    _, schemas = models_json_schema(both, ref_template="#/components/schemas/{model}")
    definitions: dict[str, Any] = schemas["$defs"]
    return definitions
