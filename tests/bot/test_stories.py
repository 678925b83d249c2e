"""Each story of data/stories, walked as Rasa would: after each message the policies choose what the story says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa.shared.core.events import ActionExecuted, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.settings import ROOT
from tests.bot.at_hand import model_at_hand

STORIES = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))["stories"][0]["steps"]
    for path in sorted((ROOT / "data" / "stories").glob("*.yml"))
}
LISTEN = "action_listen"


@pytest.fixture(scope="module")
def policies(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Rasa's processor with the rules, stories and policies of this project; what messages mean is not asked."""
    model = model_at_hand() or _trained(tmp_path_factory.mktemp("stories"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Rasa's words on loading any domain, and those of what it imports
        from rasa.core.agent import Agent

        return Agent.load(str(model)).processor


def _trained(project: Path) -> Path:
    """A model of the policies alone."""
    for folder in ("rules", "stories"):
        shutil.copytree(ROOT / "data" / folder, project / "data" / folder)
    shutil.copy(ROOT / "domain.yml", project)
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    (project / "config.yml").write_text(yaml.safe_dump({**config, "pipeline": []}), encoding="utf-8")
    command = [sys.executable, "-W", "ignore", "-m", "rasa", "train", "core", "--stories", "data", "--out", "models"]
    env = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    done = subprocess.run(command, cwd=project, env=env, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next((project / "models").glob("*.tar.gz"))


def walked(processor: Any, steps: list[dict[str, str]]) -> list[dict[str, str]]:
    """The same messages, each with what the policies do after it."""
    begun = [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted(LISTEN)]
    tracker = DialogueStateTracker.from_events("story", begun, slots=processor.domain.slots)
    done: list[dict[str, str]] = []
    for intent in (step["intent"] for step in steps if "intent" in step):
        tracker.update(UserUttered("said", {"name": intent, "confidence": 1.0}))
        done.append({"intent": intent})
        while (action := processor.predict_next_with_tracker_if_should(tracker)[0].name()) != LISTEN:
            tracker.update(ActionExecuted(action))
            done.append({"action": action})
        tracker.update(ActionExecuted(LISTEN))
    return done


@pytest.mark.parametrize("story", STORIES)
def test_the_policies_do_what_the_story_says(story: str, policies: Any) -> None:
    assert walked(policies, STORIES[story]) == STORIES[story]


def test_a_story_that_nobody_told_does_not_come_true(policies: Any) -> None:
    told = [{"intent": "thanks"}, {"action": "utter_goodbye"}]
    assert walked(policies, told) == [{"intent": "thanks"}, {"action": "utter_thanks"}]
