"""The Rasa component that keeps other languages from being taken for English: what is not ours is out of scope."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.understanding.text import readable
from candor.values.languages import other_language

ELSEWHERE = {"name": "out_of_scope", "confidence": 1.0}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class EnglishOnly(GraphComponent, IntentClassifier):
    """Comes last: whatever was understood of a text in another language was a guess."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EnglishOnly:
        """The component; it learns nothing and keeps nothing."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets the intent of each message that is surely not English."""
        for message in messages:
            if other_language(readable(message.get(TEXT))):
                message.set(INTENT, dict(ELSEWHERE), add_to_output=True)
                message.set(INTENT_RANKING_KEY, [dict(ELSEWHERE)], add_to_output=True)
                message.set("requests", [], add_to_output=True)
        return messages
