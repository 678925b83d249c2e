from dataclasses import replace
from pathlib import Path

import pytest

from candor.billing.imported import ImportedLine
from candor.errors import FileRefused, NotYours
from candor.importing.columns import Columns
from candor.importing.reading import read_statement_file
from candor.services.import_statement import import_statement

FILES = Path(__file__).parent.parent / "importing" / "files"


@pytest.fixture
def april():
    return read_statement_file(FILES / "april.qfx", Columns(), lambda done, of: None)


def bring(store, clock, file, customer="new"):
    return import_statement(store, clock, customer, file)


def book(store, customer="new"):
    with store.read() as tx:
        return tx.ledger.book(customer)


def test_a_new_customer_gets_an_account_with_its_lines_and_bill(store, clock, april):
    report = bring(store, clock, april)
    assert (report.added, report.known, report.bills, len(report.unreadable)) == (6, 0, 1, 1)
    made = book(store)
    (bill,) = made.statements
    assert (bill.purchases, bill.fees, bill.interest, bill.payments, bill.credits) == (8275, 3000, 421, 20000, 999)
    assert bill.previous + sum(line.amount for line in made.lines) == bill.new_balance
    assert {line.statement_id for line in made.lines} == {bill.id}
    assert [card.last4 for card in made.cards] == ["4471"]


def test_the_same_file_again_brings_nothing(store, clock, april):
    bring(store, clock, april)
    before = book(store)
    report = bring(store, clock, april)
    assert (report.added, report.known, report.bills) == (0, 6, 0)
    assert book(store) == before


def test_a_longer_file_brings_what_is_new(store, clock, april):
    bring(store, clock, replace(april, lines=april.lines[:2], bills=()))
    assert bring(store, clock, april).added == 4


def test_a_bill_that_does_not_add_up_is_left_out_and_said(store, clock, april):
    wrong = replace(april.bills[0], new_balance=1)
    report = bring(store, clock, replace(april, bills=(wrong,)))
    assert report.bills == 0
    assert "add up" in report.unreadable[-1].why
    assert book(store).statements == ()


def test_a_file_in_another_currency_changes_nothing(store, clock, april):
    bring(store, clock, april)
    before = book(store)
    more = ImportedLine("F-99", april.lines[0].type, 100, "KIOSK", april.lines[0].made_on, april.lines[0].posted_on)
    with pytest.raises(FileRefused, match="EUR"):
        bring(store, clock, replace(april, currency="EUR", lines=(more,)))
    assert book(store) == before


def test_an_import_that_breaks_in_the_middle_leaves_nothing(store, clock, april, monkeypatch):
    monkeypatch.setattr("candor.services.import_statement._add_bills", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        bring(store, clock, april)
    with pytest.raises(NotYours):
        book(store)
