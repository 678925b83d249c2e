"""What `candor up` shows while the product runs."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from threading import Event as Flag
from threading import Thread
from types import TracebackType

from rich.console import Console

from candor.services.staff.sample_file import FILE, SamplePerson
from candor.supervising.loopback import is_ready
from candor.supervising.process import Ended, Event, NotSucceeded, Stopped, Succeeded

SLOW = 120  # seconds after which a start is worth a word


class Screen:
    """A progress line until the product answers, then its addresses; a line for every process that ends."""

    def __init__(self, console: Console, url: str, logs: Path, sample: Sequence[SamplePerson] | None) -> None:
        """`sample`: who may sign in at the sample bank's desk; None when the data is real."""
        self._console = console
        self._url = url
        self._logs = logs
        self._sample = sample
        self._over = Flag()
        self._status = console.status("Starting; the bot loads its model (about 15 s)")
        self._waiting = Thread(target=self._await_ready, name="waiting for /readyz", daemon=True)

    def __enter__(self) -> Screen:
        if not self._console.is_terminal:
            self._console.print("Starting; the bot loads its model (about 15 s).")
        self._status.start()
        self._waiting.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._status.stop()
        self._waiting.join(5)

    def tell(self, event: Event) -> None:
        if isinstance(event, Ended):
            log = self._logs / f"{event.name}.log"
            self._console.print(
                f"The {event.name} process ended ({event.code}) and starts again in {event.again_in:.1f} s; see {log}"
            )
        if isinstance(event, Succeeded):
            self._console.print(f"The {event.name} process gave way to its successor.")
        if isinstance(event, NotSucceeded):
            self._console.print(f"A successor of the {event.name} process did not come up; the old one serves on.")
        if isinstance(event, Stopped) and event.killed:
            self._console.print(f"The {event.name} process did not stop by itself and was killed.")

    def _await_ready(self) -> None:
        began, warned = time.monotonic(), False
        while not is_ready(self._url):
            if not warned and time.monotonic() - began > SLOW:
                warned = True
                self._console.print(f"Not ready after {SLOW} s, still trying. The logs say more: {self._logs}")
            if self._over.wait(0.2):
                return
        self._status.stop()
        self._show_addresses()

    def _show_addresses(self) -> None:
        url = self._url
        rows = [("Desk", f"{url}/desk"), ("API", f"{url}/v1/openapi.json"), ("Logs", str(self._logs))]
        if self._sample is not None:
            rows.insert(0, ("Sample bank", f"{url}/"))
        shown = "\n".join(f"  {name:<12} {where}" for name, where in rows)
        self._console.print(
            f"\n[bold green]Candor is ready.[/]\n{shown}\n{self._staff()}"
            "  Try it here: candor talk --customer c01      Stop it: Ctrl-C\n"
        )

    def _staff(self) -> str:
        if not self._sample:
            return ""
        rows = "".join(f"    {one.login:<8} {one.password}   {one.role}\n" for one in self._sample)
        return f"  Sign in at the desk as one of these (kept in {self._logs.parent / FILE}):\n{rows}"
