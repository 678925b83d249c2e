"""The model that `candor train` made last, for tests that ask one of the whole project and change nothing in it.

`make test` trains before it comes to these tests: learning all of it again would take longer than they do.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path

from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.importers.utils import training_data_from_paths

from bot.settings import ROOT
from bot.understanding.entities import BillEntityExtractor
from bot.understanding.intents import EncoderIntentClassifier
from bot.understanding.places import NLU_DATA
from candor.training.trained import is_current, newest

Resources = dict[type, Resource]


@dataclass(frozen=True)
class Understanding:
    """What tells intents and entities, as a serving bot loads it."""

    intents: EncoderIntentClassifier
    entities: BillEntityExtractor


def model_at_hand() -> Path | None:
    """None when there is none, or when the files it was trained from have changed since: it says nothing of ours."""
    return newest(ROOT) if is_current(ROOT) else None


def understanding_of(folder: Path, model: Path | None) -> Understanding:
    """Loads it from the model, or, where there is none, learns it from data/nlu first. `folder` is empty."""
    storage, resources = _unpacked(folder, model) if model else _learned(folder)
    return Understanding(
        EncoderIntentClassifier.load({}, storage, resources[EncoderIntentClassifier], None),
        BillEntityExtractor.load({}, storage, resources[BillEntityExtractor], None),
    )


def _unpacked(folder: Path, model: Path) -> tuple[LocalModelStorage, Resources]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # Rasa's words on loading any domain
        storage, about = LocalModelStorage.from_model_archive(folder, model)
    return storage, {node.uses: node.resource for node in about.predict_schema.nodes.values() if node.resource}


def _learned(folder: Path) -> tuple[LocalModelStorage, Resources]:
    storage, resources = LocalModelStorage(folder), Resources()
    data = training_data_from_paths([str(path) for path in NLU_DATA.glob("*.yml")], "en")
    for component in (EncoderIntentClassifier, BillEntityExtractor):
        resources[component] = Resource(component.__name__)
        component.create({}, storage, resources[component], None).train(data)
    return storage, resources
