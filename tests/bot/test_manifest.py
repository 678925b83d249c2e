"""A model archive is code: only the bytes that were trained here are run."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from bot import manifest
from bot.settings import BotRefused


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "a.tar.gz"
    path.write_bytes(b"weights")
    manifest.write(path)
    return path


def test_a_listed_model_passes(model: Path) -> None:
    assert manifest.check(model) is True


def test_one_changed_byte_is_refused_and_the_message_names_the_file(model: Path) -> None:
    model.write_bytes(b"Weights")
    with pytest.raises(BotRefused, match=r"a\.tar\.gz is not the file that was trained"):
        manifest.check(model)


def test_an_unlisted_model_is_told_apart(model: Path) -> None:
    other = model.with_name("b.tar.gz")
    other.write_bytes(b"x")
    assert manifest.check(other) is False


def test_the_newest_model_is_the_newest_of_the_listed_ones(model: Path) -> None:
    stranger = model.with_name("z.tar.gz")
    stranger.write_bytes(b"x")
    os.utime(model, (1, 1))
    assert manifest.newest(model.parent) == model


def test_a_folder_without_models_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BotRefused, match="no model"):
        manifest.newest(tmp_path)


def test_a_broken_manifest_is_refused_and_not_taken_for_an_empty_one(model: Path) -> None:
    (model.parent / manifest.NAME).write_text("{")
    with pytest.raises(BotRefused, match="can not be read"):
        manifest.check(model)


def test_models_that_are_gone_leave_the_manifest(model: Path) -> None:
    newer = model.with_name("b.tar.gz")
    newer.write_bytes(b"x")
    model.unlink()
    manifest.write(newer)
    assert list(manifest.listed(newer.parent)) == ["b.tar.gz"]


def test_the_command_line_lists_a_model(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model.write_bytes(b"trained again")
    assert manifest.main([str(model)]) == 0
    assert manifest.check(model) is True
    assert manifest.digest(model) in capsys.readouterr().out


def test_the_live_model_goes_before_a_newer_one_and_outlasts_training(model: Path) -> None:
    newer = model.with_name("b.tar.gz")
    newer.write_bytes(b"x")
    whole = json.loads((model.parent / manifest.NAME).read_text())
    (model.parent / manifest.NAME).write_text(json.dumps({**whole, "live": model.name}))
    manifest.write(newer)
    assert manifest.newest(model.parent) == newer
    assert manifest.chosen(model.parent) == model


def test_a_live_model_that_is_gone_is_refused_and_not_replaced_in_silence(model: Path) -> None:
    newer = model.with_name("b.tar.gz")
    newer.write_bytes(b"x")
    manifest.write(newer)
    whole = json.loads((model.parent / manifest.NAME).read_text())
    (model.parent / manifest.NAME).write_text(json.dumps({**whole, "live": model.name}))
    model.unlink()
    with pytest.raises(BotRefused, match="promote another"):
        manifest.chosen(model.parent)
