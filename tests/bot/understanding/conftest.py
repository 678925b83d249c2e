"""Both components, with all that was taught, for all tests that ask them."""

from __future__ import annotations

import pytest

from bot.understanding.intents import EncoderIntentClassifier
from bot.understanding.prepare import prepare
from tests.bot.at_hand import Understanding, model_at_hand, understanding_of


@pytest.fixture(scope="session")
def understanding(tmp_path_factory: pytest.TempPathFactory) -> Understanding:
    prepare()
    return understanding_of(tmp_path_factory.mktemp("understanding"), model_at_hand())


@pytest.fixture(scope="session")
def intent_component(understanding: Understanding) -> EncoderIntentClassifier:
    return understanding.intents
