"""A scratch model, an action server that does as it is told, and one bot process for all tests that need no other."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.archive import unpacked
from tests.bot.doubles import Actions, Bot

os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
SCRATCH = Path(__file__).parent / "scratch"


@pytest.fixture(scope="session")
def scratch_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive that `rasa train` makes of tests/bot/scratch."""
    project = tmp_path_factory.mktemp("scratch") / "project"
    shutil.copytree(SCRATCH, project)
    command = [sys.executable, "-W", "ignore", "-m", "rasa", "train", "--data", "data.yml"]
    command += ["--fixed-model-name", "scratch"]
    env = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    done = subprocess.run(command, cwd=project, env=env, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return project / "models" / "scratch.tar.gz"


@pytest.fixture(scope="session")
def _actions() -> Iterator[Actions]:
    actions = Actions()
    yield actions
    actions.stop()


@pytest.fixture
def actions(_actions: Actions) -> Actions:
    """The action server behind `bot`, well again for each test."""
    _actions.be_well()
    return _actions


@pytest.fixture(scope="session")
def bot(scratch_model: Path, _actions: Actions, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """A bot with the scratch model, an action deadline of 1.5 s and a turn deadline of 2.5 s."""
    running = Bot(scratch_model, tmp_path_factory.mktemp("bot") / "log", _actions.url).start().ready()
    yield running
    assert running.stop() == 0


@pytest.fixture(scope="session")
def agent(scratch_model: Path, _actions: Actions) -> Any:
    """The agent of a bot, in this process."""
    from bot.serve import build_agent

    with warnings.catch_warnings(), unpacked(scratch_model) as files:
        warnings.simplefilter("ignore", UserWarning)  # Rasa's words on loading any domain
        return build_agent(files, _actions.url, 1.0)
