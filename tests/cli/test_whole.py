"""Whole talks and shops with two models: what broke and what was mended is told, and each model is tried once."""

from __future__ import annotations

import pytest

from candor.cli.models import compare, whole
from candor.cli.models.whole import kept, turned
from tests.cli.test_models import project  # noqa: F401

BEFORE = {"fee-1": None, "fee-2": "step 2: utter_x", "hold-1": "step 1: no", "gone": None}
AFTER = {"fee-1": "step 3: utter_y", "fee-2": None, "hold-1": "step 1: no", "new": "step 1"}


def test_what_broke_what_was_mended_and_what_fails_with_both_are_told_apart():
    found = turned(BEFORE, AFTER)
    assert found["count"] == 3
    assert found["broken"] == [{"name": "fee-1", "why": "step 3: utter_y"}]
    assert found["mended"] == [{"name": "fee-2", "why": "step 2: utter_x"}]
    assert found["failing"] == ["hold-1"]


def test_a_model_is_tried_once_for_the_same_talks(tmp_path):
    model, talk, tries = tmp_path / "m.tar.gz", tmp_path / "a.yml", []
    model.write_bytes(b"m")
    talk.write_text("one")

    def made():
        tries.append(1)
        return {"a-1": None}

    for _ in range(2):
        assert kept(model, "talks", [talk], made) == {"a-1": None}
    assert len(tries) == 1
    talk.write_text("another")
    kept(model, "talks", [talk], made)
    model.write_bytes(b"trained anew")
    kept(model, "talks", [talk], made)
    assert len(tries) == 3


@pytest.fixture
def held(monkeypatch):
    """Talks go as BEFORE says with `old`, and as AFTER says with any other model."""

    def ends(model):
        return BEFORE if model.name == "old.tar.gz" else AFTER

    monkeypatch.setitem(compare.WHOLE, "talks", (ends, "the talk"))
    monkeypatch.setitem(compare.WHOLE, "shoppers", (lambda _: {"calm": None}, "the shopper"))


def test_a_talk_that_broke_when_it_was_held_stands_against_the_candidate(candor, project, held):  # noqa: F811
    (found,) = candor("models", "compare", "old", "new", "--talks", "--shoppers", "--json").objects
    assert found["against"] == ["the talk fee-1 went wrong when it was held"]
    assert found["talks"]["mended"][0]["name"] == "fee-2"
    assert found["shoppers"]["broken"] == []
    ran = candor("promote", "new")
    assert (ran.code, "the talk fee-1 went wrong" in ran.out) == (1, True)


def test_what_broke_is_shown_to_people(candor, project, held):  # noqa: F811
    ran = candor("models", "compare", "old", "new", "--talks")
    assert ran.code == 1
    assert "3 talks held; 1 go wrong with both" in ran.out
    assert "step 3: utter_y" in ran.out


def test_the_tests_machinery_missing_is_told_with_the_next_step(tmp_path, monkeypatch):
    monkeypatch.setattr(whole.sys, "executable", "/bin/false")
    with pytest.raises(Exception, match="could not be held"):
        whole.held_talks(tmp_path, tmp_path / "models" / "m.tar.gz")
