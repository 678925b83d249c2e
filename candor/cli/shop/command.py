"""`candor shop`: sends the shoppers, says what each earned, and writes it down for the trust board."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import uuid4

import typer
from rich.markup import escape
from rich.progress import Progress

from candor.cli.shop.hold import hold
from candor.cli.shop.score import Scored, book_of, broken_off, passed_all, score
from candor.cli.shop.script import Shopper, read_shoppers
from candor.cli.talk.command import running_url
from candor.cli.terminal import PROBLEMS, WRONG_USE, Trouble, out, print_object
from candor.settings import ROOT
from candor.store import Store
from candor.trust.rows import Shop

SHOPPERS = ROOT / "data" / "shoppers"
AT_ONCE = 4


def shop(
    data: Annotated[Path, typer.Option(help="The data folder of the running product.")] = Path("var"),
    url: Annotated[str | None, typer.Option(help="Where it runs; else the data folder says so.")] = None,
    database: Annotated[str | None, typer.Option(help="Its database; else the one in the data folder.")] = None,
    only: Annotated[str | None, typer.Option(help="Only shoppers whose name holds this.")] = None,
    times: Annotated[int, typer.Option(help="Talks of each shopper, worded anew each time.")] = 1,
    report: Annotated[Path | None, typer.Option(help="Write all points lost with their talks into this file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Send mystery shoppers to the running product and score how each talk ended. For sample data only."""
    shoppers = [one for one in read_shoppers(SHOPPERS) if not only or only in one.name]
    if not shoppers:
        raise Trouble("No shopper has such a name.", "Leave --only away to send all.", WRONG_USE)
    store = Store(database or f"sqlite:///{data.resolve() / 'candor.db'}")
    try:
        with Progress(console=out(), disable=as_json) as progress:
            task = progress.add_task("Shops", total=len(shoppers) * times)
            scores = send(store, url or running_url(str(data)), shoppers, times, lambda: progress.advance(task))
        _write(store, scores)
    finally:
        store.close()
    if report:
        report.write_text(_told(scores), encoding="utf-8")
    if as_json:
        print_object(_plain(scores))
    else:
        _show(scores)
    if any(not one.passed for one in scores):
        raise typer.Exit(PROBLEMS)


def send(store: Store, url: str, shoppers: list[Shopper], times: int, tell: Callable[[], None]) -> list[Scored]:
    """All talks; after each one `tell` is called. `store` is that of the product at `url`.

    Shoppers of one customer go one after another, since each changes what the next one finds.
    """
    queues: dict[str, list[tuple[Shopper, int]]] = {}
    for attempt in range(times):
        for one in shoppers:
            queues.setdefault(one.customer or one.name, []).append((one, attempt))

    def serve(queue: list[tuple[Shopper, int]]) -> list[Scored]:
        found = []
        for one, attempt in queue:
            found.append(_shop(store, url, one, attempt))
            tell()
        return found

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return [one for some in pool.map(serve, queues.values()) for one in some]


def _shop(store: Store, url: str, shopper: Shopper, attempt: int) -> Scored:
    before = book_of(store, shopper.customer)
    try:
        held = hold(url, shopper.customer, shopper.said(attempt))
    except Trouble as trouble:
        return broken_off(shopper, attempt, str(trouble))
    scored = score(store, shopper, attempt, held, before)
    # At once, not at the end: the next shopper of the same customer is no customer who comes back for the third time.
    with store.write() as tx:
        tx.trust.leave_out(held.conversation)
    return scored


def _write(store: Store, scores: list[Scored]) -> None:
    """Each shop is a row that the board counts."""
    run, now = uuid4().hex, datetime.now(UTC)
    with store.write() as tx:
        for one in scores:
            row = Shop(uuid4().hex, now, one.earned, one.possible)
            tx.trust.add_shop(row, run, one.shopper.name, one.attempt + 1)


def _plain(scores: list[Scored]) -> dict[str, Any]:
    return {
        "shops": len(scores),
        "shoppers": sorted({one.shopper.name for one in scores}),
        "pass^1": passed_all(scores, 1),
        "pass^4": passed_all(scores, 4),
        "points": sum(one.earned for one in scores),
        "possible": sum(one.possible for one in scores),
        "failed": [
            {"shopper": one.shopper.name, "attempt": one.attempt + 1, "lost": {p.name: p.lost_by for p in one.lost}}
            for one in scores
            if not one.passed
        ],
    }


def _show(scores: list[Scored]) -> None:
    console = out()
    for one in scores:
        if not one.passed:
            why = "; ".join(f"{point.name}: {point.lost_by}" for point in one.lost)
            console.print(f"[red]lost[/] {one.shopper.name} ({one.attempt + 1}): {escape(why)}")
    earned, possible = sum(one.earned for one in scores), sum(one.possible for one in scores)
    console.print(f"{len(scores)} shops, {sum(one.passed for one in scores)} passed; {earned} of {possible} points.")
    for k in (1, 4):
        chance = passed_all(scores, k)
        if chance is not None:
            console.print(f"pass^{k}: {chance:.3f}")


def _told(scores: list[Scored]) -> str:
    """What was lost, each with its talk, as Markdown."""
    parts = ["# What the mystery shoppers found\n", f"```json\n{json.dumps(_plain(scores), indent=2)}\n```\n"]
    for one in scores:
        if one.passed:
            continue
        parts.append(f"## {one.shopper.name}, attempt {one.attempt + 1}: {one.earned} of {one.possible}\n")
        parts.append(
            f"{one.shopper.goal} ({one.shopper.temper}{', ' + one.shopper.trap if one.shopper.trap else ''})\n"
        )
        parts += [f"- {point.name}: {point.lost_by}" for point in one.lost]
        parts.append("")
        parts += [f"> **{who}** {text}".replace("\n", " ") for who, text in (one.held.transcript if one.held else ())]
        parts.append("")
    return "\n".join(parts)
