"""The Rasa component that sets a message's tokens and entities: merchant, amount, date, card_ending, ordinal."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import spacy
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
from bot.understanding.found import Found, without_overlaps
from bot.understanding.merchants import Named
from bot.understanding.text import readable, says_something
from bot.understanding.values import find_values


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class BillEntityExtractor(GraphComponent, EntityExtractorMixin):
    """Patterns for what has a form, a trained recogniser for shop names."""

    def __init__(self, storage: ModelStorage, resource: Resource, language: Any) -> None:
        """`language` is the spaCy pipeline that splits words and finds shop names."""
        self._storage = storage
        self._resource = resource
        self._language = language

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> BillEntityExtractor:
        """A component that knows no shop names yet."""
        return cls(model_storage, resource, merchants.blank())

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
            return cls(model_storage, resource, spacy.load(folder))

    def train(self, training_data: TrainingData) -> Resource:
        """Learns shop names from the marked examples and keeps the pipeline."""
        self._language = merchants.train(_named(training_data), _shop_names(training_data))
        with self._storage.write_to(self._resource) as folder:
            self._language.to_disk(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets the tokens and the entities of each message."""
        for message in messages:
            doc = self._language(readable(message.get(TEXT)))
            message.set(TOKENS_NAMES[TEXT], [Token(word.text, word.idx) for word in doc])
            values = find_values(doc.text, _today(message))
            names = [span for span in doc.ents if says_something(span.text)]
            shops = [Found(span.label_, span.start_char, span.end_char, span.text) for span in names]
            entities = [self._as_rasa_has_it(doc.text, found) for found in without_overlaps([*values, *shops])]
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        return messages

    def _as_rasa_has_it(self, text: str, found: Found) -> dict[str, Any]:
        return {
            **found.more,
            "entity": found.entity,
            "value": found.value,
            "text": text[found.start : found.end],
            "start": found.start,
            "end": found.end,
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
