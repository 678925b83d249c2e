"""Rasa's message processor, stopped at the first failure of a turn."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from rasa.core.actions.action import Action, ActionExecutionRejection
from rasa.core.lock_store import LockStore
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.policies.memoization import MemoizationPolicy
from rasa.core.policies.rule_policy import RulePolicy
from rasa.core.processor import MessageProcessor
from rasa.engine.graph import ExecutionContext
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.local_model_storage import MODEL_ARCHIVE_COMPONENTS_DIR, LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata
from rasa.exceptions import ActionLimitReached
from rasa.graph_components.providers.domain_provider import DomainProvider
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

from bot.policies import IntentRules, ToldStories
from bot.runner import PlannedRunner
from bot.turn import current_turn

LEANER = {MemoizationPolicy: ToldStories, RulePolicy: IntentRules}


class TurnProcessor(MessageProcessor):
    """Writes into the turn what Rasa swallows, so that a failed action is never taken for one that was done.

    `MessageProcessor._run_action` catches every error of an action and records the action as executed; a rule would
    then go on to say "done". Here the turn fails, and no further action of it is run.
    """

    @staticmethod
    def _load_model(model_path: Path) -> tuple[str, ModelMetadata, GraphRunner]:
        """The model as Rasa loads it, from its unpacked files, with a domain read once, a runner that plans once and
        policies that do no idle work."""
        metadata = LocalModelStorage._load_metadata(model_path)
        schema = metadata.predict_schema
        for node in schema.nodes.values():
            if node.uses is DomainProvider:
                node.uses, node.config = DomainAtHand, {"domain": metadata.domain}
            elif node.uses in LEANER:
                node.uses = LEANER[node.uses]
        storage = LocalModelStorage(model_path / MODEL_ARCHIVE_COMPONENTS_DIR)
        runner = PlannedRunner.create(schema, storage, ExecutionContext(schema, metadata.model_id))
        return model_path.name, metadata, runner

    def predict_next_with_tracker_if_should(self, tracker: DialogueStateTracker) -> tuple[Action, Any]:
        """Rasa's next action, watched; TurnFailed once the turn has failed."""
        turn = current_turn()
        if turn:
            turn.must_stand()
        try:
            action, prediction = super().predict_next_with_tracker_if_should(tracker)
        except ActionLimitReached:
            if turn:
                turn.fail("too_many_actions")
            raise
        return Watched(action), prediction


class DomainAtHand(DomainProvider):
    """Gives the domain that stands in the model's metadata.

    Rasa reads it there and three times more from a YAML file beside it, in plain Python and with its schema checked:
    more than half of the time that a start takes.
    """

    @classmethod
    def load(cls, config: dict[str, Any], model_storage: Any, resource: Any, *_: Any, **__: Any) -> DomainAtHand:
        """The provider of the domain in its configuration."""
        return cls(model_storage, resource, config["domain"])


class Watched(Action):
    """An action as it is; an error in its run is also written into the turn. A rejection is an answer, not an error."""

    def __init__(self, action: Action) -> None:
        self._action = action

    def name(self) -> str:
        return self._action.name()

    def event_for_successful_execution(self, prediction: Any) -> Any:
        return self._action.event_for_successful_execution(prediction)

    async def run(self, output_channel: Any, nlg: Any, tracker: Any, domain: Any) -> list[Any]:
        try:
            return await self._action.run(output_channel, nlg, tracker, domain)
        except ActionExecutionRejection:
            raise
        except Exception:
            turn = current_turn()
            if turn:
                turn.fail("action_failed")
            raise


class NoLocks(LockStore):
    """Lets every turn in at once: the app serves one turn of a talk at a time, and two turns share no state here.

    Rasa's own lock would hold back a retry for a second or more behind the turn whose client went away.
    """

    @asynccontextmanager
    async def lock(self, conversation_id: str, *_: Any, **__: Any) -> AsyncIterator[None]:
        """Nothing to wait for."""
        yield


class ResponseNames(NaturalLanguageGenerator):
    """Answers with the response's name only: the app renders the words, so a tracker never holds them.

    A name that the domain lacks fails the turn; Rasa's own generator would drop that reply in silence.
    """

    def __init__(self) -> None:
        self._known: frozenset[str] = frozenset()

    def learn(self, domain: Domain) -> None:
        """Takes the names of the domain's responses as those that may be said."""
        self._known = frozenset(domain.responses)

    async def generate(self, utter_action: str, tracker: Any, output_channel: str, **_: Any) -> dict[str, Any] | None:
        if utter_action in self._known:
            return {"text": None}
        turn = current_turn()
        if turn:
            turn.fail("response_unknown")
        return None
