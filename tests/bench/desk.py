"""How quick the desk is: `python -m tests.bench.desk`.

Measured are a claim, the first page of the queue beside 100,000 past hand-overs, and how long a customer's message
takes to a screen of the desk, with 200 live talks and 20 agents in one process of the app on one machine, over real
HTTP: 200 streams of customers, and for each agent those of the queue and of the talk that is open.
"""

from __future__ import annotations

import asyncio
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import httpx
import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy import insert

from candor.clock import SystemClock
from candor.conversation.staff import Role, Staff
from candor.ids import new_id
from candor.services.desk.agents import Agent
from candor.services.desk.claim import claim
from candor.services.desk.queue import list_queue
from candor.services.people.handoff_policy import load_handoff_policy
from candor.services.staff.sign_in import opened
from candor.services.talk.words import load_wording
from candor.services.tools import Tools
from candor.settings import ROOT
from candor.store import Store
from candor.store.migrate import migrate
from candor.store.tables.conversation import conversations, handoffs, messages, promises
from candor.web.staff.gate import COOKIE
from tests.bench.explaining import Measured
from tests.bench.numbers import percentile
from tests.web.site import Site, running, settings

PAST, WAITING, CLAIMS = 100_000, 200, 150
TALKS, AGENTS = 200, 20
CLAIM_MS, QUEUE_MS, SCREEN_MS = 20.0, 100.0, 150.0
BLOCK = 5_000
BUBBLE = re.compile(r'id="m(\d+)" class="item customer"')
console = Console()


@contextmanager
def desk(folder: Path) -> Iterator[Tools]:
    """The desk's tools on a database with all that is past and what waits."""
    url = f"sqlite:///{folder / 'candor.db'}"
    migrate(url)
    store = Store(url)
    now = datetime.now(UTC)
    for begin in range(0, PAST + WAITING, BLOCK):
        _fill(store, range(begin, min(begin + BLOCK, PAST + WAITING)), now)
    yield Tools(store, SystemClock(), load_wording(ROOT / "domain.yml"), load_handoff_policy())
    store.close()


def _fill(store: Store, numbers: range, now: datetime) -> None:
    """Past hand-overs, and behind PAST those that wait; each in a talk of its own."""
    rows: dict[str, list[dict[str, object]]] = {"talks": [], "said": [], "handoffs": [], "promises": []}
    for number in numbers:
        waits, at = number >= PAST, now - timedelta(minutes=number % 50_000 + 1)
        talk, said = f"t{number}", f"m{number}"
        head = {"started_at": at, "last_at": at, "last_seq": 1, "read_seq": 1, "tracker_version": 0}
        owner = "person" if waits else "bot"
        rows["talks"].append({"id": talk, "guest_session_id": talk, "owner": owner, **head})
        rows["said"].append(
            {"id": said, "conversation_id": talk, "seq": 1, "sender": "customer", "text": "a person, please"}
            | {"at": at, "cites": [], "changed": False}
        )
        rows["handoffs"].append(
            {"id": f"h{number}", "conversation_id": talk, "message_id": said, "trigger": "person"}
            | {"urgency": "now" if number % 20 == 0 else "soon", "requested_at": at, "context": {}, "package": {}}
            | {"state": "waiting" if waits else "closed", "joined_at": None if waits else at + timedelta(minutes=3)}
        )
        rows["promises"].append(
            {"id": f"p{number}", "conversation_id": talk, "handoff_id": f"h{number}", "what": "a person answers"}
            | {"made_at": at, "due_at": at + timedelta(hours=2), "kept_at": None if waits else at}
        )
    with store.write() as tx:
        for table, name in (
            (conversations, "talks"),
            (messages, "said"),
            (handoffs, "handoffs"),
            (promises, "promises"),
        ):
            tx._connection.execute(insert(table), rows[name])


def queue_page(tools: Tools, rounds: int = 60) -> list[Measured]:
    """The first page."""
    times = [_timed(list_queue, tools, Agent("a", "A")) for _ in range(rounds)]
    return _rows(f"queue page beside {PAST:,} past hand-overs", times, QUEUE_MS)


def claims(tools: Tools) -> list[Measured]:
    """One claim after the other, each of another talk."""
    times = [_timed(claim, tools, Agent(f"a{n % 20}", "A"), f"h{PAST + n}") for n in range(CLAIMS)]
    return _rows("claim", times, CLAIM_MS)


def _timed(do: Callable[..., object], *given: object) -> tuple[float, float]:
    """Milliseconds by the clock on the wall, and of the processor."""
    began, worked = time.perf_counter(), time.thread_time()
    do(*given)
    return (time.perf_counter() - began) * 1000, (time.thread_time() - worked) * 1000


def _rows(name: str, times: list[tuple[float, float]], most: float) -> list[Measured]:
    """The processor's own time stands beside the other: on a busy machine the two are far apart."""
    wall, worked = zip(*times, strict=True)
    return [_row(name, list(wall), most), _row(f"{name}, processor time", list(worked), most)]


async def to_the_screen(folder: Path, seconds: float) -> Measured:
    """From the customer's POST until the bubble's own HTML is read from the stream of the agent's page."""
    url = f"sqlite:///{folder / 'live.db'}"
    migrate(url)
    store = Store(url)
    made = settings(folder, session_rate=10**6, address_rate=10**6)
    async with running(store, SystemClock(), made) as site, AsyncExitStack() as streams:
        site.http = await streams.enter_async_context(
            httpx.AsyncClient(base_url=site.http.base_url, timeout=60, limits=httpx.Limits(max_connections=None))
        )
        agents = [_hired(store, number) for number in range(AGENTS)]
        talks = [await _talk(site, agents[number % AGENTS][0]) for number in range(TALKS)]
        seen: dict[str, asyncio.Future[float]] = {}
        readers = []
        for number, (_, cookie) in enumerate(agents):
            # Each has the queue open, and the first of their ten talks.
            for path in ("/desk/events?page=0", f"/desk/talks/{talks[number].id}/events?seq=0&note=0"):
                stream = await streams.enter_async_context(site.http.stream("GET", path, headers={"Cookie": cookie}))
                readers.append(asyncio.create_task(_read(stream, talks[number].id, seen)))
        for talk in talks:
            path = f"/v1/conversations/{talk.id}/events"
            stream = await streams.enter_async_context(site.http.stream("GET", path, headers=talk.headers))
            readers.append(asyncio.create_task(_read(stream, talk.id, {})))
        times = await _write(site, talks, seen, seconds)
        for reader in readers:
            reader.cancel()
        site.app.ctx.front.stopping.set()
    store.close()
    return _row(f"customer's message to the agent's screen, {TALKS} talks, {AGENTS} agents", times, SCREEN_MS)


@dataclass(frozen=True)
class Live:
    """A guest's talk that an agent has, and the guest's session."""

    id: str
    headers: dict[str, str]


def _hired(store: Store, number: int) -> tuple[Agent, str]:
    """An agent who is signed in, and the cookie of their session."""
    now = datetime.now(UTC)
    person = Staff(f"a{number}", f"Agent {number}", f"agent{number}", "!", Role.AGENT, True, False, now)
    with store.write() as tx:
        tx.staff.add(person)
        token, _ = opened(tx, person, now)
    return Agent(person.id, person.name), f"{COOKIE}={token}"


async def _talk(site: Site, agent: Agent) -> Live:
    headers = await site.session()
    talk = (await site.talk(headers)).rpartition("/")[2]
    choice = {"client_id": new_id(), "choice": "talk-to-a-person"}
    await site.http.post(f"/v1/conversations/{talk}/messages", json=choice, headers=headers)
    with site.candor.store.read() as tx:
        handoff = tx.handoffs.open_in(talk)
    assert handoff
    await asyncio.to_thread(claim, site.candor.tools, agent, handoff.id)
    return Live(talk, headers)


async def _read(stream: httpx.Response, talk: str, seen: dict[str, asyncio.Future[float]]) -> None:
    """Reads a stream, and says when each bubble of a customer's came that somebody waits for."""
    with suppress(httpx.HTTPError):
        async for line in stream.aiter_lines():
            for number in BUBBLE.findall(line):
                waiting = seen.get(f"{talk} {number}")
                if waiting and not waiting.done():
                    waiting.set_result(time.perf_counter())


async def _write(site: Site, talks: list[Live], seen: dict[str, asyncio.Future[float]], seconds: float) -> list[float]:
    """Each talk's customer writes every 20 seconds or so: ten messages a second. Timed are those of talks that are on
    a screen; the others, half of all, are work beside."""
    chosen, times, until = random.Random(1), [], time.perf_counter() + seconds
    while time.perf_counter() < until:
        await _post(site, chosen.choice(talks[AGENTS:]))
        began, talk = time.perf_counter(), chosen.choice(talks[:AGENTS])
        with site.candor.store.read() as tx:
            number = tx.conversations.get(talk.id).last_seq + 1
        came = seen[f"{talk.id} {number}"] = asyncio.get_running_loop().create_future()
        posted = time.perf_counter()
        assert await _post(site, talk) == number
        times.append(((await asyncio.wait_for(came, 60)) - posted) * 1000)
        await asyncio.sleep(max(0.0, 0.2 - (time.perf_counter() - began)))
    return times


async def _post(site: Site, talk: Live) -> int:
    """The number of the bubble."""
    body = {"client_id": new_id(), "text": "are you there"}
    answer = await site.http.post(f"/v1/conversations/{talk.id}/messages", json=body, headers=talk.headers)
    return int(answer.json()["seq"])


def _row(name: str, times: list[float], most: float) -> Measured:
    return Measured(name, "ms", percentile(times, 0.5), percentile(times, 0.95), most)


def show(rows: list[Measured]) -> None:
    table = Table("the desk", "unit", "p50", "p95", "target", "")
    for row in rows:
        mark = "[green]reached[/]" if row.reached else "[red]missed[/]"
        table.add_row(row.name, row.unit, f"{row.p50:.1f}", f"{row.p95:.1f}", f"≤ {row.most:g}", mark)
    console.print(table)


def bench(seconds: Annotated[float, typer.Option(help="How long customers write.")] = 20) -> None:
    """Measure the desk: claims, the queue, a message to the screen."""
    with tempfile.TemporaryDirectory(prefix="candor-desk-") as folder:
        with desk(Path(folder)) as tools:
            rows = [*queue_page(tools), *claims(tools)]
        rows.append(asyncio.run(to_the_screen(Path(folder), seconds)))
    show(rows)


if __name__ == "__main__":
    typer.run(bench)
