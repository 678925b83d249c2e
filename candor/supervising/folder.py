"""The data folder as the supervisor sees it: one product at a time, its secret, its ports."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

from candor.supervising.refusals import CannotStart


class DataFolder:
    """All that Candor writes stands in here. Only its owner may look inside: it holds customers' data."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self._claim: IO[str] | None = None

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def ports_file(self) -> Path:
        return self.path / "ports.json"

    def claim(self) -> None:
        """Holds the folder until `release` or the end of this process. Raises CannotStart when another holds it."""
        try:
            self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
            file = (self.path / "up.lock").open("a+", encoding="ascii")
        except OSError as error:
            raise CannotStart(
                f"The data folder {self.path} can not be written ({error.strerror}).",
                "Name another: candor up --data FOLDER.",
            ) from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise self._held_by_another(file) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        self._claim = file

    def _held_by_another(self, file: IO[str]) -> CannotStart:
        with file:
            file.seek(0)
            pid = file.read().strip()
        return CannotStart(
            f"Candor already runs on the data folder {self.path} (process {pid}).",
            "Stop that one with Ctrl-C first, or start this one on another folder: --data FOLDER --port 0.",
        )

    def release(self) -> None:
        if self._claim is not None:
            self.ports_file.unlink(missing_ok=True)
            self._claim.close()
            self._claim = None

    def secret(self) -> str:
        """64 hexadecimal digits, made the first time and kept for this folder's owner alone."""
        path = self.path / "secret"
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text(encoding="ascii").strip()
        secret = secrets.token_hex(32)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secret)
        return secret

    def write_ports(self, ports: Mapping[str, Any]) -> None:
        """Where this product listens and which processes it is, for `candor talk` and for tests."""
        draft = self.path / "ports.json.new"
        draft.write_text(json.dumps(dict(ports), indent=1), encoding="utf-8")
        draft.replace(self.ports_file)

    def read_ports(self) -> dict[str, Any] | None:
        """None when no product runs on this folder, as far as the folder knows."""
        try:
            ports: dict[str, Any] = json.loads(self.ports_file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return ports
