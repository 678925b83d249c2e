"""Models are listed, compared and promoted; a broken candidate never takes the live one's place."""

from __future__ import annotations

import hashlib
import json
import os
import shutil

import pytest

from candor.cli.models import compare
from candor.cli.terminal import out
from candor.cli.up import _tell_of_newer
from candor.settings import ROOT, Settings
from candor.store import Store
from candor.store.migrate import migrate
from candor.store.studio import Taught
from candor.supervising import product
from candor.training.manifest import Manifest
from candor.training.nlu_text import with_sentence
from tests.services.studio.turns import answered, customer, customer_talk
from tests.store.talks import NOON
from tests.training.test_nlu_files import FEES

# Reads every text as its first word says, but `new` mistakes what `wrong` holds; `broken` can not be loaded at all.
READER = """#!/usr/bin/env python3
import json, os, sys
model = os.path.basename(os.environ.get("CANDOR_MODEL", ""))
if model == "broken.tar.gz": sys.exit("can not be loaded")
for line in sys.stdin:
    text = line.rstrip()
    intent = "other" if model == "new.tar.gz" and "WRONG" in text else "explain_" + text.split()[0]
    with open(os.environ["CANDOR_MODEL"] + ".read", "a") as file: print(text, file=file)
    print(json.dumps({"text": text, "intent": intent, "confidence": 0.9, "entities": [], "milliseconds": 2.5}))
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project with the models old, new and broken, and two talks."""
    (tmp_path / "talks").mkdir()
    (tmp_path / "talks" / "fee.yml").write_text("steps: [{say: fee one}]\nrewordings: [fee two, fee three]\n")
    listed = {}
    for age, name in enumerate(("broken", "new", "old")):
        path = tmp_path / "models" / f"{name}.tar.gz"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(name.encode())
        os.utime(path, (1000 - age, 1000 - age))
        listed[path.name] = {"sha256": hashlib.sha256(name.encode()).hexdigest()}
    (tmp_path / "models" / "manifest.json").write_text(json.dumps({"models": listed, "live": "old.tar.gz"}))
    python = tmp_path / "python"
    python.write_text(READER)
    python.chmod(0o755)
    monkeypatch.setattr(product, "BOT_PYTHON", python)
    monkeypatch.setattr(compare, "TALKS", tmp_path / "talks")
    monkeypatch.setenv("CANDOR_PROJECT", str(tmp_path))
    monkeypatch.setenv("CANDOR_DATA", str(tmp_path / "var"))
    return tmp_path


def break_a_talk(project):
    path = project / "talks" / "fee.yml"
    path.write_text(path.read_text().replace("fee two", "fee WRONG"))


def test_models_are_listed_with_the_live_one_marked(candor, project):
    listed = {one["name"]: one["live"] for one in candor("models", "--json").objects}
    assert listed == {"broken.tar.gz": False, "new.tar.gz": False, "old.tar.gz": True}
    assert "live" in candor("models").out


def test_a_candidate_that_reads_as_the_live_one_is_promoted_and_may_be_taken_back(candor, project):
    ran = candor("promote", "new", "--by", "tara", "--json")
    assert ran.code == 0, ran.err
    assert ran.objects[-1]["promoted"] == "new.tar.gz"
    manifest = Manifest(project / "models")
    assert manifest.live == "new.tar.gz"
    assert manifest.promotions()[-1].by == "tara"
    assert manifest.get("new").figures["compared_with"] == "old.tar.gz"
    assert candor("promote", "--back").code == 0
    assert manifest.live == "old.tar.gz"


def test_a_broken_talk_refuses_the_candidate_and_is_named(candor, project):
    break_a_talk(project)
    ran = candor("promote", "new")
    assert ran.code == 1
    assert "the talk fee is broken" in ran.out
    assert Manifest(project / "models").live == "old.tar.gz"
    assert candor("models", "compare", "old", "new").code == 1


def test_an_override_needs_a_reason_and_leaves_it_with_a_name(candor, project):
    break_a_talk(project)
    assert candor("promote", "new", "--override", "  ").code == 1
    assert candor("promote", "new", "--override", "the talk is wrong", "--by", "tara").code == 0
    last = Manifest(project / "models").promotions()[-1]
    assert (last.by, last.override, last.instead_of) == ("tara", "the talk is wrong", "old.tar.gz")


def test_a_candidate_that_can_not_be_loaded_is_refused(candor, project):
    ran = candor("promote", "broken", "--override", "I want it")
    assert ran.code == 1
    assert Manifest(project / "models").live == "old.tar.gz"


def test_a_candidate_with_a_changed_byte_is_refused(candor, project):
    (project / "models" / "new.tar.gz").write_bytes(b"New")
    ran = candor("promote", "new", "--override", "I want it")
    assert (ran.code, "sha256 differs" in ran.err) == (1, True)
    assert Manifest(project / "models").live == "old.tar.gz"


def test_a_file_of_sentences_is_compared_too(candor, project):
    rows = "".join(f"fee WRONG {n}\texplain_fee\n" for n in range(10))
    (project / "more.tsv").write_text(f"text\ttarget\n{rows}")
    ran = candor("models", "compare", "old", "new", "--set", str(project / "more.tsv"), "--json")
    *_, found = ran.objects
    assert [(one["name"], one["before"], one["after"]) for one in found["sets"]][1] == ("more", 1.0, 0.0)
    assert found["against"] == ["explain_fee is worse: 100% to 23% of 13"]


def read_by(project, name):
    return (project / "models" / f"{name}.tar.gz.read").read_text().splitlines()


def test_a_model_reads_a_sentence_once_and_what_it_read_is_compared_with_any_other(candor, project):
    for _ in range(2):
        assert candor("models", "compare", "old", "new").code == 0
    assert read_by(project, "new") == read_by(project, "old") == ["fee one", "fee two", "fee three"]
    path = project / "talks" / "fee.yml"
    path.write_text(path.read_text().replace("fee two", "fee four"))
    assert candor("models", "compare", "new", "old").code == 0
    assert read_by(project, "new")[3:] == read_by(project, "old")[3:] == ["fee four"]


def test_what_a_model_made_of_sentences_is_not_believed_once_the_code_that_reads_changed(candor, project, monkeypatch):
    assert candor("models", "compare", "old", "new").code == 0
    monkeypatch.setattr("candor.cli.models.readings.reading_version", lambda: "another")
    assert candor("models", "compare", "old", "new").code == 0
    assert len(read_by(project, "old")) == 6


def test_how_far_a_comparison_is_comes_before_it_as_json(candor, project):
    first, *_, found = candor("models", "compare", "old", "new", "--json").objects
    assert first == {"doing": "Reading 3 sentences", "done": 0, "of": 6, "left": None}
    assert (found["live"]["milliseconds"], found["against"]) == (2.5, [])


def test_a_model_is_compared_as_soon_as_it_is_trained_and_the_live_one_reads_meanwhile(candor, project):
    os.utime(project / "models" / "new.tar.gz", (2000, 2000))
    break_a_talk(project)
    ran = candor("train", "--against", "old", "--json")
    assert ran.code == 0, ran.err
    *_, found = ran.objects
    assert (found["model"], found["compared_with"]) == ("new.tar.gz", "old.tar.gz")
    assert found["against"] == ["the talk fee is broken"]
    assert list(found["took"])[-1] == "Reading 3 sentences"
    assert len(read_by(project, "old")) == 3
    assert Manifest(project / "models").live == "old.tar.gz"


def test_a_finding_that_was_cut_short_is_found_out_again(candor, project):
    assert candor("models", "compare", "old", "new").code == 0
    for path in (project / "models" / "compared").iterdir():
        path.write_text(path.read_text()[:-9])
    assert candor("models", "compare", "old", "new").code == 0


def test_a_name_and_back_together_are_wrong_use(candor, project):
    assert candor("promote", "new", "--back").code == 2
    assert candor("promote").code == 2


def test_a_newer_model_than_the_promoted_one_is_told_at_the_start(project, capsys):
    _tell_of_newer(Settings.from_env({"CANDOR_PROJECT": str(project), "CANDOR_SECRET": "ab" * 32}), out())
    assert "old.tar.gz serves, because it was promoted. broken.tar.gz is newer" in capsys.readouterr().out


def test_what_an_erased_customer_s_words_became_leaves_the_files(candor, project, monkeypatch):
    (project / "data" / "nlu").mkdir(parents=True)
    (project / "data" / "nlu" / "fees.yml").write_text(with_sentence(FEES, "explain_fee", "mumble fee"))
    shutil.copy(ROOT / "domain.yml", project)
    url = f"sqlite:///{project / 'candor.db'}"
    migrate(url)
    store = Store(url)
    with store.write() as tx:
        who = customer(tx)
        message = answered(tx, customer_talk(tx, "a", who), "mumble fee", "nlu_fallback")
        tx.studio.add_taught(Taught("t1", message, who, "explain_fee", "mumble fee", "fees.yml", "staff:t", NOON))
    store.close()
    monkeypatch.setenv("CANDOR_DATABASE_URL", url)
    monkeypatch.setenv("CANDOR_SECRET", "ab" * 32)
    assert candor("models", "forget", who, "--json").objects == [{"customer": who, "sentences": 1}]
    assert (project / "data" / "nlu" / "fees.yml").read_text() == FEES
