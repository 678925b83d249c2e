"""A statement file that people download from their bank, explained in the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.real.bank import Bank, ask, begin_talk, cards, sign_in

FILE = Path(__file__).parents[2] / "importing" / "files" / "april.qfx"
# The file has one amount that is no number: that part is left out, and said.
LEFT_SOMETHING_OUT = 1


def test_an_imported_statement_is_explained_in_the_window(page: Page, bank: Bank) -> None:
    assert bank.bring_in(FILE, "c77") == LEFT_SOMETHING_OUT
    facts = bank.facts("c77")
    page.goto(bank.url)
    sign_in(page, "c77")
    begin_talk(page)
    ask(page, "what is the charge from TST* LANTERN NOODLE BAR?", *told(facts.value, "LANTERN"))
    expect(cards(page).last).to_contain_text("TST* LANTERN NOODLE BAR")
    ask(page, "what is QVX 2291 MKTPL?", *told(facts.value, "QVX"))
    ask(page, "why did I get a late fee?", facts.value("line.LATE PAYMENT FEE.amount"))


def told(value: Callable[[str], str], name: str) -> list[str]:
    return [value(f"line.{name}.amount"), value(f"line.{name}.txn_date")]
