"""The OpenAPI document says what the server does: every path in it is called."""

from __future__ import annotations

import re
from typing import Any

import pytest

from candor.web.api.openapi import OPERATIONS, document
from tests.web.site import Site, follow

BODIES: dict[str, Any] = {
    "openSession": {},
    "startConversation": {"fresh": False},
    "sendMessage": {"client_id": "a", "text": "what is this"},
    "markRead": {"seq": 1},
    "rate": {"score": 5, "comment": "clear"},
}


def references(part: Any) -> set[str]:
    if isinstance(part, dict):
        own = {part["$ref"]} if "$ref" in part else set()
        return own.union(*(references(value) for value in part.values()))
    return set().union(*(references(value) for value in part)) if isinstance(part, list) else set()


def test_every_reference_leads_somewhere() -> None:
    made = document()
    found = references(made)
    assert found
    assert {name.rpartition("/")[2] for name in found} <= set(made["components"]["schemas"])


def test_every_operation_has_a_name_of_its_own() -> None:
    names = [operation.name for operation in OPERATIONS]
    assert len(set(names)) == len(names)


def test_a_message_is_described_with_its_longest_length_and_its_from() -> None:
    schemas = document()["components"]["schemas"]
    assert "from" in schemas["Message"]["properties"]
    assert '"maxLength": 2000' in str(schemas["SendMessage"]["properties"]["text"]).replace("'", '"')
    assert schemas["SendMessage"]["additionalProperties"] is False


async def test_the_document_names_every_address_of_the_api_and_no_other(site: Site) -> None:
    served = {
        (method.lower(), "/" + re.sub(r"<(\w+):[^>]*>", r"{\1}", route.path))
        for route in site.app.router.routes
        for method in route.methods
        if route.path.startswith("v1/")
    }
    answer = await site.http.get("/v1/openapi.json")
    described = {(method, path) for path, methods in answer.json()["paths"].items() for method in methods}
    assert described == served


# These need a case of the customer's: test_files.py and test_letters.py.
WITHOUT_A_CASE = [each for each in OPERATIONS if not (each.file or "{letter}" in each.path)]


@pytest.mark.parametrize("operation", WITHOUT_A_CASE, ids=lambda operation: operation.name)
async def test_every_address_answers_as_described(operation: Any, site: Site) -> None:
    headers = {} if operation.open_to_all else await site.session("c01")
    path = operation.path
    if "{conversation}" in path:
        path = path.replace("/v1/conversations/{conversation}", await site.talk(headers))
    if operation.name == "followEvents":
        async with follow(site, path.removesuffix("/events"), headers) as stream:
            assert (await stream.next())["event"] == "message"
        return
    answer = await site.http.request(operation.method, path, json=BODIES.get(operation.name), headers=headers)
    assert answer.status_code in operation.answers, answer.text
    model = operation.answers[answer.status_code][1]
    if hasattr(model, "model_validate") and "json" in answer.headers["content-type"]:
        model.model_validate(answer.json())


@pytest.mark.parametrize("operation", [each for each in OPERATIONS if not each.open_to_all], ids=lambda each: each.name)
async def test_every_address_that_needs_a_session_asks_for_it(operation: Any, site: Site) -> None:
    talk = await site.talk(await site.session("c01"))
    path = operation.path.replace("/v1/conversations/{conversation}", talk).replace("{letter}", "a-letter")
    answer = await site.http.request(operation.method, path, json=BODIES.get(operation.name))
    assert answer.status_code == 401
    assert 401 in operation.errors
