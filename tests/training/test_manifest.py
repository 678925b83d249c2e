"""The list of models: which is live, what it was before, and that changed bytes are never promoted."""

import hashlib
import json
import os

import pytest

from candor.training.manifest import Manifest, ModelRefused, Promotion

AT = "2026-05-12T15:00:00+00:00"


@pytest.fixture
def manifest(tmp_path):
    """Three models, one.tar.gz the oldest."""
    listed = {}
    for age, name in enumerate(("three", "two", "one")):
        path = tmp_path / f"{name}.tar.gz"
        path.write_bytes(name.encode())
        os.utime(path, (1000 - age, 1000 - age))
        listed[path.name] = {"sha256": hashlib.sha256(name.encode()).hexdigest()}
    (tmp_path / "manifest.json").write_text(json.dumps({"models": listed}))
    return Manifest(tmp_path)


def promote(manifest, name, instead_of=None, **more):
    manifest.promote(Promotion(f"{name}.tar.gz", AT, "tara", instead_of and f"{instead_of}.tar.gz", **more))


def test_models_are_listed_newest_first_and_found_without_their_ending(manifest):
    assert [model.name for model in manifest.models()] == ["three.tar.gz", "two.tar.gz", "one.tar.gz"]
    assert manifest.get("two").name == "two.tar.gz"
    with pytest.raises(ModelRefused, match="no model four"):
        manifest.get("four")


def test_nothing_is_live_until_somebody_promotes(manifest):
    assert manifest.live is None
    promote(manifest, "two", "three")
    assert manifest.live == "two.tar.gz"


def test_a_changed_byte_is_not_promoted_and_the_live_model_stays(manifest):
    promote(manifest, "two")
    (manifest.folder / "three.tar.gz").write_bytes(b"Three")
    with pytest.raises(ModelRefused, match="sha256 differs"):
        promote(manifest, "three", "two")
    assert manifest.live == "two.tar.gz"


def test_going_back_names_the_model_that_was_live_before(manifest):
    with pytest.raises(ModelRefused, match="no model was live before"):
        manifest.before()
    promote(manifest, "two", "one")
    promote(manifest, "three", "two", override="a talk was wrong")
    assert manifest.before() == "two.tar.gz"
    assert manifest.promotions()[-1].override == "a talk was wrong"


def test_a_model_that_did_not_come_up_gives_its_place_back(manifest):
    promote(manifest, "two", "one")
    manifest.put_back("one.tar.gz", instead_of="two.tar.gz")
    assert manifest.live == "one.tar.gz"
    assert manifest.failed() == ["two.tar.gz"]
    promote(manifest, "two", "one")
    assert manifest.failed() == []


def test_what_is_described_stays_beside_the_digest(manifest):
    manifest.describe("one.tar.gz", data_version="abc", seconds=3.5)
    model = manifest.checked("one")
    assert (model.data_version, model.seconds) == ("abc", 3.5)


def test_a_broken_manifest_is_refused(manifest):
    (manifest.folder / "manifest.json").write_text("{")
    with pytest.raises(ModelRefused, match="can not be read"):
        manifest.models()
