"""`make bench`: a turn of ours beside a turn of the stock project, in alternating blocks; a table and JSON."""

from __future__ import annotations

import json
import platform
import socket
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import httpx
import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from candor.settings import ROOT
from tests.bench import explaining, ours, stock
from tests.bench.numbers import Row, percentile, resident

RESULTS = ROOT / "results" / "bench.json"
BLOCK = 25
WARM_UP = 10
console = Console()


def bench(
    turns: Annotated[int, typer.Option(help="Turns of each, in blocks that take turns.")] = 300,
    long_talk: Annotated[int, typer.Option(help="How long the one long talk gets.")] = 510,
) -> None:
    """Measure speed and memory beside the project that `rasa init` makes."""
    console.print("Making the stock project (its training takes some minutes the first time).")
    stock.make()
    with (
        tempfile.TemporaryDirectory(prefix="candor-bench-") as folder,
        ours.running(_free_port(), Path(folder)) as candor,
        stock.running(_free_port()) as rasa,
    ):
        rows = [*_turns(candor, rasa, turns), *_footprint(candor, rasa), *_long_talk(candor, rasa, long_talk)]
    _show(rows)
    explaining.show(explaining.measure(rounds=1))
    _write(rows)


def _turns(candor: ours.Ours, rasa: stock.Stock, turns: int) -> list[Row]:
    """Blocks of ours and of stock by turns, so that whatever else the machine does meets both."""
    times: dict[str, list[float]] = {"ours": [], "stock": []}
    with httpx.Client(trust_env=False, timeout=60) as our_http, httpx.Client(trust_env=False, timeout=60) as stock_http:
        talk = ours.Talk(candor.url, our_http).open()
        for _ in range(WARM_UP):
            talk.turn()
            rasa.turn(stock_http, "warm-up")
        for block in track(range(0, turns, BLOCK), "Turns", console=console):
            # A sender a block: stock gets slower with every turn of one talk, and that is measured by itself below.
            times["ours"] += [talk.turn() for _ in range(BLOCK)]
            times["stock"] += [rasa.turn(stock_http, f"sender {block}") for _ in range(BLOCK)]
    return [
        Row("full turn, p50", "ms", percentile(times["ours"], 0.5), percentile(times["stock"], 0.5), 0.5),
        Row("full turn, p95", "ms", percentile(times["ours"], 0.95), percentile(times["stock"], 0.95), 0.7),
    ]


def _footprint(candor: ours.Ours, rasa: stock.Stock) -> list[Row]:
    return [
        Row("ready after start", "s", candor.ready_after, rasa.ready_after, 0.5),
        Row("memory of the bot", "MiB", resident(candor.bot_pid()), resident(rasa.pid), 0.7),
    ]


def _long_talk(candor: ours.Ours, rasa: stock.Stock, length: int) -> list[Row]:
    """Turn 500 beside turn 10 of one talk: each the middle of the turns around it. Stock's growth for comparison."""
    with httpx.Client(trust_env=False, timeout=60) as http:
        talk = ours.Talk(candor.url, http).open()
        mine = [talk.turn() for _ in track(range(length), "One long talk of ours", console=console)]
    with httpx.Client(trust_env=False, timeout=60) as http:
        theirs = [rasa.turn(http, "long") for _ in track(range(length), "One long talk of stock", console=console)]
    late, early = slice(length - 20, length), slice(5, 25)
    grown = percentile(mine[late], 0.5) / percentile(mine[early], 0.5)
    stock_grown = percentile(theirs[late], 0.5) / percentile(theirs[early], 0.5)
    return [
        Row(f"turn {length - 10} ÷ turn 10, ours", "×", grown, 1.0, 1.2),
        Row(f"turn {length - 10} ÷ turn 10, ours beside stock", "×", grown, stock_grown, 1.0),
    ]


def _show(rows: list[Row]) -> None:
    table = Table("", "unit", "ours", "stock", "ratio", "target", "")
    for row in rows:
        mark = "[green]reached[/]" if row.reached else "[red]missed[/]"
        table.add_row(
            row.name, row.unit, f"{row.ours:.1f}", f"{row.stock:.1f}", f"{row.ratio:.2f}", f"≤ {row.target}", mark
        )
    console.print(table)


def _write(rows: list[Row]) -> None:
    RESULTS.parent.mkdir(exist_ok=True)
    measured = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "rows": [{**row.__dict__, "ratio": round(row.ratio, 3), "reached": row.reached} for row in rows],
    }
    RESULTS.write_text(json.dumps(measured, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    console.print(f"Written to {RESULTS}")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


if __name__ == "__main__":
    typer.run(bench)
