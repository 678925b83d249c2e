"""`make rasa`: Rasa's own command line learns from its own folders, not from the policies beside them."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from candor.settings import ROOT

OURS = "--data data/nlu data/rules data/stories --config config.yml"


@pytest.fixture
def rasa(tmp_path):
    """The script, with a Python that says what it was asked."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "rasa", tmp_path / "scripts")
    python = tmp_path / ".venv" / "bot" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$@"\n')
    python.chmod(0o755)

    def run(*arguments: str) -> str:
        done = subprocess.run([tmp_path / "scripts" / "rasa", *arguments], capture_output=True, text=True, check=True)
        return done.stdout.strip()

    return run


@pytest.mark.parametrize("command", ["train", "interactive"])
def test_what_learns_is_told_which_folders_are_rasa_s(rasa, command):
    assert rasa(command, "--debug") == f"-m rasa {command} {OURS} --debug"


def test_no_path_comes_last_for_rasa_would_take_it_for_a_model(rasa):
    assert not rasa("interactive").split()[-2].startswith("data/")


def test_folders_that_were_named_stay(rasa):
    assert rasa("train", "--data", "mine") == "-m rasa train --data mine"


@pytest.mark.parametrize("arguments", [("shell",), ("test", "nlu"), ()])
def test_all_else_is_passed_on_as_it_is(rasa, arguments):
    assert rasa(*arguments) == " ".join(["-m rasa", *arguments])
