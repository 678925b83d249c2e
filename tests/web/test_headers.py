"""Security headers on every answer, and which pages of other sites may call the API."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from candor.clock import FixedClock
from candor.errors import SettingRefused
from candor.settings import Settings
from candor.store import Store
from tests.web.site import SECRET, Site, running, settings

BANK = "https://www.bank.example"


@pytest.fixture
async def embedded(store: Store, clock: FixedClock, data_folder: Path) -> AsyncIterator[Site]:
    async with running(store, clock, settings(data_folder, origins=(BANK,))) as made:
        yield made


ENV = {"CANDOR_SECRET": SECRET.hex()}


def test_origins_are_exact() -> None:
    made = Settings.from_env({**ENV, "CANDOR_ORIGINS": f"{BANK}, http://localhost:3000"})
    assert made.origins == (BANK, "http://localhost:3000")
    assert Settings.from_env(ENV).origins == ()


@pytest.mark.parametrize("origin", ["*", "null", "bank.example", BANK + "/", BANK + "/path", "https://*.bank.example"])
def test_what_is_no_origin_is_refused(origin: str) -> None:
    with pytest.raises(SettingRefused, match="CANDOR_ORIGINS"):
        Settings.from_env({**ENV, "CANDOR_ORIGINS": origin})


@pytest.mark.parametrize("path", ["/", "/nothing", "/v1/nothing", "/v1/openapi.json", "/healthz", "/demo/bank.css"])
async def test_every_answer_carries_the_security_headers(path: str, site: Site) -> None:
    headers = (await site.http.get(path)).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["content-security-policy"].startswith("default-src 'none'; ")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert "cache-control" in headers


async def test_the_page_may_load_from_its_own_origin_only(site: Site) -> None:
    policy = (await site.http.get("/")).headers["content-security-policy"]
    assert policy == (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


async def test_no_answer_sets_a_cookie(site: Site) -> None:
    for path in ("/", "/v1/openapi.json", "/healthz"):
        assert "set-cookie" not in (await site.http.get(path)).headers


async def test_a_page_of_a_listed_origin_may_call(embedded: Site) -> None:
    asked = {"Origin": BANK, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    before = await embedded.http.options("/v1/session", headers=asked)
    assert before.status_code == 204
    assert before.headers["access-control-allow-origin"] == BANK
    assert {"POST", "DELETE"} <= set(before.headers["access-control-allow-methods"].split(", "))
    assert "Authorization" in before.headers["access-control-allow-headers"]
    assert "Last-Event-ID" in before.headers["access-control-allow-headers"]
    answer = await embedded.http.post("/v1/session", json={}, headers={"Origin": BANK})
    assert answer.headers["access-control-allow-origin"] == BANK
    assert answer.headers["vary"] == "Origin"
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        BANK + ".evil.example",
        BANK + "/",
        "http://www.bank.example",
        "null",
        "https://bank.example",
    ],
)
async def test_a_page_of_another_origin_may_not(origin: str, embedded: Site) -> None:
    before = await embedded.http.options("/v1/session", headers={"Origin": origin})
    answer = await embedded.http.post("/v1/session", json={}, headers={"Origin": origin})
    assert not any(name.startswith("access-control") for name in (*before.headers, *answer.headers))


async def test_an_error_is_readable_for_a_listed_origin_too(embedded: Site) -> None:
    answer = await embedded.http.post("/v1/conversations", json={}, headers={"Origin": BANK})
    assert answer.status_code == 401
    assert answer.headers["access-control-allow-origin"] == BANK


async def test_only_the_api_is_shared(embedded: Site) -> None:
    for path in ("/", "/demo/customers", "/healthz"):
        assert "access-control-allow-origin" not in (await embedded.http.get(path, headers={"Origin": BANK})).headers
