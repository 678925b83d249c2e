"""The studio's pages over a project of their own, with an encoder that answers at once."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from candor.clock import Clock
from candor.settings import ROOT
from candor.store import Store
from candor.store.jobs import Job
from candor.training.jobs import Jobs
from candor.training.likeness import Likeness
from candor.training.workshop import Workshop
from tests.services.studio.turns import answered, customer_talk, guest_talk
from tests.training.test_nlu_files import FEES
from tests.web.site import Site
from tests.web.staff.conftest import browser_of, come_in
from tests.web.staff.crew import Desk, hire

__all__ = ["browser_of", "come_in"]


@dataclass(frozen=True)
class StillJobs(Jobs):
    """Commands are written down and not run."""

    started: list[tuple[str, list[str]]] = field(default_factory=list)
    texts: list[str | None] = field(default_factory=list)

    def start(self, kind, arguments, by, text=None):
        self.started.append((kind, list(arguments)))
        self.texts.append(text)
        now = self.clock.now()
        return Job("begun", kind, by, now, now)


class ByFirstWord(Likeness):
    """An encoder that takes texts with the same first word for alike."""

    def near(self, texts):
        return [[{"text": "take it off", "intent": "request_goodwill", "likeness": 0.8}] for _ in texts]

    def alike(self, turns, leaders):
        known = {text.split()[0]: name for name, text in leaders}
        return {name: known.setdefault(text.split()[0], name) for name, text in turns}


class StillWorkshop(Workshop):
    """Begins no program."""

    jobs: StillJobs

    def __init__(self, project: Path, store: Store, clock: Clock) -> None:
        super().__init__(project, lambda: "", os.environ, store, clock)
        self.jobs = StillJobs(os.environ, store, clock)
        self.likeness = ByFirstWord(lambda: "", os.environ)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Fees only, our rules and words, and two models."""
    (tmp_path / "data" / "nlu").mkdir(parents=True)
    (tmp_path / "data" / "nlu" / "fees.yml").write_text(FEES)
    shutil.copytree(ROOT / "data" / "rules", tmp_path / "data" / "rules")
    shutil.copy(ROOT / "domain.yml", tmp_path)
    (tmp_path / "config.yml").write_text("")
    listed = {}
    for age, name in enumerate(("new.tar.gz", "old.tar.gz")):
        path = tmp_path / "models" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(name.encode())
        os.utime(path, (1000 - age, 1000 - age))
        listed[name] = {"sha256": hashlib.sha256(name.encode()).hexdigest()}
    (tmp_path / "models" / "manifest.json").write_text(json.dumps({"models": listed, "live": "old.tar.gz"}))
    return tmp_path


@pytest.fixture
def workshop(site: Site, project: Path) -> StillWorkshop:
    made = StillWorkshop(project, site.candor.store, site.candor.clock)
    site.candor.__dict__["workshop"] = made
    return made


@pytest.fixture
def store(store: Store) -> Store:
    """With two alike turns that were not understood, one of them by Ada Hill and hostile."""
    hire(store)
    with store.write() as tx:
        answered(tx, customer_talk(tx, "ada", "c01"), "tardy <script>alert(1)</script> Ada here", "nlu_fallback")
        answered(tx, guest_talk(tx, "guest"), "tardy penalty", "nlu_fallback")
        answered(tx, guest_talk(tx, "other"), "hello", "greet")
    return store


@pytest.fixture
async def theo(come_in, workshop) -> Desk:
    return await come_in("theo")
