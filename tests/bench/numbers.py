"""What is measured: times in milliseconds, memory in mebibytes."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import httpx
import psutil


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` (0 to 1) of the values do not exceed; the nearest one, none is made up between two."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def resident(pid: int) -> float:
    """The resident memory of a process and all its children."""
    process = psutil.Process(pid)
    family = [process, *process.children(recursive=True)]
    return sum(member.memory_info().rss for member in family) / 2**20


def await_ready(url: str, since: float, give_up: float = 180) -> float:
    """The seconds from `since` (of time.perf_counter) until the address answers with 200."""
    while time.perf_counter() - since < give_up:
        try:
            if httpx.get(url, timeout=2, trust_env=False).status_code == httpx.codes.OK:
                return time.perf_counter() - since
        except httpx.HTTPError:
            pass
        time.sleep(0.02)
    raise TimeoutError(f"{url} was not ready after {give_up} s")


@dataclass(frozen=True)
class Row:
    """One line of the table: ours beside stock, and the ratio that was aimed at."""

    name: str
    unit: str
    ours: float
    stock: float
    target: float

    @property
    def ratio(self) -> float:
        return self.ours / self.stock

    @property
    def reached(self) -> bool:
        return self.ratio <= self.target
