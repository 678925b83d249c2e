"""The journal of money moved on accounts: append-only, balanced, each thing posted once by its key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from candor.billing.journal import CUSTOMER, NAMES, Leg, Move, Posting, Why, moves_of
from candor.billing.records import Correction, Line, LineType
from candor.clock import day_in
from candor.ids import new_id
from candor.store.ledger import Ledger
from candor.store.rows import columns, record_of, row_of
from candor.store.tables import journal as t
from candor.store.tables.ledger import accounts, customers

ACCOUNT = select(accounts.c.currency, customers.c.time_zone).join_from(accounts, customers)
ADD = insert(t.postings)
POSTING = tuple(column for column in t.postings.c)


class Journal:
    """In a transaction that writes; the reads work in any."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def post(
        self,
        *,
        key: str,
        account_id: str,
        why: Why | str,
        legs: Iterable[Leg],
        at: datetime,
        refs: Mapping[str, str] | None = None,
    ) -> bool:
        """Posts the legs and, when the ledger `customer` moves, the customer's own line with its reason; True.

        False, and nothing is written, when this key was posted before. `refs` are ids that belong to it: `target` is
        the line that is given back, `note` goes into the reason. A gain of the ledger `customer` is debt: a credit has
        a negative leg there. The line is posted on the account's calendar day and waits for the next statement.
        Raises Unbalanced.
        """
        refs, moves = dict(refs or {}), moves_of(legs := tuple(legs))
        posting = Posting(new_id(), key, account_id, Why(why), at, None, moves, refs)
        owed = dict(legs).get(CUSTOMER, 0)
        if owed:
            posting = replace(posting, line_id=new_id())
        if self.of(key) is not None or not self._claim(posting, owed):
            return False
        rows = [{"posting_id": posting.id, "place": place, **row_of(move)} for place, move in enumerate(moves)]
        self._connection.execute(insert(t.moves), rows)
        return True

    def _claim(self, posting: Posting, owed: int) -> bool:
        """The line, then the row that carries its id; all of it is undone when another took the key meanwhile."""
        row = {name: value for name, value in row_of(posting).items() if name != "moves"}
        try:
            with self._connection.begin_nested():
                if posting.line_id:
                    self._add_line(posting, posting.line_id, owed)
                self._connection.execute(ADD, row)
        except IntegrityError:
            if self.of(posting.key) is None:
                raise
            return False
        return True

    def of(self, key: str) -> Posting | None:
        """What was posted under a key."""
        row = self._connection.execute(select(*POSTING).where(t.postings.c.key == key)).one_or_none()
        return Posting(**{**row._mapping, "why": Why(row.why)}, moves=self._moves(row.id)) if row else None

    def of_account(self, account_id: str) -> list[Posting]:
        """All postings of an account, oldest first."""
        rows = self._connection.execute(
            select(*POSTING).where(t.postings.c.account_id == account_id).order_by(t.postings.c.at, t.postings.c.key)
        ).all()
        return [Posting(**{**row._mapping, "why": Why(row.why)}, moves=self._moves(row.id)) for row in rows]

    def _moves(self, posting_id: str) -> tuple[Move, ...]:
        query = columns(t.moves, Move).where(t.moves.c.posting_id == posting_id).order_by(t.moves.c.place)
        return tuple(record_of(Move, row) for row in self._connection.execute(query))

    def _add_line(self, posting: Posting, line_id: str, owed: int) -> None:
        account = self._connection.execute(ACCOUNT.where(accounts.c.id == posting.account_id)).one()
        day: date = day_in(account.time_zone, posting.at)
        line = Line(
            id=line_id,
            account_id=posting.account_id,
            type=LineType.CREDIT,
            amount=owed,
            descriptor=NAMES[posting.why][owed > 0],
            txn_date=day,
            post_date=day,
            currency=account.currency,
        )
        kind = Why.GOODWILL if posting.why is Why.GIFT else posting.why
        note = posting.refs.get("note", "")
        reason = Correction(new_id(), posting.account_id, line_id, kind, posting.refs.get("target"), note)
        Ledger(self._connection).add_credit(line, reason)
