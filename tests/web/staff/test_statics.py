"""What the pages load: exactly the files that were looked at when they came in."""

from __future__ import annotations

import hashlib
import re

import pytest

from candor.settings import ROOT

STATIC = ROOT / "candor" / "web" / "staff" / "static"
# As `npm pack htmx.org@4.0.1` gave them: dist/htmx.min.js, dist/ext/hx-sse.min.js, LICENSE.
CAME_IN = {
    "htmx-4.0.1.min.js": "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130",
    "hx-sse-4.0.1.min.js": "18ef2761356ec1fe0bb6d92612315b37517a7c1e9856b661c5ae81fef239d103",
    "htmx-4.0.1.LICENSE": "d3d2456f76414f2456104660ebd65aff1c04cd7966b942bdabd63f3cdb316a38",
}


@pytest.mark.parametrize("name", CAME_IN)
def test_a_file_of_others_is_the_one_that_came_in(name):
    assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == CAME_IN[name]


async def test_all_that_a_page_loads_is_there_and_is_kept_for_ever(site):
    page = (await site.http.get("/staff/sign-in")).text
    loaded = re.findall(r'(?:src|href)="(/staff/static/[^"]+)"', page)
    assert len(loaded) >= 4
    for path in loaded:
        answer = await site.http.get(path)
        assert answer.status_code == 200, path
        assert "immutable" in answer.headers["cache-control"]
        assert (await site.http.get(path.partition("?")[0])).headers["cache-control"] == "no-cache"


async def test_the_door_holds_nothing_that_its_policy_would_block(site):
    page = (await site.http.get("/staff/sign-in")).text
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page)
    assert not re.search(r"<script(?![^>]*src=)", page)
