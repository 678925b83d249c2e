import hashlib
import json
import os
from pathlib import Path

from candor.settings import Settings
from candor.supervising import product
from candor.supervising.ports import Ports
from candor.training.manifest import Manifest, Promotion

PORTS = Ports(public=8123, actions=8124, bot=8125)


def test_the_environment_is_what_the_settings_read_back():
    env = product.environment({}, Path("/data"), "127.0.0.1", PORTS, "ab" * 32)
    settings = Settings.from_env(env)
    assert (settings.port, settings.actions_port, settings.bot_port) == (8123, 8124, 8125)
    assert settings.data == Path("/data")
    assert settings.secret == bytes.fromhex("ab" * 32)
    assert settings.bot_url == "http://127.0.0.1:8125"


def test_a_secret_and_addresses_given_from_outside_stand():
    given = {"CANDOR_SECRET": "cd" * 32, "CANDOR_BOT_URL": "http://bots.internal", "CANDOR_SAMPLE": "0"}
    env = product.environment(given, Path("/data"), "127.0.0.1", PORTS, "ab" * 32)
    assert given.items() <= env.items()


def test_the_app_starts_last_so_that_it_stops_first():
    names = [process.name for process in product.processes({})]
    assert names == ["bot", "app"]


def models(tmp_path, *names):
    listed = {}
    for age, name in enumerate(names):
        path = tmp_path / "models" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(name.encode())
        os.utime(path, (1000 - age, 1000 - age))
        listed[name] = {"sha256": hashlib.sha256(name.encode()).hexdigest()}
    (tmp_path / "models" / "manifest.json").write_text(json.dumps({"models": listed}))
    return Manifest(tmp_path / "models")


def test_the_bot_keeps_the_newest_model_of_its_start_until_another_is_promoted(tmp_path):
    manifest = models(tmp_path, "old.tar.gz")
    follows = product.live_model({"CANDOR_PROJECT": str(tmp_path)})
    old = {"CANDOR_MODEL": str(tmp_path / "models" / "old.tar.gz")}
    assert follows.wanted() == old
    manifest = models(tmp_path, "new.tar.gz", "old.tar.gz")
    assert follows.wanted() == old
    manifest.promote(Promotion("new.tar.gz", "2026-05-12T15:00:00+00:00", "tara", "old.tar.gz"))
    new = {"CANDOR_MODEL": str(tmp_path / "models" / "new.tar.gz")}
    assert follows.wanted() == new
    follows.refused(new)
    assert follows.wanted() == old


def test_a_model_named_by_the_environment_serves_whatever_is_promoted():
    assert product.live_model({"CANDOR_MODEL": "models/x.tar.gz"}) is None


def test_a_manifest_that_can_not_be_read_changes_nothing_for_the_bot_that_runs(tmp_path):
    manifest = models(tmp_path, "old.tar.gz")
    follows = product.live_model({"CANDOR_PROJECT": str(tmp_path)})
    manifest.promote(Promotion("old.tar.gz", "2026-05-12T15:00:00+00:00", "tara"))
    before = follows.wanted()
    (tmp_path / "models" / "manifest.json").write_text("{")
    assert follows.wanted() == before
    assert product.live_model({"CANDOR_PROJECT": str(tmp_path)}).wanted() == {}
