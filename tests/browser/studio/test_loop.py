"""The whole loop on the real product: misunderstood, corrected, retrained, compared, promoted, understood.

It begins with our own model and trains one, in a project of its own: nothing of ours changes. How long the loop takes
is measured in the bench, where nothing else runs; the report of the run (--junitxml) says what each step took.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from candor.training.manifest import Manifest
from tests.browser.studio.working import LONG, at_work, picture
from tests.conversations.hearing import Conversation
from tests.stack import Stack

pytestmark = [pytest.mark.stack, pytest.mark.browser]
SAID = "gimme my dough back for that tardy thing"
MORE = ("gimme my dough back for the tardy thing", "give me my dough back for that tardy thing please")


def taken_for(stack: Stack, text: str) -> str:
    """Says it in a new talk; the intent that it was taken for."""
    with Conversation(stack.url, "c01") as talk:
        assert talk.say(text)
        with stack.reading() as tx:
            return tx.studio.answered_in(talk.id)[-1].intent


def correct(page: Page) -> None:
    """Opens the group with the customer's words, by mouse, and marks and fills in by keyboard."""
    page.locator(".group", has_text=SAID).click(timeout=120_000)
    field = page.locator("textarea[name=sentence]").first
    expect(field).to_have_value(SAID)
    page.locator("select[name=intent]").first.select_option("request_goodwill")
    for words in MORE:
        page.get_by_role("button", name="It asks for something more").click()
        page.locator("select[name=intent]").last.select_option("request_goodwill")
        page.locator("textarea[name=sentence]").last.fill(words)
    field.focus()
    field.evaluate("field => field.setSelectionRange(0, 5)")
    page.keyboard.press("Alt+1")
    expect(field).to_have_value(f"[gimme](merchant){SAID[5:]}")
    page.keyboard.press("Alt+0")
    expect(field).to_have_value(SAID)
    page.get_by_label("I read the words").check()
    picture(page, "correcting")
    page.get_by_role("button", name="Teach it").click()
    expect(page.get_by_text("3 sentences taught.")).to_be_visible(timeout=60_000)


def train(page: Page) -> None:
    """Ends on the page that compares the new model with the live one, which is a part of training."""
    page.get_by_role("link", name="Models").click()
    page.get_by_role("button", name="Train a model").click()
    expect(page.get_by_text("Training is under way.")).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="See how the new model compares.").click(timeout=LONG)
    expect(page.get_by_role("heading", name="Intents")).to_be_visible()
    picture(page, "comparing")


def promote(page: Page, stack: Stack, project: Path) -> None:
    """Against the gate, with a reason, if it says so: three sentences may break a talk, which is not what is tested."""
    before, live = stack.pid("bot"), Manifest(project / "models").live
    reason = page.locator("[name=reason]")
    if reason.count():
        reason.fill("the loop is what is tested")
    page.locator(".promote button").click()
    expect(page.get_by_text("Promoting is done")).to_be_visible(timeout=LONG)
    until = time.monotonic() + LONG / 1000
    while stack.pid("bot") == before:
        assert time.monotonic() < until
        time.sleep(0.2)
    assert Manifest(project / "models").live != live


@pytest.fixture
def timed(record_property: Callable[[str, object], None]) -> Callable[[str], AbstractContextManager[None]]:
    @contextmanager
    def of(step: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        record_property(step, round(time.monotonic() - began, 1))

    return of


def test_a_customer_is_misunderstood_and_after_one_round_of_the_studio_understood(
    context: BrowserContext, house: tuple[Stack, Path], timed: Callable[[str], AbstractContextManager[None]]
) -> None:
    stack, project = house
    with timed("misunderstood"):
        assert taken_for(stack, SAID) != "request_goodwill"
    page, troubles = at_work(context, stack)
    with timed("corrected"):
        correct(page)
    with timed("trained and compared"):
        train(page)
    with timed("promoted"):
        promote(page, stack, project)
    with timed("understood"):
        assert taken_for(stack, SAID) == "request_goodwill"
    page.goto(f"{stack.url}/studio/models")
    expect(page.locator("tr.live")).to_contain_text("serves")
    done = page.locator("section", has_text="What was done last").last
    expect(done).to_contain_text("Training the model")
    expect(done).to_contain_text("Starting its bot beside the one that serves")
    assert troubles == []
