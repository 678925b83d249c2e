"""The sample bank's page, and that it is gone when the data is not a sample."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sanic import Sanic

from candor.clock import FixedClock
from candor.store import Store
from candor.web.widget import add_widget
from tests.web.site import Site, running, settings


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


async def tags(site: Site) -> list[tuple[str, dict[str, str | None]]]:
    parser = Tags()
    parser.feed((await site.http.get("/")).text)
    return parser.found


async def test_the_page_lists_everybody_of_the_bank(site: Site) -> None:
    offered = [attrs["data-customer"] for _, attrs in await tags(site) if "data-customer" in attrs]
    assert offered == ["c01", "c02"]
    assert [person["name"] for person in (await site.http.get("/demo/customers")).json()] == ["Ada Hill", "Ben Ross"]


async def test_the_page_holds_nothing_that_its_policy_would_block(site: Site) -> None:
    for tag, attrs in await tags(site):
        assert "style" not in attrs
        assert not any(name.startswith("on") for name in attrs)
        assert tag != "style"
        if tag == "script":
            assert (attrs["src"] or "").startswith("/")


async def test_all_that_the_page_loads_is_there(site: Site) -> None:
    wanted = [attrs.get("src") or attrs.get("href") for tag, attrs in await tags(site) if tag in ("script", "link")]
    local = [address for address in wanted if address and address.startswith("/")]
    assert "/demo/bank.js" in local
    for address in local:
        assert (await site.http.get(address)).status_code == 200, address


async def test_the_bank_signs_for_whoever_is_picked(site: Site) -> None:
    token = (await site.http.post("/demo/token", json={"customer": "c02"})).json()["token"]
    answer = await site.http.post("/v1/session", json={"token": token})
    assert answer.json()["name"] == "Ben Ross"


@pytest.mark.parametrize("customer", ["c99", "../c01", "", "\u0000" * 3, "c01 "])
async def test_the_bank_does_not_sign_for_nobody(customer: str, site: Site) -> None:
    assert (await site.http.post("/demo/token", json={"customer": customer})).status_code in (404, 422)


@pytest.mark.parametrize("query", ["", "?customer=", "?customer=c99", "?customer=%00", "?customer=a&customer=b"])
async def test_nobody_has_no_bill(query: str, site: Site) -> None:
    assert (await site.http.get(f"/demo/bill{query}")).status_code in (404, 422)


async def test_the_newest_lines_are_shown_as_the_bank_prints_them(site: Site) -> None:
    bill = (await site.http.get("/demo/bill?customer=c01")).json()
    assert bill == {
        "name": "Ada Hill",
        "card": "4471",
        "owed": "$12.40",
        "least": "$12.40",
        "due": "May 25",
        "lines": [{"day": "Apr 4", "name": "SQ *BLUE HERON", "amount": "$12.40", "pending": False}],
    }


async def test_without_sample_mode_there_is_no_page_and_nobody_to_sign(
    store: Store, clock: FixedClock, data_folder: Path
) -> None:
    async with running(store, clock, settings(data_folder, sample=False)) as site:
        for path in ("/", "/demo/customers", "/demo/bill?customer=c01", "/demo/bank.js", "/demo/bank.css"):
            assert (await site.http.get(path)).status_code == 404
        assert (await site.http.post("/demo/token", json={"customer": "c01"})).status_code == 404
        token = site.key.token("c01", clock)
        assert (await site.http.post("/v1/session", json={"token": token})).status_code == 401


async def test_a_name_that_looks_like_html_is_shown_as_text(site: Site, store: Store) -> None:
    from tests.web.site import book

    with store.write() as tx:
        tx.ledger.add_book(book("03", "<script>alert(1)</script>"))
    page = (await site.http.get("/")).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


async def test_the_widget_is_served_with_its_hash(tmp_path: Path, store: Store, clock: FixedClock) -> None:
    (tmp_path / "candor.js").write_text("'widget'")
    app: Sanic = Sanic("widget-test")  # type: ignore[type-arg]
    built = add_widget(app, tmp_path)
    Sanic.unregister_app(app)
    assert built is not None
    assert re.fullmatch(r"sha384-[A-Za-z0-9+/]{64}", built.integrity)
    assert [route.path for route in app.router.routes] == ["widget/candor.js"]


async def test_a_widget_with_its_version_is_kept_for_ever_and_without_is_asked_about(site: Site) -> None:
    plain = await site.http.get("/widget/candor.js")
    assert plain.headers["cache-control"] == "no-cache"
    tag = plain.headers["etag"]
    versioned = await site.http.get(f"/widget/candor.js?v={tag.strip(chr(34))}")
    assert "immutable" in versioned.headers["cache-control"]
    again = await site.http.get("/widget/candor.js", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert plain.headers["access-control-allow-origin"] == "*"
