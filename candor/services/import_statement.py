"""Brings a file's transactions into a customer's account: all that is new in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from candor.billing.imported import ImportedBill, ImportedLine, StatementFile, Unreadable
from candor.billing.records import Account, Book, Card, Customer, Line, LineType, Payment, Statement, Terms
from candor.clock import Clock
from candor.errors import FileRefused, NotYours
from candor.ids import new_id
from candor.services.goodwill.settle_goodwill import settle_goodwill
from candor.store import Store, Transaction

COLUMN_OF = {
    LineType.PURCHASE: "purchases",
    LineType.CASH_ADVANCE: "cash",
    LineType.TRANSFER: "transfers",
    LineType.FEE: "fees",
    LineType.INTEREST: "interest",
    LineType.PAYMENT: "payments",
    LineType.REFUND: "credits",
    LineType.CREDIT: "credits",
}
TAKEN_OFF = ("payments", "credits")
USUAL_CYCLE_DAY, DAYS_TO_PAY = 28, timedelta(days=25)


@dataclass(frozen=True)
class ImportReport:
    """What came of it: lines added, lines that were here already, bills added, parts left out with the reason."""

    customer_id: str
    added: int
    known: int
    bills: int
    unreadable: tuple[Unreadable, ...]
    first: date | None
    last: date | None


def import_statement(store: Store, clock: Clock, customer_id: str, file: StatementFile) -> ImportReport:
    """Adds what the account does not have yet; a customer that is new gets an account as the file describes it.

    Raises FileRefused, and changes nothing, when the file is in another currency than the account.
    """
    with store.write() as tx:
        account = _account(tx, customer_id, file)
        if account.currency != file.currency:
            raise FileRefused(f"the file is in {file.currency}, the account in {account.currency}")
        known = tx.ledger.known_source_refs(account.id, file.source)
        fresh = _first_of_each([line for line in file.lines if line.ref not in known])
        lines = _lines(tx, account, file, fresh)
        payments = [_payment(line, account, tx) for line in lines if _is_payment(line)]
        tx.ledger.add_lines(account.id, lines=lines, payments=payments)
        bills, left_out = _add_bills(tx, customer_id, file.bills)
        # A payment may be what a grant waits for.
        settle_goodwill(tx, customer_id, clock.now())
        days = [line.posted_on for line in fresh]
        report = ImportReport(
            customer_id=customer_id,
            added=len(lines),
            known=len(file.lines) - len(lines),
            bills=bills,
            unreadable=(*file.unreadable, *left_out),
            first=min(days, default=None),
            last=max(days, default=None),
        )
        tx.trail.add(
            clock.now(), actor="import", act="statement_imported", subject=customer_id, added=report.added, bills=bills
        )
        return report


def _account(tx: Transaction, customer_id: str, file: StatementFile) -> Account:
    try:
        return tx.ledger.account(customer_id)
    except NotYours:
        book = _new_book(customer_id, file)
        tx.ledger.add_book(book)
        return book.account


def _new_book(customer_id: str, file: StatementFile) -> Book:
    """A limit of 0 says that the limit is not known: a file does not tell it."""
    account = Account(
        id=new_id(),
        customer_id=customer_id,
        opened=min(line.posted_on for line in file.lines),
        status="open",
        limit=0,
        cycle_day=file.bills[-1].close.day if file.bills else USUAL_CYCLE_DAY,
        due_day=file.bills[-1].due.day if file.bills else (date(2000, 1, USUAL_CYCLE_DAY) + DAYS_TO_PAY).day,
        apr_bp={},
        terms=Terms("imported"),
        currency=file.currency,
    )
    cards = (Card(new_id(), account.id, customer_id, file.last4, "unknown"),) if file.last4 else ()
    return Book(Customer(customer_id, customer_id, ""), account, cards=cards)


def _first_of_each(lines: Sequence[ImportedLine]) -> list[ImportedLine]:
    """A file that repeats a reference repeats a transaction."""
    return list({line.ref: line for line in reversed(lines)}.values())[::-1]


def _lines(tx: Transaction, account: Account, file: StatementFile, fresh: Sequence[ImportedLine]) -> list[Line]:
    shops = tx.ledger.shops_named({line.descriptor for line in fresh})
    card = tx.ledger.card_ending(account.id, file.last4) if file.last4 else None
    return [
        Line(
            id=new_id(),
            account_id=account.id,
            type=line.type,
            amount=line.amount,
            descriptor=line.descriptor,
            txn_date=line.made_on,
            post_date=line.posted_on,
            currency=file.currency,
            card_id=card,
            merchant_id=shops.get(line.descriptor),
            original_amount=line.original_amount,
            original_currency=line.original_currency,
            rate=line.rate,
            source=file.source,
            source_ref=line.ref,
        )
        for line in fresh
    ]


def _is_payment(line: Line) -> bool:
    return line.type is LineType.PAYMENT


def _payment(line: Line, account: Account, tx: Transaction) -> Payment:
    """A file tells the day of a payment, not the hour: noon of the customer's day stands for it."""
    zone = ZoneInfo(tx.ledger.customer(account.customer_id).time_zone)
    received = datetime.combine(line.post_date, time(12), tzinfo=zone)
    return Payment(new_id(), account.id, line.id, -line.amount, received, line.post_date)


def _add_bills(tx: Transaction, customer_id: str, bills: Sequence[ImportedBill]) -> tuple[int, list[Unreadable]]:
    """Adds the bills whose lines are all here and add up; one that does not is left out and said."""
    added, left_out = 0, []
    for bill in sorted(bills, key=lambda bill: bill.close):
        book = tx.ledger.book(customer_id)
        if any(known.open <= bill.close and bill.open <= known.close for known in book.statements):
            continue
        lines = [line for line in book.lines if bill.open <= line.post_date <= bill.close and not line.statement_id]
        statement = _statement(book.account.id, bill, lines)
        if statement is None:
            left_out.append(Unreadable(f"bill of {bill.close}", "its lines do not add up to its balance"))
            continue
        tx.ledger.add_lines(book.account.id, statements=[statement])
        tx.ledger.put_on_statement(book.account.id, [line.id for line in lines], statement.id)
        added += 1
    return added, left_out


def _statement(account_id: str, bill: ImportedBill, lines: Sequence[Line]) -> Statement | None:
    sums = dict.fromkeys(COLUMN_OF.values(), 0)
    for line in lines:
        column = COLUMN_OF[LineType(line.type)]
        sums[column] += -line.amount if column in TAKEN_OFF else line.amount
    if bill.previous + sum(line.amount for line in lines) != bill.new_balance:
        return None
    return Statement(
        id=new_id(),
        account_id=account_id,
        open=bill.open,
        close=bill.close,
        transmitted_on=bill.close,
        due=bill.due,
        previous=bill.previous,
        new_balance=bill.new_balance,
        minimum_due=bill.minimum_due,
        **sums,
    )
