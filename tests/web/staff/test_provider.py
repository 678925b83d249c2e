"""Signing in by the bank's identity provider: who comes in, as what, and all that is refused."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from candor.conversation.staff import Role
from candor.errors import SettingRefused
from candor.services.staff.people import deactivate_staff
from candor.settings import Oidc, Settings
from tests.clients import plain_async_client
from tests.conftest import NOW
from tests.web.site import Site, running, settings
from tests.web.staff.crew import PASSWORD, trail
from tests.web.staff.loopback_provider import CLIENT, CLIENT_SECRET, Loopback, loopback

DESK = "http://desk.bank.example"
ROLES = (("desk-agents", Role.AGENT), ("desk-leads", Role.SUPERVISOR))
OUT, BACK = "/staff/sign-in/provider", "/staff/sign-in/provider/back"


@pytest.fixture
def provider() -> Iterator[Loopback]:
    with loopback(NOW.timestamp()) as made:
        yield made


@pytest.fixture
async def site(store, clock, data_folder, provider) -> AsyncIterator[Site]:
    oidc = Oidc(provider.url, CLIENT, CLIENT_SECRET, "groups", ROLES)
    async with running(store, clock, settings(data_folder, oidc=oidc, staff_url=DESK, address_rate=1000)) as made:
        yield made


def browser(site: Site) -> httpx.AsyncClient:
    return plain_async_client(str(site.http.base_url), timeout=30)


async def went(client: httpx.AsyncClient, provider: Loopback) -> str:
    """Leaves for the provider and signs in there; the path that the browser is sent back to."""
    answer = await client.get(OUT)
    assert answer.status_code == 302
    back = provider.authorise(answer.headers["location"])
    assert back.startswith(f"{DESK}{BACK}?")
    return back.removeprefix(DESK)


async def test_somebody_of_a_role_comes_in_as_that_and_is_written_down(site, provider, store):
    async with browser(site) as client:
        assert OUT in (await client.get("/staff/sign-in")).text
        answer = await client.get(await went(client, provider))
        assert answer.status_code == 200
        cookies = answer.headers.get_list("set-cookie")
        session = next(cookie for cookie in cookies if cookie.startswith("candor_staff="))
        assert "HttpOnly" in session
        assert "SameSite=Strict" in session
        assert re.search(r'http-equiv="refresh" content="0; url=/desk"', answer.text)
        account = (await client.get("/staff")).text
        assert "Nora" in account
        assert "agent" in account
    with store.read() as tx:
        (person,) = [one for one in tx.staff.all() if one.login.startswith("oidc:")]
    assert (person.role, person.sample) == (Role.AGENT, False)
    (row,) = trail(store, act="signed_in", actor=person.actor)
    assert row["detail"]["by"] == "provider"


async def test_the_same_person_keeps_their_row_and_gets_what_the_provider_says_now(site, provider, store, clock):
    async with browser(site) as client:
        await client.get(await went(client, provider))
        provider.says = {"groups": ["desk-leads"], "name": "Nora Lund"}
        await client.get(await went(client, provider))
    with store.read() as tx:
        (person,) = [one for one in tx.staff.all() if one.login.startswith("oidc:")]
    assert (person.name, person.role) == ("Nora Lund", Role.SUPERVISOR)
    deactivate_staff(store, clock, person.login)
    async with browser(site) as client:
        assert (await client.get(await went(client, provider))).status_code == 401


OUR_NOW = int(NOW.timestamp())
WRONG = {
    "no role of ours": {"groups": ["everybody"]},
    "two roles": {"groups": ["desk-agents", "desk-leads"]},
    "no claim": {"groups": None},
    "a claim of another kind": {"groups": {"desk-agents": True}},
    "another audience": {"aud": "payroll"},
    "two audiences and nobody named": {"aud": [CLIENT, "payroll"]},
    "another issuer": {"iss": "https://evil.example"},
    "another nonce": {"nonce": "x"},
    "no nonce": {"nonce": None},
    "over": {"exp": OUR_NOW - 60, "iat": OUR_NOW - 90},
    "no end": {"exp": None},
    "of tomorrow": {"iat": OUR_NOW + 86400},
    "no subject": {"sub": None},
    "no name": {"name": " "},
}


async def test_a_token_that_says_something_else_lets_nobody_in(site, provider, store, clock):
    async with browser(site) as client:
        for why, says in WRONG.items():
            clock.advance(timedelta(minutes=1))  # an address may try only so often
            provider.says, provider.now = says, int(clock.now().timestamp())
            answer = await client.get(await went(client, provider))
            assert answer.status_code == 401, why
            assert (await client.get("/staff")).status_code == 302, why
    assert len(trail(store, act="sign_in_refused", subject="provider")) == len(WRONG)


async def test_a_token_of_another_key_lets_nobody_in(site, provider):
    provider.signs_with = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    async with browser(site) as client:
        assert (await client.get(await went(client, provider))).status_code == 401


async def test_an_answer_is_for_the_browser_that_left_once_and_in_time(site, provider, clock):
    async with browser(site) as client, browser(site) as other:
        back = await went(client, provider)
        assert (await other.get(back)).status_code == 401, "another browser did not leave with this state"
        assert (await client.get(back.replace("state=", "state=x"))).status_code == 401
        back = await went(client, provider)
        assert (await client.get(back)).status_code == 200
        assert (await client.get(back)).status_code == 401, "once"
        back = await went(client, provider)
        clock.advance(timedelta(minutes=11))
        assert (await client.get(back)).status_code == 401, "too late"
        for path in (BACK, f"{BACK}?error=access_denied", f"{BACK}?code=x&state="):
            assert (await client.get(path)).status_code == 401, path


async def test_a_code_of_somebody_else_does_not_fit_this_verifier(site, provider):
    async with browser(site) as client, browser(site) as thief:
        theirs = await went(client, provider)
        own = await went(thief, provider)
        code = re.search(r"code=([^&]+)", theirs)
        assert code
        assert (await thief.get(re.sub(r"code=[^&]+", f"code={code[1]}", own))).status_code == 401


@pytest.mark.parametrize(
    "describes",
    [{"issuer": "https://evil.example"}, {"token_endpoint": "ftp://x"}, {"jwks_uri": None}],
)
async def test_a_description_that_is_not_the_issuer_s_own_is_not_followed(describes, site, provider):
    provider.describes = describes
    async with browser(site) as client:
        answer = await client.get(OUT)
    assert answer.status_code == 503
    assert answer.headers.get("location") is None, dict(answer.headers)


async def test_without_the_settings_there_is_no_such_door(store, clock, data_folder):
    async with running(store, clock, settings(data_folder)) as made:
        assert (await made.http.get(OUT)).status_code == 404
        assert OUT not in (await made.http.get("/staff/sign-in")).text


async def test_who_comes_by_the_provider_has_no_password(site, provider, store):
    async with browser(site) as client:
        await client.get(await went(client, provider))
    with store.read() as tx:
        (person,) = [one for one in tx.staff.all() if one.login.startswith("oidc:")]
    for password in ("", "!", PASSWORD):
        fields = {"login": person.login, "password": password}
        answer = await site.http.post("/staff/sign-in", data=fields, headers={"Origin": DESK})
        assert answer.status_code == 401


ENV = {
    "CANDOR_SECRET": "00" * 32,
    "CANDOR_STAFF_URL": "https://desk.bank.example",
    "CANDOR_OIDC_ISSUER": "https://login.bank.example",
    "CANDOR_OIDC_CLIENT": CLIENT,
    "CANDOR_OIDC_SECRET": CLIENT_SECRET,
    "CANDOR_OIDC_ROLES": "desk-agents=agent, desk-leads=supervisor",
}


def test_the_settings_are_whole_or_refused():
    assert Settings.from_env(ENV).oidc == Oidc("https://login.bank.example", CLIENT, CLIENT_SECRET, "groups", ROLES)
    assert Settings.from_env({"CANDOR_SECRET": "00" * 32}).oidc is None
    for name in ENV.keys() - {"CANDOR_SECRET"}:
        with pytest.raises(SettingRefused):
            Settings.from_env({**ENV, name: ""})
    for name, value in (
        ("CANDOR_OIDC_ISSUER", "http://login.bank.example"),
        ("CANDOR_OIDC_ROLES", "desk-agents=admin"),
        ("CANDOR_OIDC_ROLES", "=agent"),
    ):
        with pytest.raises(SettingRefused):
            Settings.from_env({**ENV, name: value})
