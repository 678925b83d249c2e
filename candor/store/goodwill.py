"""Goodwill as it is kept: policies, decisions, grants under the database's own caps, and the month's money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from candor.errors import OverCap
from candor.goodwill.granted import BOT, Budget, Decided, Granted, Limits, Spent, State, Wish
from candor.store.promises import Promises
from candor.store.rows import columns, record_of, row_of
from candor.store.tables import goodwill as t
from candor.store.tables.ledger import accounts, lines

Promise = tuple[str, str, str, datetime, datetime]
"""A promise as Promises.add takes it: id, conversation, what, when it was made and by when it is kept."""

DECIDED, GRANTED = columns(t.decisions, Decided), columns(t.grants, Granted)
NEWEST_FIRST = (t.decisions.c.at.desc(), t.decisions.c.id)
# Asked in each turn, so built once.
UNTOLD_GIFT = (
    GRANTED.join(accounts, accounts.c.id == t.grants.c.account_id)
    .where(accounts.c.customer_id == bindparam("customer"), t.grants.c.kind == "gift", t.grants.c.told_at.is_(None))
    .order_by(t.grants.c.on.desc())
    .limit(1)
)


class Goodwill:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def hold(self, account_id: str) -> None:
        """From here to the end of the transaction nobody else decides about this account."""
        held = select(accounts.c.id).where(accounts.c.id == account_id).with_for_update(key_share=True)
        self._connection.execute(held)

    def keep_policy(self, digest: str, version: int, text: str, now: datetime) -> None:
        """The policy is in force from now on; one that comes back is in force again."""
        found = update(t.policies).where(t.policies.c.digest == digest).values(since=now)
        if not self._connection.execute(found).rowcount:
            row = {"digest": digest, "version": version, "text": text, "since": now}
            self._connection.execute(self._dialect.insert(t.policies).values(row).on_conflict_do_nothing())

    def policy(self, digest: str | None = None) -> tuple[str, str] | None:
        """Digest and text of a policy that was in force; without a digest, of the one that is."""
        query = select(t.policies.c.digest, t.policies.c.text).order_by(t.policies.c.since.desc(), t.policies.c.digest)
        row = self._connection.execute(query.where(t.policies.c.digest == digest) if digest else query).first()
        return (row.digest, row.text) if row else None

    def add(self, decided: Decided) -> None:
        self._connection.execute(insert(t.decisions), row_of(decided))

    def said(self, decision_id: str, said: Sequence[Mapping[str, Any]], handoff_id: str | None) -> None:
        """The replies of a decision, as JSON, once what they cite is there."""
        told = update(t.decisions).where(t.decisions.c.id == decision_id)
        self._connection.execute(told.values(said=list(said), handoff_id=handoff_id))

    def asked_by(self, message_id: str, line_id: str) -> Decided | None:
        """What a message led to before, when its turn is tried again."""
        return self._one(DECIDED.where(t.decisions.c.message_id == message_id, t.decisions.c.line_id == line_id))

    def newest_of(self, line_id: str) -> Decided | None:
        return self._one(DECIDED.where(t.decisions.c.line_id == line_id).order_by(*NEWEST_FIRST).limit(1))

    def decision(self, decision_id: str) -> Decided | None:
        return self._one(DECIDED.where(t.decisions.c.id == decision_id))

    def decisions(self, customer_id: str | None = None) -> list[Decided]:
        """All decisions, or one customer's, newest first."""
        query = DECIDED.order_by(*NEWEST_FIRST)
        query = query.where(t.decisions.c.customer_id == customer_id) if customer_id else query
        return [_decided(row) for row in self._connection.execute(query)]

    def grant(self, granted: Granted, limits: Limits, promise: Promise | None = None) -> None:
        """Adds the grant, with the promise that it is paid. Raises OverCap when the database finds it over a cap."""
        row = {
            **row_of(granted),
            "since": limits.since,
            "tiny": limits.tiny,
            "most_credits": limits.credits,
            "most_cents": limits.cents,
            "most_small": limits.small,
        }
        try:
            with self._connection.begin_nested():
                if promise:
                    Promises(self._connection).add(*promise)
                self._connection.execute(insert(t.grants), row)
        except IntegrityError as error:
            raise OverCap(str(error.orig).splitlines()[0]) from None

    def grant_of(self, decision_id: str) -> Granted | None:
        row = self._connection.execute(GRANTED.where(t.grants.c.id == decision_id)).one_or_none()
        return record_of(Granted, row) if row else None

    def waiting(self, account_id: str | None = None) -> list[Granted]:
        """Grants that wait for a payment: of an account, or all."""
        query = GRANTED.where(t.grants.c.state == State.PENDING).order_by(t.grants.c.pay_by, t.grants.c.id)
        query = query.where(t.grants.c.account_id == account_id) if account_id else query
        return [record_of(Granted, row) for row in self._connection.execute(query)]

    def settle(self, granted: Granted, state: State, now: datetime) -> bool:
        """Ends a grant's waiting and its promise: kept, or withdrawn when it expired. False when somebody else has."""
        ended = (
            update(t.grants)
            .where(t.grants.c.id == granted.id, t.grants.c.state == State.PENDING)
            .values(state=state, settled_at=now)
        )
        if not self._connection.execute(ended).rowcount:
            return False
        promises, promise_id = Promises(self._connection), granted.promise_id or ""
        _ = promises.keep(promise_id, now) if state is State.PAID else promises.withdraw(promise_id, now)
        return True

    def promised_by(self, promise_id: str) -> Granted | None:
        """The grant that a promise is about."""
        row = self._connection.execute(GRANTED.where(t.grants.c.promise_id == promise_id)).one_or_none()
        return record_of(Granted, row) if row else None

    def budget(self, month: str, cents: int) -> Budget:
        """The month's money: as the policy says now, but never less than was spent."""
        row = self._connection.execute(columns(t.budgets, Budget).where(t.budgets.c.month == month)).one_or_none()
        found = record_of(Budget, row) if row else Budget(month, cents, 0, 0, 0)
        return replace(found, cents=max(cents, found.spent))

    def open_month(self, month: str, cents: int) -> Budget:
        """The month's money, its row made or brought to what the policy says now. Before anything is spent of it."""
        row = {"month": month, "cents": cents, "spent": 0, "by_staff": 0, "gifts": 0}
        self._connection.execute(self._dialect.insert(t.budgets).values(row).on_conflict_do_nothing())
        most = func.max if self._dialect is sqlite else func.greatest
        other = (t.budgets.c.month == month) & (t.budgets.c.cents != cents)
        self._connection.execute(update(t.budgets).where(other).values(cents=most(t.budgets.c.spent, cents)))
        return self.budget(month, cents)

    def spent(self, since: date, until: date) -> list[Spent]:
        """What goodwill came to in each month from that of `since` to that of `until`, oldest first (trust board).

        A month in which nothing was decided has no row, and is not in the list: its budget is not known to be unspent.
        """
        b, g = t.budgets.c, t.grants.c
        waiting = (
            select(g.month, func.sum(g.cents).label("cents"))
            .where(g.state == State.PENDING, g.by == BOT)
            .group_by(g.month)
            .subquery()
        )
        query = (
            select(t.budgets, func.coalesce(waiting.c.cents, 0).label("waiting"))
            .outerjoin(waiting, waiting.c.month == b.month)
            .where(b.month.between(f"{since:%Y-%m}", f"{until:%Y-%m}"))
            .order_by(b.month)
        )
        rows = self._connection.execute(query)
        return [
            Spent(row.month, row.cents, row.spent - row.gifts, row.gifts, row.by_staff, int(row.waiting))
            for row in rows
        ]

    def spend(self, month: str, cents: int, *, by: str = BOT, gift: bool = False, at_most: int | None = None) -> bool:
        """Takes cents out of the month; False, and nothing is taken, when less is left. People may always give.

        `at_most` is for gifts: they stop when so many cents of the month are gone.
        """
        b = t.budgets.c
        of_month = update(t.budgets).where(b.month == month)
        if by != BOT:
            return bool(self._connection.execute(of_month.values(by_staff=b.by_staff + cents)).rowcount)
        until = b.cents if at_most is None else at_most
        left = of_month.where(b.spent + b.by_staff + cents <= until)
        gifts = b.gifts + (cents if gift else 0)
        return bool(self._connection.execute(left.values(spent=b.spent + cents, gifts=gifts)).rowcount)

    def give_back(self, month: str, cents: int) -> None:
        """What was set aside for a grant that expired is there again."""
        b = t.budgets.c
        self._connection.execute(update(t.budgets).where(b.month == month).values(spent=b.spent - cents))

    def offered(self, line_id: str) -> str | None:
        """The message to which we offered to take this line off, if we did."""
        found = select(t.offers.c.message_id).where(t.offers.c.line_id == line_id)
        return self._connection.scalar(found)

    def offer(self, line_id: str, message_id: str, now: datetime) -> None:
        """Marks that it was offered; once for a line."""
        row = {"line_id": line_id, "message_id": message_id, "at": now}
        self._connection.execute(self._dialect.insert(t.offers).values(row).on_conflict_do_nothing())

    def gift_since(self, account_id: str, since: date) -> bool:
        """Whether the account had a gift after a day."""
        had = select(t.grants.c.id).where(
            t.grants.c.account_id == account_id, t.grants.c.kind == "gift", t.grants.c.on > since
        )
        return self._connection.execute(had.limit(1)).first() is not None

    def untold_gift(self, customer_id: str) -> Granted | None:
        """The newest gift that this customer was not told of."""
        row = self._connection.execute(UNTOLD_GIFT, {"customer": customer_id}).one_or_none()
        return record_of(Granted, row) if row else None

    def told(self, granted: Granted, now: datetime) -> None:
        self._connection.execute(update(t.grants).where(t.grants.c.id == granted.id).values(told_at=now))

    def customer_of_line(self, line_id: str) -> str | None:
        """Whose line it is: for staff, who know a line and not its customer."""
        query = select(accounts.c.customer_id).join(lines, lines.c.account_id == accounts.c.id)
        return self._connection.scalar(query.where(lines.c.id == line_id))

    def add_wish(self, wish: Wish) -> None:
        self._connection.execute(insert(t.wishes), row_of(wish))

    def wishes(self, *, open_only: bool = True) -> list[Wish]:
        """Grants that wait for a second person, oldest first."""
        query = columns(t.wishes, Wish).order_by(t.wishes.c.asked_at, t.wishes.c.id)
        query = query.where(t.wishes.c.answered_at.is_(None)) if open_only else query
        return [record_of(Wish, row) for row in self._connection.execute(query)]

    def answer_wish(self, wish_id: str, by: str, now: datetime, *, approved: bool) -> Wish | None:
        """The wish that this person answered; None when there is none that waits, or when it is their own."""
        w = t.wishes.c
        answered = (
            update(t.wishes)
            .where(w.id == wish_id, w.answered_at.is_(None), w.asked_by != by)
            .values(answered_by=by, answered_at=now, approved=approved)
        )
        if not self._connection.execute(answered).rowcount:
            return None
        return record_of(Wish, self._connection.execute(columns(t.wishes, Wish).where(w.id == wish_id)).one())

    @property
    def _dialect(self) -> ModuleType:
        return sqlite if self._connection.dialect.name == "sqlite" else postgresql

    def _one(self, query: Select[Any]) -> Decided | None:
        row = self._connection.execute(query).one_or_none()
        return _decided(row) if row else None


def _decided(row: Any) -> Decided:
    found = record_of(Decided, row)
    return replace(found, trail=tuple(found.trail), said=tuple(found.said))
