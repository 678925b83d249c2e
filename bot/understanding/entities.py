"""The Rasa component that sets a message's tokens and entities: merchant, amount, date, card_ending, ordinal."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.understanding import merchants
from bot.understanding.language import Pipeline, words
from bot.understanding.lexicon import common_words
from bot.understanding.merchants import Named
from bot.understanding.source import source_digest
from bot.understanding.text import readable

_FOLDER = "language"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class BillEntityExtractor(GraphComponent, EntityExtractorMixin):
    """Hands messages to the spaCy pipeline, and its entities to Rasa."""

    def __init__(self, storage: ModelStorage, resource: Resource, pipeline: Pipeline) -> None:
        """`pipeline` marks the entities of a text."""
        self._storage = storage
        self._resource = resource
        self._pipeline = pipeline

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> BillEntityExtractor:
        """A component that knows no shop names yet."""
        return cls(model_storage, resource, Pipeline.new())

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> BillEntityExtractor:
        """The trained component."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, Pipeline.load(folder / _FOLDER))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """For Rasa's training cache, which looks at this class and at the data only: the code around it counts too."""
        return source_digest()

    def train(self, training_data: TrainingData) -> Resource:
        """Learns shop names from the marked examples and keeps the pipeline in the model."""
        self._pipeline.learn(_named(training_data), _shop_names(training_data), common_words())
        with self._storage.write_to(self._resource) as folder:
            self._pipeline.save(folder / _FOLDER)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets the tokens and the entities of each message."""
        for message in messages:
            doc = self._pipeline.read(readable(message.get(TEXT)), _today(message))
            message.set(TOKENS_NAMES[TEXT], [Token(word.text, word.start) for word in words(doc)])
            entities = [self._as_rasa_has_it(one) for one in doc.ents]
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        return messages

    def _as_rasa_has_it(self, entity: Any) -> dict[str, Any]:
        return {
            **entity._.more,
            "entity": entity.label_,
            "value": entity._.value,
            "text": entity.text,
            "start": entity.start_char,
            "end": entity.end_char,
            "extractor": type(self).__name__,
        }


def _named(training_data: TrainingData) -> list[Named]:
    return [
        Named(
            example.get(TEXT),
            tuple(
                (entity["start"], entity["end"])
                for entity in example.get(ENTITIES, [])
                if entity["entity"] == merchants.LABEL
            ),
        )
        for example in training_data.nlu_examples
        if example.get(TEXT)
    ]


def _shop_names(training_data: TrainingData) -> list[str]:
    tables = [table for table in training_data.lookup_tables if table["name"] == merchants.LABEL]
    return [name for table in tables for name in table["elements"]]


def _today(message: Message) -> date:
    """The customer's day, from the message's metadata; this machine's when nothing was sent (`rasa shell`)."""
    said = (message.get("metadata") or {}).get("today")
    return date.fromisoformat(said) if said else datetime.now(UTC).date()
