"""POST …/files from outside: what comes in, what is refused in words, and what the desk may take out."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from candor.disputes.files import MOST_BYTES
from candor.services.disputes.begin_case import begin_case
from candor.web.api import files
from tests.services.disputes import samples
from tests.web.site import Site, follow


def begin(site: Site, customer: str = "c01", talk: str | None = None) -> str:
    """A dispute of the customer's only line, being taken."""
    tools = site.candor.tools
    with tools.store.write() as tx:
        book = tx.ledger.book(customer)
        conversation = talk.rpartition("/")[2] if talk else None
        at = tools.clock.now()
        return begin_case(tx, tools, book, book.lines[0], notice_at=at, conversation_id=conversation).id


async def send(
    site: Site, talk: str, headers: dict[str, str], data: Any = None, name: str = "receipt.pdf", client_id: str = "one"
) -> httpx.Response:
    told = {**headers, "Client-Id": client_id, "File-Name": quote(name), "Content-Type": "application/octet-stream"}
    return await site.http.post(f"{talk}/files", content=samples.pdf() if data is None else data, headers=told)


def kept(site: Site, customer: str = "c01"):
    with site.candor.store.read() as tx:
        return tx.dispute_files.of_customer(customer)


@pytest.fixture
async def ada(site: Site) -> tuple[dict[str, str], str]:
    headers = await site.session("c01")
    return headers, await site.talk(headers)


async def test_a_file_is_kept_and_shows_in_the_talk(site, ada):
    headers, talk = ada
    case = begin(site, talk=talk)
    answer = await send(site, talk, headers, name="Quittung Grün.pdf")
    assert answer.status_code == 202, answer.text
    (file,) = kept(site)
    assert (file.case_id, file.name, file.size) == (case, "Quittung Grün.pdf", len(samples.pdf()))
    transcript = await site.http.get(f"{talk}/transcript", headers={**headers, "Accept": "application/json"})
    said = transcript.json()["messages"][-1]
    assert (said["from"], said["text"], said["client_id"]) == ("customer", "File: Quittung Grün.pdf", "one")


async def test_the_same_client_id_gives_the_same_answer_and_one_file(site, ada):
    headers, talk = ada
    begin(site, talk=talk)
    first, again = await send(site, talk, headers), await send(site, talk, headers)
    assert first.json() == again.json()
    assert len(kept(site)) == 1


async def test_the_stream_says_when_files_may_come(site, ada):
    headers, talk = ada
    async with follow(site, talk, headers) as stream:
        before = (await stream.until("state"))[-1]["data"]
        begin(site, talk=talk)
        after = (await stream.until("state"))[-1]["data"]
    assert (before["files"], after["files"]) == (False, True)


@pytest.mark.parametrize(
    ("data", "name", "status", "code"),
    [
        (samples.EXE, "receipt.pdf", 415, "file_lies"),
        (samples.ZIP, "all.zip", 415, "file_kind_refused"),
        (b"", "receipt.pdf", 422, "file_empty"),
        (b"%PDF-1.4" + b" " * MOST_BYTES, "receipt.pdf", 413, "file_too_large"),
    ],
)
async def test_a_refusal_says_why_in_plain_words(site, ada, data, name, status, code):
    headers, talk = ada
    begin(site, talk=talk)
    answer = await send(site, talk, headers, data, name)
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["detail"].endswith(".")
    assert kept(site) == []


async def test_a_body_without_its_length_ends_at_ten_megabytes(site, ada):
    headers, talk = ada
    begin(site, talk=talk)

    async def endless():
        for _ in range(11 * 16):
            yield b"x" * 65536

    answer = await send(site, talk, headers, endless(), "story.txt")
    assert (answer.status_code, answer.json()["code"]) == (413, "file_too_large")


async def test_exactly_ten_megabytes_are_taken(site, ada):
    headers, talk = ada
    begin(site, talk=talk)
    answer = await send(site, talk, headers, b"a" * MOST_BYTES, "story.txt")
    assert answer.status_code == 202, answer.text


async def test_only_this_route_takes_so_much(site, ada):
    headers, talk = ada
    answer = await site.http.post(
        f"{talk}/messages", content=b" " * 20_000, headers={**headers, "Content-Type": "application/json"}
    )
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


async def test_whose_talk_and_whose_case_it_is_counts(site, ada):
    _, talk = ada
    begin(site, talk=talk)
    ben = await site.session("c02")
    assert (await send(site, talk, ben)).status_code == 404
    mine = await send(site, await site.talk(ben), ben)
    assert (mine.status_code, mine.json()["code"]) == (409, "no_case_for_file")
    guest = await site.session()
    assert (await send(site, await site.talk(guest), guest)).json()["code"] == "no_case_for_file"
    assert (await send(site, talk, {})).status_code == 401
    assert kept(site) == []


@pytest.mark.parametrize("client_id", ["", "a b", "x" * 65])
async def test_a_file_without_an_id_of_the_sender_s_is_refused(site, ada, client_id):
    headers, talk = ada
    begin(site, talk=talk)
    assert (await send(site, talk, headers, client_id=client_id)).status_code == 422


async def test_a_third_file_at_the_same_time_waits(site, ada):
    headers, talk = ada
    begin(site, talk=talk)
    open_gate = asyncio.Event()

    async def slow():
        yield b"%PDF"
        await open_gate.wait()
        yield b"-1.4 and so on"

    two = [asyncio.ensure_future(send(site, talk, headers, slow(), client_id=f"n{n}")) for n in range(2)]
    uploads = site.app.ctx.front.uploads
    async with asyncio.timeout(60):
        while uploads.count < 2:
            await asyncio.sleep(0.01)
    third = await send(site, talk, headers, client_id="n3")
    open_gate.set()
    answers = await asyncio.gather(*two)
    assert third.status_code == 429
    assert third.headers["retry-after"]
    assert [answer.status_code for answer in answers] == [202, 202]


async def test_a_browser_may_send_from_a_page_of_the_bank(site):
    from candor.web.headers import PREFLIGHT

    assert {"Client-Id", "File-Name"} <= set(PREFLIGHT["Access-Control-Allow-Headers"].split(", "))


async def test_who_has_no_session_is_answered_though_the_body_never_comes(site, ada, monkeypatch):
    monkeypatch.setattr(files, "DRAINED_FOR", 0.1)
    _, talk = ada
    reader, writer = await asyncio.open_connection(site.http.base_url.host, site.http.base_url.port)
    head = ["Host: bank", "Authorization: Bearer nobodys", "Client-Id: one", "Content-Length: 5000", "", "%PDF"]
    writer.write("\r\n".join([f"POST {talk}/files HTTP/1.1", *head]).encode())
    assert b" 401 " in await asyncio.wait_for(reader.readline(), 30)
    writer.close()
