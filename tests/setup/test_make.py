import os
import shutil
import subprocess
import sys

import pytest

from candor.settings import ROOT


def run(*command, **env):
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True, check=False, timeout=300
    )


def test_help_lists_every_step():
    said = run("make", "help").stdout
    for step in ("up", "test", "quick", "check", "agree", "bench", "mutate", "train", "rasa", "lock", "clean"):
        assert f"make {step} " in said


def test_continuous_integration_runs_make_test():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "make test </dev/null" in script.read_text()


@pytest.fixture
def only(tmp_path):
    """A PATH with the programs of a bare machine and no Python but those a test puts there."""
    for name in ("bash", "env", "dirname", "cat"):
        (tmp_path / name).symlink_to(shutil.which(name))
    return tmp_path


def hidden(script):
    """A script's text with the fixed places of system Pythons taken out, so that a test has none."""
    return (ROOT / "scripts" / script).read_text().replace("/usr/bin/python3.11 /usr/local/bin/python3.11", "")


@pytest.mark.parametrize(("kind", "wanted"), [("app", "Python 3.11 or newer"), ("bot", "Python 3.11 (Rasa")])
def test_a_machine_without_python_is_told_what_to_install(only, kind, wanted):
    done = run("bash", "-c", hidden("python"), "python", kind, PATH=str(only), PYTHON="")
    assert done.returncode == 2
    assert f"needs {wanted}" in done.stderr
    assert "apt-get install python3.11" in done.stderr


def test_a_python_named_by_hand_comes_first(only):
    (only / "mine").symlink_to(sys.executable)
    done = run("bash", "-c", hidden("python"), "python", "app", PATH=str(only), PYTHON=str(only / "mine"))
    assert (done.returncode, done.stdout) == (0, f"{only / 'mine'}\n")


@pytest.mark.parametrize("script", sorted((ROOT / "scripts").iterdir()), ids=lambda script: script.name)
def test_every_script_can_be_run_and_is_written_correctly(script):
    assert os.access(script, os.X_OK)
    assert run("bash", "-n", str(script)).stderr == ""


def whole_run(*steps):
    """scripts/test with these steps for its own."""
    text = (ROOT / "scripts" / "test").read_text()
    head, tail = text[: text.index("need() {")], text[text.rindex("printf '\\n'\nif [") :]
    return run("bash", "-c", "\n".join([head, *steps, tail]), "scripts/test")


def test_a_run_whose_steps_are_fine_is_fine():
    done = whole_run("beside one 1 echo said", "step two 1 true", "meet")
    assert (done.returncode, "make test: all fine" in done.stdout) == (0, True)
    assert done.stdout.index("== two: fine") < done.stdout.index("said\n== one: fine")


def test_a_step_that_fails_fails_the_run_and_what_comes_after_it_is_run_all_the_same():
    done = whole_run("step one 1 false", "step two 1 echo said")
    assert (done.returncode, "said" in done.stdout) == (1, True)
    assert "make test: FAILED in one, after" in done.stdout


def test_a_step_that_fails_or_hangs_beside_another_fails_the_run_as_well():
    done = whole_run("beside one 1 false", "step two 1 true", "meet", "beside three 0.01 sleep 30", "meet")
    assert done.returncode == 1
    assert "make test: FAILED in one,three, after" in done.stdout
