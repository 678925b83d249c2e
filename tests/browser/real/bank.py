"""The sample bank: what a customer does on its page, what the store holds of it, and a look at its processes."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from candor.conversation.messages import Conversation as Talk
from candor.conversation.messages import Message
from candor.settings import ROOT
from candor.store import Transaction
from tests.browser.page import messages, open_widget, panel, say, wait_for_reply
from tests.conversations.hearing import Conversation
from tests.conversations.lookups import Lookups
from tests.conversations.time_and_traces import wipe_all
from tests.stack import CLOCK, Stack

LATE_FEE = "$30.00"
"""Of c01: it stands in the explanation and in the offer that may follow it in a bubble of its own."""


@dataclass(frozen=True)
class Bank:
    """The running product, and the page it serves."""

    stack: Stack

    @property
    def url(self) -> str:
        return self.stack.url

    def visit(self, page: Page, customer: str | None = None) -> None:
        """Opens the page, and signs in with a new talk unless a guest is wanted."""
        if customer:
            self.begin_anew(customer)
        page.goto(self.url)
        if customer:
            sign_in(page, customer)

    def begin_anew(self, customer: str) -> None:
        """Gives the customer an empty talk, as if there had been none before: whoever asks about a charge for the third
        time is brought a person, and what was offered once is not offered again.

        A test before this one may have killed a process and had its answer all the same, before it was up again.
        """
        self.stack.wait_until_ready()
        wipe_all(self.stack.folder, customer)
        with Conversation(self.url, customer):
            pass

    def bring_in(self, file: Path, customer: str) -> int:
        """`candor import`; gives its exit code."""
        command = (sys.executable, "-m", "candor.cli", "import", str(file), "--customer", customer)
        environment = {**os.environ, "CANDOR_CLOCK": self.stack.clock}
        return subprocess.run(
            [*command, "--data", str(self.stack.folder)], cwd=ROOT, env=environment, capture_output=True, check=False
        ).returncode

    def facts(self, customer: str) -> Lookups:
        """Looks facts up in the customer's own rows: `value("fee.late.amount")`."""
        with self.stack.reading() as tx:
            return Lookups(tx.ledger.book(customer), datetime.fromisoformat(CLOCK).astimezone(UTC).date())

    def talk(self, customer: str) -> list[Message]:
        """What the store holds of the customer's newest talk."""
        with self.stack.reading() as tx:
            return [view.message for view in tx.messages.after(_newest(tx, customer).id, 0)]

    def place(self, customer: str) -> int:
        """Where the customer's newest talk stands in line, 1 is the first: talks of other tests may wait before it."""
        with self.stack.reading() as tx:
            (handoff,) = tx.handoffs.unfinished(_newest(tx, customer).id)
            return 1 + tx.handoffs.ahead_of(handoff, datetime.fromisoformat(CLOCK))


def _newest(tx: Transaction, customer: str) -> Talk:
    newest = tx.conversations.newest_of(customer_id=customer, guest_session_id=None)
    assert newest, f"{customer} never talked"
    return newest


def sign_in(page: Page, customer: str) -> None:
    page.locator(f"[data-customer={customer}]").click()
    expect(page.locator("#card")).to_be_visible()
    expect(page.locator(f"[data-customer={customer}]")).to_have_attribute("aria-pressed", "true")


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("#who")).to_have_text("Guest")


def ask(page: Page, question: str, *words: str) -> None:
    """Asks in the open window and waits until the newest reply has all these words."""
    say(page, question)
    for word in words:
        wait_for_reply(page, word)


def begin_talk(page: Page) -> None:
    """Opens the window, if the page did not by itself, and waits for the first words."""
    if panel(page).is_hidden():
        open_widget(page)
    expect(messages(page).first).to_be_visible()


def cards(page: Page) -> Locator:
    return page.locator("candor-widget .card")


def shown(page: Page) -> list[str]:
    """All that was said, as it stands in the window."""
    return _texts(page).all_inner_texts()


def expect_shown(page: Page, talk: list[Message]) -> None:
    """Waits until the window shows these messages and no others: an answer's bubbles come one after the other."""
    expect(_texts(page)).to_have_text([message.text for message in talk], use_inner_text=True)


def _texts(page: Page) -> Locator:
    return page.locator("candor-widget li:not(.day) .text")
