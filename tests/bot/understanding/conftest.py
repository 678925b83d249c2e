"""The intent component trained once on the real examples, for all tests that ask it."""

from pathlib import Path

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.importers.utils import training_data_from_paths

from bot.understanding.intents import EncoderIntentClassifier
from bot.understanding.places import NLU_DATA
from bot.understanding.prepare import prepare


@pytest.fixture(scope="session")
def intent_component(tmp_path_factory: pytest.TempPathFactory) -> EncoderIntentClassifier:
    """Trained on data/nlu, kept, and loaded again as a serving bot does."""
    prepare()
    storage, resource = LocalModelStorage(Path(tmp_path_factory.mktemp("intents"))), Resource("intents")
    data = training_data_from_paths([str(path) for path in NLU_DATA.glob("*.yml")], "en")
    EncoderIntentClassifier.create({}, storage, resource, None).train(data)
    return EncoderIntentClassifier.load({}, storage, resource, None)
