"""Whole talks and shops with two models: what broke and what was mended is told, and each model is tried once."""

from __future__ import annotations

import pytest

from candor.cli.models import compare, whole
from candor.cli.models.whole import Trial, turned
from candor.cli.telling import Bar, Telling
from candor.cli.terminal import err
from candor.training.manifest import Model
from tests.cli.test_models import break_a_talk, project  # noqa: F401

BEFORE = {"fee-1": None, "fee-2": "step 2: utter_x", "hold-1": "step 1: no", "gone": None}
AFTER = {"fee-1": "step 3: utter_y", "fee-2": None, "hold-1": "step 1: no", "new": "step 1"}


def test_what_broke_what_was_mended_and_what_fails_with_both_are_told_apart():
    found = turned(BEFORE, AFTER)
    assert found["count"] == 3
    assert found["broken"] == [{"name": "fee-1", "why": "step 3: utter_y"}]
    assert found["mended"] == [{"name": "fee-2", "why": "step 2: utter_x"}]
    assert found["failing"] == ["hold-1"]


def trial(kind, folder, hold):
    return Trial(kind, "Trying", "the talk", folder, hold)


def test_a_model_is_tried_once_for_the_same_archive_talks_and_program(tmp_path, monkeypatch):
    talk, tries = tmp_path / "a.yml", []
    talk.write_text("one")

    def hold(path, bar):
        tries.append(path.name)
        return {"a-1": None}

    def ends(sha="1"):
        return trial("talks", tmp_path, hold).ends(tmp_path, Model("m.tar.gz", sha), Telling(err()))

    for _ in range(2):
        assert ends() == {"a-1": None}
    assert len(tries) == 1
    talk.write_text("another")
    ends()
    ends("2")
    monkeypatch.setattr(whole, "program_version", lambda: "another")
    ends()
    assert tries == ["m.tar.gz"] * 4


@pytest.fixture
def held(monkeypatch, tmp_path):
    """Talks go as BEFORE says with `old`, and as AFTER says with any other model."""

    def ends(model, bar):
        return BEFORE if model.name == "old.tar.gz" else AFTER

    whole = {"talks": trial("talks", tmp_path, ends), "shoppers": trial("shops", tmp_path, lambda *_: {"calm": None})}
    monkeypatch.setattr(compare, "WHOLE", whole)


def test_a_talk_that_broke_when_it_was_held_stands_against_the_candidate(candor, project, held):  # noqa: F811
    *_, found = candor("models", "compare", "old", "new", "--talks", "--shoppers", "--json").objects
    assert found["against"] == ["the talk fee-1 went wrong when it was held"]
    assert found["talks"]["mended"][0]["name"] == "fee-2"
    assert found["shoppers"]["broken"] == []
    ran = candor("promote", "new")
    assert (ran.code, "the talk fee-1 went wrong" in ran.out) == (1, True)


def test_a_talk_that_went_well_from_beginning_to_end_is_not_broken_by_how_its_first_words_are_read(
    candor,
    project,  # noqa: F811
    held,
):
    break_a_talk(project)
    *_, found = candor("models", "compare", "old", "new", "--json").objects
    assert found["against"] == ["the talk fee is broken"]
    *_, found = candor("models", "compare", "old", "new", "--talks", "--json").objects
    assert found["against"] == ["the talk fee-1 went wrong when it was held"]


def test_what_broke_is_shown_to_people(candor, project, held):  # noqa: F811
    ran = candor("models", "compare", "old", "new", "--talks")
    assert ran.code == 1
    assert "3 talks held; 1 go wrong with both" in ran.out
    assert "step 3: utter_y" in ran.out


def test_the_tests_machinery_missing_is_told_with_the_next_step(tmp_path, monkeypatch):
    monkeypatch.setattr(whole.sys, "executable", "/bin/false")
    with pytest.raises(Exception, match="could not be held"):
        whole.held_talks(tmp_path, tmp_path / "models" / "m.tar.gz", Bar(lambda _: None))


def test_the_bar_moves_with_each_test_that_ends(tmp_path):
    said = tmp_path / "said"
    said.write_text(
        "collecting ... collected 3 items\nx::test_talk[a-1] PASSED [ 33%]\nx::test_talk[b (1)] FAILED\nnoise\n"
    )
    bar = Bar(lambda _: None)
    last = whole._watched(["cat", str(said)], {}, bar)
    assert (bar.done, bar.of) == (2, 3)
    assert last.endswith("noise")
