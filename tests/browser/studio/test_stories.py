"""Beside the loop, on the same product: stories that are run at once, a candidate in the shadow, an erased customer."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from candor.conversation.messages import Sender
from candor.settings import ROOT
from candor.training.manifest import Manifest
from tests.browser.studio.working import LONG, at_work
from tests.conversations.hearing import Conversation
from tests.stack import Stack

pytestmark = [pytest.mark.stack, pytest.mark.browser]
STORY = """version: "3.1"

stories:
  - story: late fee, then goodwill
    steps:
      - intent: explain_fee
      - action: utter_goodbye
      - intent: request_goodwill
      - action: action_goodwill
"""
MUMBLED = "flumpet my zazzle, Maya said"
ERASED = "wibblewick my zazzle, Maya said"
House = tuple[Stack, Path]


def test_a_conflict_is_marked_at_its_line_and_once_it_is_put_right_the_story_is_run_at_once(
    context: BrowserContext, house: House
) -> None:
    stack, _ = house
    with Conversation(stack.url, "c02") as talk:
        talk.say(MUMBLED)
    page, troubles = at_work(context, stack)
    page.goto(f"{stack.url}/studio/talks/{talk.id}/story")
    field = page.get_by_label("Its text")
    expect(field).to_have_value(re.compile("- intent: "))
    field.fill(STORY)
    expect(page.locator("#problems")).to_contain_text("Line 7")
    expect(page.locator(".gutter .bad")).to_have_text("7")
    page.locator("#problems button").click()
    assert field.evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)").strip() == (
        "- action: utter_goodbye"
    )
    field.fill(STORY.replace("utter_goodbye", "action_explain_fee"))
    expect(page.locator("#problems")).to_have_text("Nothing stands against it.")
    page.get_by_role("button", name="Run it now").click()
    expect(page.locator("#run")).to_contain_text("It goes as told.", timeout=LONG)
    expect(page.locator("#run tbody tr")).to_have_count(2)
    assert troubles == []


def test_a_candidate_in_the_shadow_reads_what_customers_say_and_answers_nobody(
    context: BrowserContext, house: House
) -> None:
    stack, project = house
    manifest = Manifest(project / "models")
    other = next(model.name for model in manifest.models() if model.name != manifest.live)
    page, _ = at_work(context, stack)
    page.get_by_role("link", name="Models").click()
    page.locator("tr", has_text=other).get_by_role("button", name="Let it read along").click()
    expect(page.get_by_role("heading", name="In the shadow")).to_be_visible()
    with Conversation(stack.url, "c03") as talk:
        talk.say("why did i get a late fee?")
    until = time.monotonic() + LONG / 1000
    while not read_by(stack, other, talk.id):
        assert time.monotonic() < until
        time.sleep(0.5)
    with stack.reading() as tx:
        bubbles = [view.message for view in tx.messages.after(talk.id, 0)]
    asked = [one.id for one in bubbles if one.sender is Sender.CUSTOMER]
    assert [one.answers for one in bubbles if one.sender is Sender.BOT and one.answers] == asked
    page.reload()
    expect(page.locator("section", has_text="In the shadow").last).to_contain_text("answered none")
    page.get_by_role("button", name="Take out of the shadow").click()
    expect(page.get_by_role("heading", name="In the shadow")).to_have_count(0)


def read_by(stack: Stack, model: str, conversation: str) -> bool:
    query = "select count(*) from shadow_reads join messages on id = message_id where model = ? and conversation_id = ?"
    with stack.reading() as tx:
        return bool(tx._connection.exec_driver_sql(query, (model, conversation)).scalar())


def files_with(word: bytes, stack: Stack, project: Path) -> list[Path]:
    """The files of the product and its project in which a word stands. One may go while we look."""
    found = []
    for path in (*stack.folder.rglob("*"), *project.rglob("*")):
        with suppress(FileNotFoundError, IsADirectoryError):
            found += [path] if word in path.read_bytes() else []
    return found


def test_an_erased_customer_s_words_are_in_no_file_of_the_running_product(
    context: BrowserContext, house: House
) -> None:
    stack, project = house
    with Conversation(stack.url, "c05") as talk:
        talk.say(ERASED)
    page, _ = at_work(context, stack)
    page.goto(f"{stack.url}/studio/talks/{talk.id}/story")
    expect(page.get_by_label("Its text")).to_have_value(re.compile("- intent: "))
    assert files_with(b"wibblewick", stack, project)
    env = {**os.environ, "CANDOR_PROJECT": str(project), "CANDOR_CLOCK": stack.clock}
    command = [sys.executable, "-m", "candor.cli", "erase", "c05", "--data", str(stack.folder), "--json"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["compact"]
    assert files_with(b"wibblewick", stack, project) == []
    verified = subprocess.run(
        [sys.executable, "-m", "candor.cli", "verify", "--data", str(stack.folder), "--json"],
        cwd=ROOT, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    seen = {one["what"]: one["fine"] for one in map(json.loads, verified.stdout.splitlines())}
    assert (seen["ledger"], seen["decisions"]) == (True, True)
    with Conversation(stack.url, "c04") as talk:
        assert talk.say("why did i get a late fee?"), "others are served as before"
