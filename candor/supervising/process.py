"""What to run: a name, the words of the command, its environment and folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

READY = "CANDOR_READY_FILE"
SUCCEEDS = "CANDOR_SUCCEEDS"


@dataclass(frozen=True)
class Follows:
    """What a process is started with that may change while it runs: then a successor takes its place.

    `wanted` gives environment variables as they should be now; `refused` hears of those with which no successor came
    up. A successor says that it serves by making the file that READY names; until then the old process serves on.
    """

    wanted: Callable[[], Mapping[str, str]]
    refused: Callable[[Mapping[str, str]], None] = lambda _: None


@dataclass(frozen=True)
class Process:
    """A process that should run as long as the product does."""

    name: str
    argv: tuple[str, ...]
    env: Mapping[str, str]
    folder: Path
    follows: Follows | None = None


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
class Succeeded:
    """A successor serves in the place of a process, which now ends its work and stops."""

    name: str
    pid: int


@dataclass(frozen=True)
class NotSucceeded:
    """A successor did not come up; the process that runs serves on."""

    name: str


@dataclass(frozen=True)
class Stopped:
    """A process was asked to stop and did; `killed` when it had to be made to."""

    name: str
    killed: bool


Event = Started | Ended | Succeeded | NotSucceeded | Stopped
