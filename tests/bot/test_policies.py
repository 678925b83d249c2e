"""A rule is looked for by the message's intent alone, unless one of them might be found by a text; stories as ever."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rasa.core.policies.memoization import MemoizationPolicy
from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.shared.core.events import ActionExecuted, ActiveLoop, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.policies import IntentRules, ToldStories

LISTENING = {"prev_action": {"action_name": "action_listen"}}
BEGUN = [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")]


@pytest.fixture
def rules(agent: Any, monkeypatch: Any) -> Any:
    """The policy of the scratch model, with a place to note how Rasa's own look was asked."""
    policy = served(agent, RulePolicy)
    looks: list[bool] = []
    look = RulePolicy._find_action_from_rules

    def noted(self: Any, tracker: Any, domain: Any, by_text: bool) -> Any:
        looks.append(by_text)
        return look(self, tracker, domain, by_text)

    monkeypatch.setattr(RulePolicy, "_find_action_from_rules", noted)
    monkeypatch.setattr(policy, "looks", looks, raising=False)
    yield policy
    policy.__dict__.pop("_all_name_an_intent", None)


def served(agent: Any, kind: type) -> Any:
    """The policy of this kind that the bot asks."""
    nodes = agent.processor.graph_runner._instantiated_nodes.values()
    return next(node._component for node in nodes if isinstance(node._component, kind))


def tracker(agent: Any, intent: str, *more: Any) -> DialogueStateTracker:
    events = [*BEGUN, *more, UserUttered("said", {"name": intent, "confidence": 1.0})]
    return DialogueStateTracker.from_events("talk", events, slots=agent.domain.slots)


def chosen(policy: Any, asked: DialogueStateTracker, domain: Any) -> list[float]:
    probabilities: list[float] = policy.predict_action_probabilities(asked, domain).probabilities
    return probabilities


def test_a_served_model_looks_once_and_chooses_what_rasa_chooses(agent: Any, rules: Any) -> None:
    assert isinstance(rules, IntentRules)
    for intent in agent.domain.intents:
        del rules.looks[:]
        ours = chosen(rules, tracker(agent, intent), agent.domain)
        assert True not in rules.looks
        rules._all_name_an_intent = False
        assert chosen(rules, tracker(agent, intent), agent.domain) == ours
        del rules._all_name_an_intent


def test_inside_of_a_loop_both_looks_are_made(agent: Any, rules: Any) -> None:
    asked = tracker(agent, agent.domain.intents[0], ActiveLoop("some_form"))
    rules._find_action_from_rules(asked, agent.domain, True)
    assert rules.looks == [True]


@pytest.mark.parametrize(
    ("last", "all_name_one"),
    [
        ({**LISTENING, "user": {"intent": "ask"}}, True),
        ({"prev_action": {"action_name": "action_told"}}, True),
        ({**LISTENING, "user": {"text": "hello"}}, False),
        (LISTENING, False),
        ({**LISTENING, "user": {"intent": "should_not_be_set"}}, False),
        ({"user": {"intent": "ask"}}, False),
    ],
)
def test_a_rule_that_a_text_might_fit_brings_the_second_look_back(
    rules: Any, last: dict[str, Any], all_name_one: bool, monkeypatch: Any
) -> None:
    monkeypatch.setitem(rules.lookup, RULES, {json.dumps([LISTENING, last]): "action_told"})
    assert rules._all_name_an_intent is all_name_one


def test_a_story_goes_on_as_rasa_would_tell_it(agent: Any, monkeypatch: Any) -> None:
    stories, domain = served(agent, MemoizationPolicy), agent.domain
    assert isinstance(stories, ToldStories)
    told, untold = (tracker(agent, intent) for intent in domain.intents[:2])
    states = stories._prediction_states(told, domain)
    monkeypatch.setitem(stories.lookup, stories._create_feature_key(states), "action_listen")
    for asked, sure in ((told, 1.0), (untold, 0.0)):
        ours = stories.predict_action_probabilities(asked, domain)
        rasas = MemoizationPolicy.predict_action_probabilities(stories, asked, domain)
        assert ours.probabilities == rasas.probabilities
        assert ours.probabilities[domain.index_for_action("action_listen")] == sure
