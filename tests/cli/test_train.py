import re
import sys
from pathlib import Path

import pytest
from rich.console import Console

from candor.cli import train
from candor.cli.telling import Telling
from candor.cli.terminal import Trouble
from candor.training import trained
from tests.studio.projects import project_at


def step(source):
    return train.Step("Training the model", "a moment", ("-c", source))


def test_a_step_is_told_with_its_seconds_and_its_output_kept(tmp_path, capsys, monkeypatch):
    log, telling = tmp_path / "train.log", Telling(Console(file=sys.stdout))
    monkeypatch.setattr(train, "bot_python", lambda: sys.executable)
    train._step(step("print('epoch 1')"), log, telling)
    assert re.search(r"^Training the model: done in \d+ s\.$", capsys.readouterr().out, re.MULTILINE)
    assert log.read_text() == "epoch 1\n"
    assert list(telling.took) == ["Training the model"]


def test_a_step_that_fails_shows_its_last_lines_and_its_log(tmp_path):
    log = tmp_path / "train.log"
    source = "import sys\nfor n in range(40): print('line', n)\nsys.exit('conflict in rules')"
    with pytest.raises(Trouble, match=r"Training the model failed\.") as trouble:
        train.run_step(step(source), sys.executable, log)
    assert "conflict in rules" in trouble.value.next_step
    assert str(log) in trouble.value.next_step
    assert "line 3\n" not in trouble.value.next_step


def test_nothing_is_trained_when_the_model_is_current(candor, monkeypatch):
    monkeypatch.setattr("candor.training.trained.is_current", lambda _: True)
    monkeypatch.setattr(train, "run_step", lambda *_: pytest.fail("trained"))
    ran = candor("train", "--if-needed", "--json")
    assert ran.objects == [{"trained": False, "seconds": 0.0}]


def test_rasa_is_given_its_own_folders_and_no_policy():
    training = next(step for step in train.steps(Path("/house")) if "train" in step.arguments)
    given = training.arguments[training.arguments.index("--data") + 1 : training.arguments.index("--out")]
    assert sorted(given) == ["/house/data/nlu", "/house/data/rules", "/house/data/stories"]


def test_a_model_is_made_of_what_was_taught_when_its_training_began(tmp_path):
    project = project_at(tmp_path / "project")
    (project / "data" / "nlu" / ".fees.yml.7").write_text("a draft of somebody who writes")
    with train.copied(project) as material:
        made_of = trained.data_version(project)
        with (project / "data" / "nlu" / "fees.yml").open("a") as file:
            file.write("      - taught meanwhile\n")
        (training,) = (step for step in train.steps(project, material) if "train" in step.arguments)
        assert not any(word.startswith(str(project / "data")) for word in training.arguments)
        assert str(project / "models") in training.arguments
        assert trained.data_version(material) == made_of != trained.data_version(project)
        assert not list((material / "data" / "nlu").glob(".*"))
    assert not material.exists()
