"""The Rasa component that tells a message's intent."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.understanding.encoder import shared_encoder
from bot.understanding.linear import LinearModel
from bot.understanding.text import readable, says_something

RANKING_LENGTH = 10
ELSEWHERE = "out_of_scope"
# Keys hit at random fall apart into shorter word pieces than any language's words ("asdkj" is as-d-k-j).
GIBBERISH_PIECE = 1.75


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class EncoderIntentClassifier(GraphComponent, IntentClassifier):
    """Sentence encoder and linear model. FallbackClassifier after it decides when it is not sure enough."""

    def __init__(self, storage: ModelStorage, resource: Resource, model: LinearModel | None = None) -> None:
        """`model` is None until it is trained."""
        self._storage = storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EncoderIntentClassifier:
        """A component that is not trained yet."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> EncoderIntentClassifier:
        """The trained component; reads the encoder too, so that the first customer does not wait for it."""
        shared_encoder().encode(["ready"])
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, LinearModel.load(folder))

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the examples and keeps the weights."""
        examples = training_data.intent_examples
        texts = [readable(example.get(TEXT)) for example in examples]
        intents = [example.get(INTENT) for example in examples]
        self._model = LinearModel.fit(texts, shared_encoder().encode(texts), intents)
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets intent and intent ranking of each message."""
        for message in messages:
            ranking = self._ranking(readable(message.get(TEXT)))
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
        return messages

    def _ranking(self, text: str) -> list[dict[str, Any]]:
        if self._model is None or not says_something(text):
            return [{"name": DEFAULT_NLU_FALLBACK_INTENT_NAME, "confidence": 1.0}]
        row = self._model.probabilities(text, shared_encoder().encode([text])[0])
        best = np.argsort(-row)[:RANKING_LENGTH]
        if self._model.intents[best[0]] == ELSEWHERE and shared_encoder().letters_a_piece(text) <= GIBBERISH_PIECE:
            return [{"name": DEFAULT_NLU_FALLBACK_INTENT_NAME, "confidence": 1.0}]
        return [{"name": self._model.intents[index], "confidence": float(row[index])} for index in best]
