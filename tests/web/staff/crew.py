"""One person of each role and a second agent, and how each of them asks for pages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import httpx
from argon2 import PasswordHasher
from sqlalchemy import func, select

from candor.conversation.staff import Role, Staff
from candor.store import Store
from candor.store.tables.access import audit
from tests.conftest import NOW
from tests.web.site import Site

PASSWORD = "four words are enough"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
PEOPLE = {
    "dana": Role.AGENT,
    "marco": Role.AGENT,
    "priya": Role.SUPERVISOR,
    "theo": Role.TRAINER,
    "iris": Role.AUDITOR,
}


def hire(store: Store, **changed: Any) -> None:
    """Adds everybody; `changed` are fields that differ for all."""
    with store.write() as tx:
        for login, role in PEOPLE.items():
            values = {"active": True, "sample": False, **changed}
            tx.staff.add(Staff(f"s-{login}", login.capitalize(), login, CHEAP, role, added_at=NOW, **values))


@dataclass
class Desk:
    """A browser of somebody of the bank, as far as cookies, token and origin go."""

    site: Site
    http: httpx.AsyncClient
    login: str
    csrf: str = ""
    origin: str = field(init=False)

    def __post_init__(self) -> None:
        self.origin = str(self.site.http.base_url).rstrip("/")

    async def enter(self, password: str = PASSWORD) -> httpx.Response:
        answer = await self.http.post(
            "/staff/sign-in", data={"login": self.login, "password": password}, headers={"Origin": self.origin}
        )
        if answer.status_code == 303:
            page = await self.http.get("/staff")
            found = re.search(r'name="csrf" value="([0-9a-f]{64})"', page.text)
            assert found, page.text
            self.csrf = found[1]
        return answer

    async def get(self, path: str, **headers: str) -> httpx.Response:
        return await self.http.get(path, headers=headers)

    async def post(self, path: str, htmx: bool = False, **fields: str) -> httpx.Response:
        headers = {"Origin": self.origin, **({"HX-Request": "true"} if htmx else {})}
        return await self.http.post(path, data={"csrf": self.csrf, **fields}, headers=headers)


def trail(store: Store, **wanted: str) -> list[dict[str, Any]]:
    """The audit rows whose columns are as wanted, oldest first."""
    with store.read() as tx:
        rows = tx.trail.all()
    return [row for row in rows if all(row[name] == value for name, value in wanted.items())]


def how_many(store: Store) -> int:
    """The number of the trail's newest row: `rows_after` reads on from it."""
    with store.read() as tx:
        return int(tx._connection.scalar(select(func.max(audit.c.id))) or 0)


def rows_after(store: Store, number: int) -> list[dict[str, Any]]:
    with store.read() as tx:
        rows = tx._connection.execute(select(audit).where(audit.c.id > number).order_by(audit.c.id))
        return [dict(row._mapping) for row in rows]
