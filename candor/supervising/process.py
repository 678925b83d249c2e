"""What to run: a name, the words of the command, its environment and folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Process:
    """A process that should run as long as the product does."""

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str]
    folder: Path


@dataclass(frozen=True)
class Started:
    """A process was started, or started again."""

    name: str
    pid: int


@dataclass(frozen=True)
class Ended:
    """A process ended by itself; it is started again in `again_in` seconds. `code` is negative for a signal."""

    name: str
    code: int
    again_in: float


@dataclass(frozen=True)
class Stopped:
    """A process was asked to stop and did; `killed` when it had to be made to."""

    name: str
    killed: bool


Event = Started | Ended | Stopped
