import subprocess
import sys

import pytest

from candor.cli import app as commands
from candor.errors import SettingRefused


def test_help_names_every_command(candor):
    ran = candor("--help")
    assert ran.code == 0
    for name in commands.COMMANDS:
        assert f" {name} " in ran.out


@pytest.mark.parametrize("name", commands.COMMANDS)
def test_each_command_says_how_it_is_used(candor, name):
    ran = candor(name, "--help")
    assert ran.code == 0
    assert f"Usage: candor {name} " in ran.out


def test_a_command_does_not_wait_for_the_modules_of_the_others():
    look = "import sys; import candor.cli; print('sqlalchemy' in sys.modules, 'candor.cli.talk.command' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert ran.stdout == "False False\n"


@pytest.mark.parametrize("argv", [("fly",), ("talk", "--planet", "mars"), ("up", "--port", "many"), ("explain",)])
def test_wrong_use_ends_with_two_and_says_so_on_standard_error(candor, argv):
    ran = candor(*argv)
    assert (ran.code, ran.out) == (2, "")
    assert "Usage" in ran.err


@pytest.fixture
def failing(monkeypatch):
    def fail_with(error):
        def app(*_, **__):
            raise error

        monkeypatch.setattr(commands, "app", app)

    return fail_with


def test_a_setting_that_can_not_be_used_is_wrong_use(candor, failing):
    failing(SettingRefused("CANDOR_PORT must be a whole number"))
    ran = candor("up")
    assert ran.code == 2
    assert ran.err == "CANDOR_PORT must be a whole number\nSee docs/reference/settings.md.\n"


def test_a_bug_shows_its_kind_and_no_stack_trace(candor, failing):
    failing(ZeroDivisionError("secret text"))
    ran = candor("up")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "Something went wrong inside Candor (ZeroDivisionError).\nCANDOR_DEBUG=1 shows where.\n"


def test_debugging_shows_the_stack_trace(failing, monkeypatch):
    failing(ZeroDivisionError())
    monkeypatch.setenv("CANDOR_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        commands.main(["up"])
