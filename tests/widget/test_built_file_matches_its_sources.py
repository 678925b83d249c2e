"""The committed file is what its sources make, small enough, and named by its hash."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

from widget.build import HERE, build

BUDGET = 15_000


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build(folder)
    return folder


@pytest.mark.parametrize("name", ["candor.js", "candor.js.sri"])
def test_the_committed_file_is_what_its_sources_make(built: Path, name: str) -> None:
    assert (HERE / "dist" / name).read_bytes() == (built / name).read_bytes(), "run: python widget/build.py"


def test_the_file_stays_within_fifteen_kilobytes(built: Path) -> None:
    assert len(gzip.compress((built / "candor.js").read_bytes(), 9)) <= BUDGET


def test_the_integrity_hash_is_that_of_the_file() -> None:
    digest = hashlib.sha384((HERE / "dist" / "candor.js").read_bytes()).digest()
    written = (HERE / "dist" / "candor.js.sri").read_text().strip()
    assert written == f"sha384-{base64.b64encode(digest).decode()}"


def test_the_lock_file_names_hashes_and_no_address() -> None:
    lock = json.loads((HERE / "package-lock.json").read_text())
    assert "http" not in json.dumps(lock["packages"])
    assert "resolved" not in json.dumps(lock)
    assert all(entry.get("integrity") for name, entry in lock["packages"].items() if name)


def test_the_tools_are_pinned() -> None:
    tools = json.loads((HERE / "package.json").read_text())["devDependencies"]
    assert set(tools) == {"axe-core", "esbuild"}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in tools.values())


UNSAFE = (
    r"(inner|outer)HTML|insertAdjacentHTML|document\.write|\beval\(|new Function|"
    r"setAttribute\(\"style|document\.cookie"
)


@pytest.mark.parametrize("source", sorted((HERE / "src").glob("*.js")), ids=lambda path: path.name)
def test_no_source_makes_markup_from_text_or_runs_text(source: Path) -> None:
    assert not re.search(UNSAFE, source.read_text())
