"""The Rasa component that tells a message's intent."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.understanding.encoder import shared_encoder
from bot.understanding.intent_model import IntentModel, nothing_understood
from bot.understanding.kept_vectors import kept_vectors
from bot.understanding.source import source_digest
from bot.understanding.text import readable

REQUESTS = "requests"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class EncoderIntentClassifier(GraphComponent, IntentClassifier):
    """Sentence encoder and linear model. FallbackClassifier after it decides when it is not sure enough."""

    def __init__(self, storage: ModelStorage, resource: Resource, model: IntentModel | None = None) -> None:
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
            return cls(model_storage, resource, IntentModel.load(folder))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """For Rasa's training cache, which looks at this class and at the data only: the code around it counts too."""
        return source_digest()

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the examples and keeps the weights."""
        examples = training_data.intent_examples
        texts = [readable(example.get(TEXT)) for example in examples]
        vectors = kept_vectors(shared_encoder())
        self._model = IntentModel.fit(texts, [example.get(INTENT) for example in examples], vectors)
        vectors.keep()
        with self._storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets intent, intent ranking and requests of each message.

        `requests` are dictionaries of intent, confidence, start and end, in the order in which they are asked; where
        there are any, the first one's intent is the message's.
        """
        for message in messages:
            text = readable(message.get(TEXT))
            understood = self._model.understand(text, shared_encoder()) if self._model else nothing_understood()
            message.set(INTENT, understood.ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, understood.ranking, add_to_output=True)
            message.set(REQUESTS, understood.requests, add_to_output=True)
        return messages
