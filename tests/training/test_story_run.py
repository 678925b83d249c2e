"""A story's steps, with their lines, beside what the bot did."""

from __future__ import annotations

from candor.training.story_run import actions_after, held, steps_of

TEXT = """version: "3.1"
stories:
- story: fee then goodwill
  steps:
  - intent: explain_fee
  - action: action_explain_fee
  - user: |
      give it back
  - action: action_goodwill
  - action: utter_more
- story: either
  steps:
  - or:
    - intent: affirm
    - intent: thanks
  - action: utter_thanks
"""


def test_each_of_the_customer_s_steps_is_told_with_what_must_follow():
    first, second, third = steps_of(TEXT)
    assert (first.story, first.line, first.intent) == ("fee then goodwill", 5, "explain_fee")
    assert first.wanted == ((6, "action_explain_fee"),)
    assert (second.text, [name for _, name in second.wanted]) == ("give it back", ["action_goodwill", "utter_more"])
    assert (third.story, third.intent) == ("either", "affirm")


def test_a_step_that_goes_as_told_is_fine_and_listening_does_not_count():
    first = steps_of(TEXT)[0]
    found = held(first, "why the fee", ["action_explain_fee", "action_listen"], ["Because."])
    assert found.fine
    assert found.line == 5


def test_a_step_that_goes_otherwise_is_told_at_the_line_of_the_first_wrong_action():
    second = steps_of(TEXT)[1]
    assert held(second, "x", ["action_goodwill", "utter_less"], []).line == 10
    assert not held(second, "x", ["action_goodwill"], []).fine
    assert held(second, "x", ["action_goodwill", "utter_more", "utter_again"], []).line == 10


def test_the_actions_after_a_message_are_those_behind_it_only():
    events = [
        {"event": "user", "message_id": "m1"},
        {"event": "action", "name": "a"},
        {"event": "user", "message_id": "m2"},
        {"event": "slot", "name": "s"},
        {"event": "action", "name": "b"},
        {"event": "action", "name": "action_listen"},
    ]
    assert actions_after(events, "m2") == ["b", "action_listen"]
    assert actions_after(events, "m3") == []
