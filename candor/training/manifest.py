"""The list of models: what each was made of, how it did, which one is live, and who chose it why.

`models/manifest.json` is shared with the bot, which checks each archive's sha256 against it before it runs one
(bot/manifest.py). Here everything else is kept beside that.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from candor.errors import CandorError

NAME = "manifest.json"


class ModelRefused(CandorError):
    """A model can not be used as asked."""

    code, status = "model_refused", 409
    next_step = "See candor models for those that are there."


@dataclass(frozen=True)
class Model:
    """A trained model as listed. Versions are SHA-256 over content; `size` is bytes, `seconds` how long it trained."""

    name: str
    sha256: str
    data_version: str = ""
    policy_version: str = ""
    trained_at: str = ""
    seconds: float = 0.0
    size: int = 0
    figures: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Promotion:
    """A model was made live: at which instant (ISO), by whom, instead of which, and why when the gate did not hold."""

    model: str
    at: str
    by: str
    instead_of: str | None = None
    override: str | None = None


class Manifest:
    """The manifest in a folder of models. Reading sees one moment; changes take turns and are atomic."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def models(self) -> list[Model]:
        """Those whose archive is there, newest first."""
        found = [_model(name, entry) for name, entry in self._read().get("models", {}).items()]
        there = [model for model in found if (self.folder / model.name).is_file()]
        return sorted(there, key=lambda model: (self.folder / model.name).stat().st_mtime, reverse=True)

    def get(self, name: str) -> Model:
        """Also without its `.tar.gz`. Raises ModelRefused when there is none of that name."""
        found = [model for model in self.models() if name in (model.name, model.name.removesuffix(".tar.gz"))]
        if not found:
            raise ModelRefused(f"there is no model {name} in {self.folder}")
        return found[0]

    def checked(self, name: str) -> Model:
        """The model, its archive byte for byte the one that was listed. Raises ModelRefused."""
        model = self.get(name)
        with (self.folder / model.name).open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != model.sha256:
                raise ModelRefused(f"{model.name} is not the file that was trained: its sha256 differs")
        return model

    @property
    def live(self) -> str | None:
        """The model that was promoted last; None when nobody has promoted one."""
        live = self._read().get("live")
        return str(live) if live else None

    def promotions(self) -> list[Promotion]:
        """All that were ever made live, oldest first."""
        return [Promotion(**entry) for entry in self._read().get("promotions", [])]

    def before(self) -> str:
        """The model to go back to. Raises ModelRefused when there is none, or when it is gone."""
        live = self.live
        for promotion in reversed(self.promotions()):
            if promotion.model == live and promotion.instead_of:
                return self.checked(promotion.instead_of).name
        raise ModelRefused("no model was live before this one")

    def promote(self, promotion: Promotion) -> None:
        """Makes it live and writes down who did. Raises ModelRefused when its bytes changed."""
        self.checked(promotion.model)
        with self._changing() as whole:
            entry = {name: value for name, value in vars(promotion).items() if value is not None}
            whole.setdefault("promotions", []).append(entry)
            whole["live"] = promotion.model
            whole["failed"] = [name for name in whole.get("failed", ()) if name != promotion.model]

    def describe(self, name: str, **facts: Any) -> None:
        """Keeps more about a model: any fields of Model but its name and sha256."""
        with self._changing() as whole:
            whole["models"][name] |= facts

    def put_back(self, name: str, *, instead_of: str) -> None:
        """A model that was promoted did not come up: the one that serves is live again, and it is written down."""
        with self._changing() as whole:
            if whole.get("live") == instead_of:
                whole["live"] = name
                whole.setdefault("failed", []).append(instead_of)

    def failed(self) -> list[str]:
        """Models that did not come up when they were promoted last."""
        return [str(name) for name in self._read().get("failed", [])]

    def _read(self) -> dict[str, Any]:
        try:
            whole = json.loads((self.folder / NAME).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise ModelRefused(f"{self.folder / NAME} can not be read") from error
        if not isinstance(whole, dict):
            raise ModelRefused(f"{self.folder / NAME} is no manifest")
        return whole

    @contextmanager
    def _changing(self) -> Iterator[dict[str, Any]]:
        with (self.folder / f".{NAME}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            whole = self._read()
            yield whole
            draft = self.folder / f".{NAME}.{os.getpid()}"
            draft.write_text(json.dumps(whole, indent=2) + "\n", encoding="utf-8")
            draft.replace(self.folder / NAME)


def _model(name: str, entry: Mapping[str, Any]) -> Model:
    known = {key: value for key, value in entry.items() if key in Model.__dataclass_fields__}
    return Model(**{**known, "name": name})
