import pytest

from candor.supervising import product


@pytest.fixture
def bot(tmp_path, monkeypatch):
    """A stand-in for the bot's Python, which is told what to do by a shell script."""

    def write(script):
        path = tmp_path / "python"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        monkeypatch.setattr(product, "BOT_PYTHON", path)

    return write


def test_the_reader_of_the_bot_is_run_without_telemetry(candor, bot):
    bot('echo "$@ $RASA_TELEMETRY_ENABLED"')
    ran = candor("understand")
    assert (ran.code, ran.out) == (0, "-m bot.understanding.reader false\n")


def test_a_reader_that_fails_is_a_problem_with_a_next_step(candor, bot):
    bot("echo no model >&2; exit 3")
    ran = candor("understand")
    assert ran.code == 1
    assert ran.err == "The model could not be read.\nno model\nTrain one: candor train.\n"


def test_what_libraries_say_of_themselves_is_not_shown(candor, bot):
    bot("echo DeprecationWarning >&2")
    assert candor("understand").err == ""


def test_a_missing_environment_is_told_by_the_step_that_makes_it(candor, monkeypatch, tmp_path):
    monkeypatch.setattr(product, "BOT_PYTHON", tmp_path / "python")
    ran = candor("understand")
    assert ran.code == 1
    assert ran.err == "The bot's environment .venv/bot is missing.\nMake it: make setup.\n"
