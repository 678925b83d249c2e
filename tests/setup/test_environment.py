"""scripts/environment in a house of its own: ours serves other runs at the same time, which may just make it anew."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from candor.settings import ROOT

UV = f"""#!/usr/bin/env bash
echo "$*" >> asked
if [ "$1" = venv ]; then mkdir -p "${{@: -1}}/bin" && ln -sf {sys.executable} "${{@: -1}}/bin/python"; fi
"""


class House:
    """A folder with the script and what it reads; what its `uv` was asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(ROOT / "requirements", folder / "requirements")
        shutil.copy(ROOT / "pyproject.toml", folder)
        (folder / "scripts").mkdir()
        shutil.copy(ROOT / "scripts" / "environment", folder / "scripts")
        for name, text in (("uv", UV), ("python", f"#!/usr/bin/env bash\necho {sys.executable}\n")):
            (folder / "scripts" / name).write_text(text)
            (folder / "scripts" / name).chmod(0o755)

    def make(self, name: str) -> list[str]:
        """Makes the environment; what was asked of `uv` for it, each call by its first words."""
        asked = self.folder / "asked"
        asked.write_text("")
        done = subprocess.run(
            ["scripts/environment", name], cwd=self.folder, env=dict(os.environ), capture_output=True, text=True,
            check=False, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return [" ".join(line.split()[:2]).removesuffix(" --quiet") for line in asked.read_text().splitlines()]


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_an_environment_that_is_missing_is_made(house: House) -> None:
    assert house.make("app-dev") == ["venv", "pip sync", "pip install"]
    assert house.make("bot") == ["venv", "pip sync"]


@pytest.mark.parametrize("made", ["app-dev", "bot-dev"])
def test_environments_that_hold_what_they_should_are_left_alone(house: House, made: str) -> None:
    house.make(made)
    assert house.make(made) == []
    assert house.make(made.removesuffix("-dev")) == [], "one for tests serves the product as well"


def test_one_for_the_product_is_not_enough_for_tests(house: House) -> None:
    house.make("app")
    assert house.make("app-dev") == ["pip sync", "pip install"]


@pytest.mark.parametrize("changed", ["requirements/app.txt", "requirements/dev.txt", "pyproject.toml"])
def test_one_whose_lock_has_changed_is_filled_anew_and_keeps_what_tests_need(house: House, changed: str) -> None:
    house.make("app-dev")
    with (house.folder / changed).open("a") as file:
        file.write("# another\n")
    assert house.make("app") == ["pip sync", "pip install"]
    assert house.make("app-dev") == []


def test_one_whose_python_is_gone_is_made_anew(house: House) -> None:
    house.make("app")
    (house.folder / ".venv" / "app" / "bin" / "python").unlink()
    assert house.make("app") == ["venv", "pip sync", "pip install"]
