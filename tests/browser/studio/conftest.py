"""One product for all tests of the studio, with a project of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stack import Stack, running
from tests.studio.projects import project_at, with_models

SETTINGS = {"CANDOR_SESSION_RATE": "100000", "CANDOR_ADDRESS_RATE": "100000", "CANDOR_TURN_BUDGET": "240"}


@pytest.fixture(scope="package")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stack, Path]]:
    folder: Path = tmp_path_factory.mktemp("loop")
    project = project_at(folder / "project")
    with_models(project, "ours.tar.gz", "same.tar.gz")
    with running(folder / "var", CANDOR_PROJECT=str(project), **SETTINGS) as stack:
        yield stack, project
