"""The project's files as Rasa's own reader gives them, each of them read once."""

from __future__ import annotations

import os
import warnings
from pathlib import Path
from typing import Any

import pytest
import rasa.shared.utils.io
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.importers.rasa import RasaFileImporter

from bot.training_files import ReadOnce

OURS = "importers:\n  - name: bot.training_files.ReadOnce\n"
NLU = "nlu:\n- intent: ask\n  examples: |\n    - what is [Oakline](merchant)\n    - who is it\n"
RULES = "rules:\n- rule: told\n  steps:\n  - intent: ask\n  - action: utter_told\n"
DOMAIN = "intents: [ask]\nentities: [merchant]\nresponses:\n  utter_told:\n  - text: It is a shop.\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    files = {"nlu.yml": NLU, "rules.yml": RULES, "domain.yml": DOMAIN, "ours.yml": OURS, "theirs.yml": "language: en\n"}
    for name, content in files.items():
        (tmp_path / name).write_text(f'version: "3.1"\n{content}' if name in ("nlu.yml", "rules.yml") else content)
    return tmp_path


def importer(project: Path, config: str) -> Any:
    data = [str(project / name) for name in ("nlu.yml", "rules.yml")]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return TrainingDataImporter.load_from_config(str(project / config), str(project / "domain.yml"), data)


def everything(chain: Any) -> tuple[Any, ...]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Rasa's words on loading any domain
        return chain.get_domain(), chain.get_stories(), chain.get_nlu_data()


def test_it_gives_what_rasas_own_reader_gives(project: Path) -> None:
    domain, stories, sentences = everything(importer(project, "ours.yml"))
    other_domain, other_stories, other_sentences = everything(importer(project, "theirs.yml"))
    assert domain.fingerprint() == other_domain.fingerprint()
    assert stories.fingerprint() == other_stories.fingerprint()
    assert sentences.fingerprint() == other_sentences.fingerprint()
    assert len(sentences.intent_examples) == 2


def test_validation_and_training_read_each_file_once_between_them(project: Path, monkeypatch: Any) -> None:
    read: list[str] = []
    reading = rasa.shared.utils.io.read_file

    def noted(path: Any, *more: Any) -> str:
        if Path(path).parent == project:  # Rasa's schemas have the same names
            read.append(Path(path).name)
        return reading(path, *more)

    chains = [importer(project, "ours.yml") for _ in range(2)]
    monkeypatch.setattr(rasa.shared.utils.io, "read_file", noted)
    for chain in chains:
        everything(chain)
    assert read.count("domain.yml") == 1
    assert read.count("rules.yml") == 1
    # Rasa looks into a file of sentences first to tell its format.
    assert read.count("nlu.yml") == 2


def test_a_file_that_changed_meanwhile_is_read_anew(project: Path) -> None:
    everything(importer(project, "ours.yml"))
    path = project / "nlu.yml"
    path.write_text(path.read_text() + "    - when was it\n")
    os.utime(path, ns=(1, 1))
    assert len(everything(importer(project, "ours.yml"))[2].intent_examples) == 3


def test_what_somebody_does_to_a_domain_or_a_story_does_not_reach_the_next_one(project: Path) -> None:
    data = [str(project / name) for name in ("nlu.yml", "rules.yml")]
    reader = ReadOnce(None, str(project / "domain.yml"), data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reader.get_domain().responses.clear()
        reader.get_stories().story_steps.clear()
        assert reader.get_domain().responses
        assert reader.get_stories().story_steps


def test_without_a_domain_there_is_an_empty_one(project: Path) -> None:
    reader = ReadOnce(None, None, [str(project / "nlu.yml")])
    assert reader.get_domain().is_empty()
    assert not reader.get_stories().story_steps
    assert isinstance(reader, RasaFileImporter)
