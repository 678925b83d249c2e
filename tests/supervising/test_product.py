from pathlib import Path

from candor.settings import Settings
from candor.supervising import product
from candor.supervising.ports import Ports

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
