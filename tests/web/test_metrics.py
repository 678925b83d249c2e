"""/metrics: what a scraper reads, and that the board in deploy/ asks for nothing else."""

from __future__ import annotations

import json
import re

from candor.settings import ROOT
from tests.web.site import Site


async def test_a_message_that_waits_is_seen_by_the_scraper(site: Site) -> None:
    headers = await site.session("c01")
    talk = await site.talk(headers)
    before = (await site.http.get("/metrics")).text
    assert "candor_inbox_waiting 0.0" in before
    await site.http.post(f"{talk}/messages", json={"client_id": "x", "text": "hello"}, headers=headers)
    answer = await site.http.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    assert "candor_inbox_waiting 1.0" in answer.text
    assert "candor_turns_total 0.0" in answer.text


async def test_the_board_asks_for_figures_that_are_there(site: Site) -> None:
    board = (ROOT / "deploy/grafana/candor-live.json").read_text(encoding="utf-8")
    asked = {name for panel in json.loads(board)["panels"] for one in panel["targets"] for name in
             re.findall(r"candor_[a-z_]+", one["expr"])}  # fmt: skip
    told = set(re.findall(r"^# HELP (candor_[a-z_]+)", (await site.http.get("/metrics")).text, re.MULTILINE))
    assert len(asked) == 10
    assert asked == told
