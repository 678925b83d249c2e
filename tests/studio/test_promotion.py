"""Another model takes over while people talk: nobody's message is lost, and one that can not run never does."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from candor.conversation.messages import Sender
from candor.training.manifest import Manifest, Promotion
from tests.conversations.hearing import Conversation
from tests.stack import Stack, running
from tests.studio.projects import project_at, with_models

pytestmark = pytest.mark.stack
TALKS = 20
WITHIN = 300.0
AT = "2026-05-12T15:00:00+00:00"
SETTINGS = {"CANDOR_SESSION_RATE": "100000", "CANDOR_ADDRESS_RATE": "100000", "CANDOR_TURN_BUDGET": "240"}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stack, Manifest]]:
    """A product of a project with two good models and one that can not be loaded."""
    folder: Path = tmp_path_factory.mktemp("promotion")
    project = project_at(folder / "project")
    manifest = with_models(project, "old.tar.gz", "new.tar.gz", broken=("broken.tar.gz",))
    with running(folder / "var", CANDOR_PROJECT=str(project), **SETTINGS) as stack:
        yield stack, manifest


def eventually(true: Callable[[], Any], what: str) -> None:
    until = time.monotonic() + WITHIN
    while not true():
        assert time.monotonic() < until, f"waited in vain: {what}"
        time.sleep(0.1)


def talk_until(stack: Stack, stop: Event, begun: list[str]) -> tuple[str, int]:
    """A guest who goes on asking; the talk's id and how many messages were sent."""
    with Conversation(stack.url, None) as talk:
        sent = 0
        while not stop.is_set():
            assert talk.say("what can you do?"), "no answer"
            sent += 1
            if sent == 1:
                begun.append(talk.id)
            stop.wait(0.5)
        return talk.id, sent


def test_a_promotion_during_twenty_live_talks_loses_nothing(house: tuple[Stack, Manifest]) -> None:
    stack, manifest = house
    before, stop, begun = stack.pid("bot"), Event(), list[str]()
    with ThreadPoolExecutor(TALKS) as people:
        talks = [people.submit(talk_until, stack, stop, begun) for _ in range(TALKS)]
        try:
            eventually(lambda: len(begun) == TALKS, "all talks to begin")
            manifest.promote(Promotion("new.tar.gz", AT, "tara", "old.tar.gz"))
            eventually(lambda: stack.pid("bot") != before, "the successor")
            eventually(lambda: not Path(f"/proc/{before}").exists(), "the end of the bot before")
        finally:
            stop.set()
        sent = dict(talk.result() for talk in talks)
    with stack.reading() as tx:
        for conversation, count in sent.items():
            bubbles = [view.message for view in tx.messages.after(conversation, 0)]
            asked = [one.id for one in bubbles if one.sender == Sender.CUSTOMER]
            answers = [one.answers for one in bubbles if one.sender == Sender.BOT and one.answers]
            assert len(asked) == count
            assert sorted(answers) == sorted(asked), "each message is answered once"
    assert "new.tar.gz is loaded" in (stack.folder / "logs" / "bot.log").read_text("utf-8")


def test_a_model_that_can_not_be_loaded_never_serves_and_the_one_before_stays_live(
    house: tuple[Stack, Manifest],
) -> None:
    stack, manifest = house
    serving, live = stack.pid("bot"), manifest.live
    manifest.promote(Promotion("broken.tar.gz", AT, "tara", live))
    eventually(lambda: manifest.failed() == ["broken.tar.gz"], "the refusal")
    assert manifest.live == live
    with Conversation(stack.url, None) as talk:
        assert talk.say("what can you do?")
    assert stack.pid("bot") == serving
