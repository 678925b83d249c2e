"""The Rasa component that sets a message's tokens and entities: merchant, amount, date, card_ending, ordinal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
from bot.understanding.merchants import Named, ShopFinder
from bot.understanding.text import readable, says_something
from bot.understanding.words import Word, split
from candor.values.found import Found, without_overlaps
from candor.values.reading import find_values


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class BillEntityExtractor(GraphComponent, EntityExtractorMixin):
    """Patterns for what has a form, a trained recogniser for shop names."""

    def __init__(self, storage: ModelStorage, resource: Resource, shops: ShopFinder) -> None:
        """`shops` finds the names of shops among the words of a text."""
        self._storage = storage
        self._resource = resource
        self._shops = shops

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> BillEntityExtractor:
        """A component that knows no shop names yet."""
        return cls(model_storage, resource, merchants.nothing())

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> BillEntityExtractor:
        """The trained component; splits a first text, so that the first customer does not wait for the rules."""
        split("ready")
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, ShopFinder.load(folder))

    def train(self, training_data: TrainingData) -> Resource:
        """Learns shop names from the marked examples and keeps what it learned."""
        self._shops = merchants.train(_named(training_data), _shop_names(training_data))
        with self._storage.write_to(self._resource) as folder:
            self._shops.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Sets the tokens and the entities of each message."""
        for message in messages:
            text = readable(message.get(TEXT))
            words = split(text)
            message.set(TOKENS_NAMES[TEXT], [Token(word.text, word.start) for word in words])
            found = without_overlaps([*find_values(text, _today(message)), *self._named_shops(text, words)])
            entities = [self._as_rasa_has_it(text, one) for one in found]
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        return messages

    def _named_shops(self, text: str, words: Sequence[Word]) -> Iterator[Found]:
        for start, end in self._shops.find(words):
            if says_something(text[start:end]):
                yield Found(merchants.LABEL, start, end, text[start:end])

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
