"""The card accounts' rows: read as one Book, written by the sample bank and by imports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, bindparam, func, insert, select, update

from candor.billing import records
from candor.errors import NotYours
from candor.store.rows import columns, names_of, record_of, row_of
from candor.store.shelf import Shelf, Version
from candor.store.tables import ledger as t

T = TypeVar("T")
SHOPS = "shops"

OF_AN_ACCOUNT: tuple[tuple[str, Table, type], ...] = (
    ("cards", t.cards, records.Card),
    ("statements", t.statements, records.Statement),
    ("authorisations", t.authorisations, records.Authorisation),
    ("lines", t.lines, records.Line),
    ("fees", t.fees, records.Fee),
    ("interest", t.interest, records.InterestCharge),
    ("payments", t.payments, records.Payment),
    ("refunds", t.refunds, records.Refund),
    ("subscriptions", t.subscriptions, records.Subscription),
    ("plans", t.plans, records.Plan),
    ("corrections", t.corrections, records.Correction),
    ("rates", t.apr_periods, records.AprPeriod),
)
CUSTOMER = columns(t.customers, records.Customer).where(t.customers.c.id == bindparam("of"))
SHOPS_MARK = select(t.marks.c.version).where(t.marks.c.name == SHOPS).scalar_subquery()
VERSION = select(t.accounts.c.id, t.accounts.c.version, func.coalesce(SHOPS_MARK, 0)).where(
    t.accounts.c.customer_id == bindparam("of")
)
IN_ORDER = {
    "statements": "close",
    "lines": "post_date",
    "authorisations": "at",
    "payments": "received_at",
    "rates": "since",
}


class Ledger:
    """Reads are by customer, so that nobody's rows can be asked for by account or line alone."""

    def __init__(self, connection: Connection, shelf: Shelf | None = None, *, writes: bool = False) -> None:
        """`shelf` holds what all read. A transaction that writes takes from it, but puts nothing on it: a book read
        beside unfinished changes is for itself alone, as long as its version stands.
        """
        self._connection = connection
        self._shelf = shelf
        self._kept = Shelf(holds=2) if writes or shelf is None else shelf

    def customers(self) -> list[records.Customer]:
        rows = self._connection.execute(columns(t.customers, records.Customer).order_by(t.customers.c.id))
        return [_customer(record_of(records.Customer, row)) for row in rows]

    def customer(self, customer_id: str) -> records.Customer:
        """Raises NotYours when there is no such customer."""
        row = self._connection.execute(CUSTOMER, {"of": customer_id}).one_or_none()
        if row is None:
            raise NotYours
        return _customer(record_of(records.Customer, row))

    def names(self, customer_ids: Sequence[str]) -> dict[str, str]:
        """The names of some customers by their ids."""
        query = select(t.customers.c.id, t.customers.c.name).where(t.customers.c.id.in_(customer_ids))
        return {row.id: row.name for row in self._connection.execute(query)} if customer_ids else {}

    def account(self, customer_id: str) -> records.Account:
        """The customer's account. Raises NotYours when there is none."""
        row = self._connection.execute(
            select(t.accounts, t.terms.c["values"].label("terms"))
            .join(t.terms)
            .where(t.accounts.c.customer_id == customer_id)
        ).one_or_none()
        if row is None:
            raise NotYours
        known = {name: row._mapping[name] for name in names_of(records.Account) if name != "terms"}
        return records.Account(**known, terms=records.Terms(**row.terms))

    def book(self, customer_id: str) -> records.Book:
        """All that the customer's account holds, oldest first. Raises NotYours when there is none."""
        account_id, version = self._version(customer_id)
        kept = self._kept.get(account_id, version) or (self._shelf.get(account_id, version) if self._shelf else None)
        if kept is None:
            kept = self._read_book(customer_id)
            self._kept.put(account_id, version, kept)
        return kept

    def _version(self, customer_id: str) -> tuple[str, Version]:
        row = self._connection.execute(VERSION, {"of": customer_id}).one_or_none()
        if row is None:
            raise NotYours
        return row[0], (row[1], row[2])

    def _read_book(self, customer_id: str) -> records.Book:
        account = self.account(customer_id)
        parts: dict[str, Any] = {name: self._rows(name, table, kind, account.id) for name, table, kind in OF_AN_ACCOUNT}
        merchants, descriptors = self._shops(parts["lines"], parts["authorisations"], parts["subscriptions"])
        return records.Book(self.customer(customer_id), account, **parts, merchants=merchants, descriptors=descriptors)

    def add_book(self, book: records.Book) -> None:
        """Writes a new customer with everything they have."""
        self._add(t.customers, [book.customer])
        self._add_terms(book.account.terms)
        account = {name: value for name, value in row_of(book.account).items() if name != "terms"}
        self._connection.execute(insert(t.accounts), {**account, "terms_id": book.account.terms.id, "version": 1})
        self.add_shops(book.merchants.values(), book.descriptors)
        for name, table, _ in OF_AN_ACCOUNT:
            self._add(table, getattr(book, name))

    def add_shops(
        self, merchants: Iterable[records.Merchant] = (), descriptors: Iterable[records.Descriptor] = ()
    ) -> None:
        """Adds the shops and names on bills that are not known yet."""
        self._add(t.merchants, self._new(t.merchants, list(merchants)))
        self._add(t.descriptors, self._new(t.descriptors, list(descriptors)))
        changed = self._connection.execute(
            update(t.marks).where(t.marks.c.name == SHOPS).values(version=t.marks.c.version + 1)
        )
        if not changed.rowcount:
            self._connection.execute(insert(t.marks), {"name": SHOPS, "version": 1})

    def add_lines(
        self,
        account_id: str,
        *,
        statements: Sequence[records.Statement] = (),
        lines: Sequence[records.Line] = (),
        payments: Sequence[records.Payment] = (),
    ) -> None:
        """Adds imported rows of one account: the bill first, then its lines, then what they say of payments."""
        self._add(t.statements, statements)
        self._add(t.lines, lines)
        self._add(t.payments, payments)
        self._grow(account_id)

    def add_credit(self, line: records.Line, reason: records.Correction) -> None:
        """Posts a line of the bank's own with the reason why it is there. Only the journal may: each has a posting."""
        self._add(t.lines, [line])
        self._add(t.corrections, [reason])
        self._grow(line.account_id)

    def set_detail(self, customer_id: str, level: str) -> None:
        """How much this customer wants to be told (customers.detail_level) from now on."""
        self._connection.execute(update(t.customers).where(t.customers.c.id == customer_id).values(detail_level=level))
        self._grow(self._version(customer_id)[0])

    def set_card_status(self, account_id: str, card_id: str, status: str) -> None:
        """What a card may do from now on: `active`, or `frozen`, when no new charge goes through."""
        one = (t.cards.c.account_id == account_id) & (t.cards.c.id == card_id)
        self._connection.execute(update(t.cards).where(one).values(status=status))
        self._grow(account_id)

    def put_on_statement(self, account_id: str, line_ids: Sequence[str], statement_id: str) -> None:
        """Bills lines of the account that were posted before their statement was known."""
        unbilled = (t.lines.c.account_id == account_id) & t.lines.c.statement_id.is_(None)
        self._connection.execute(
            update(t.lines).where(unbilled, t.lines.c.id.in_(line_ids)).values(statement_id=statement_id)
        )
        self._grow(account_id)

    def _grow(self, account_id: str) -> None:
        """To be called by whatever changes a row of the account, in the same transaction."""
        self._connection.execute(
            update(t.accounts).where(t.accounts.c.id == account_id).values(version=t.accounts.c.version + 1)
        )

    def shops_named(self, names: Iterable[str]) -> dict[str, str]:
        """The shops that names on bills stand for, where we are certain; by name, exactly as printed."""
        query = select(t.descriptors.c.raw, t.descriptors.c.merchant_id).where(
            t.descriptors.c.merchant_id.is_not(None), t.descriptors.c.confidence == "certain"
        )
        wanted = set(names)
        return {row.raw: row.merchant_id for row in self._connection.execute(query) if row.raw in wanted}

    def card_ending(self, account_id: str, last4: str) -> str | None:
        """The id of the account's card with these last four digits."""
        query = select(t.cards.c.id).where(t.cards.c.account_id == account_id, t.cards.c.last4 == last4)
        return self._connection.scalars(query).first()

    def known_source_refs(self, account_id: str, source: str) -> set[str]:
        """The references (FITIDs) that this source has already brought to the account."""
        refs = select(t.lines.c.source_ref).where(t.lines.c.account_id == account_id, t.lines.c.source == source)
        return {ref for ref in self._connection.scalars(refs) if ref is not None}

    def is_empty(self) -> bool:
        return not self._connection.scalar(select(func.count()).select_from(t.customers))

    def _rows(self, name: str, table: Table, kind: type, account_id: str) -> tuple[Any, ...]:
        query = columns(table, kind).where(table.c.account_id == account_id)
        query = query.order_by(table.c[IN_ORDER[name]], table.c.id) if name in IN_ORDER else query.order_by(table.c.id)
        return tuple(record_of(kind, row) for row in self._connection.execute(query))

    def _shops(self, *families: Sequence[Any]) -> tuple[dict[str, records.Merchant], tuple[records.Descriptor, ...]]:
        wanted = {row.merchant_id for rows in families for row in rows if row.merchant_id}
        raws = {row.descriptor for rows in families for row in rows if hasattr(row, "descriptor")}
        merchants = columns(t.merchants, records.Merchant).where(t.merchants.c.id.in_(wanted))
        descriptors = columns(t.descriptors, records.Descriptor).where(t.descriptors.c.raw.in_(raws))
        return (
            {row.id: record_of(records.Merchant, row) for row in self._connection.execute(merchants)},
            tuple(record_of(records.Descriptor, row) for row in self._connection.execute(descriptors)),
        )

    def _add(self, table: Table, rows: Sequence[Any]) -> None:
        if rows:
            self._connection.execute(insert(table), [row_of(row) for row in rows])

    def _new(self, table: Table, rows: list[T]) -> list[T]:
        ids = {row.id: row for row in rows}  # type: ignore[attr-defined]
        known = set(self._connection.scalars(select(table.c.id).where(table.c.id.in_(ids))))
        return [row for row_id, row in ids.items() if row_id not in known]

    def _add_terms(self, terms: records.Terms) -> None:
        if self._connection.scalar(select(t.terms.c.id).where(t.terms.c.id == terms.id)) is None:
            self._connection.execute(insert(t.terms), {"id": terms.id, "values": asdict(terms)})


def _customer(row: records.Customer) -> records.Customer:
    return replace(row, flags=frozenset(row.flags))
