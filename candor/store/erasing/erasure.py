"""A customer's rows, taken as `taken` says, in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, Table, and_, delete, func, insert, null, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from candor.conversation.handing_over import State as HandOver
from candor.conversation.messages import Owner
from candor.disputes.states import State
from candor.store.erasing.taken import NONE, TAKEN, Taken, Whose
from candor.store.tables import metadata
from candor.store.tables.access import audit
from candor.store.tables.clocks import due_work
from candor.store.tables.conversation import conversations, handoffs, inbox, leases, messages
from candor.store.tables.desk import mails
from candor.store.tables.disputes import dispute_events, dispute_files, dispute_notices, disputes
from candor.store.tables.ledger import accounts, customers

OPEN_HANDOFF = handoffs.c.state.in_([HandOver.WAITING.value, HandOver.TAKEN.value])
UNFILED = {State.DRAFT.value, State.ABANDONED.value}
ENDED = UNFILED | {State.CLOSED.value, State.WITHDRAWN.value, State.FRAUD_HANDOFF.value}


@dataclass(frozen=True)
class HeldCase:
    """A case that was filed: whether it has ended, and when something happened to it last."""

    id: str
    is_open: bool
    last_at: datetime


class Erasure:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def filed_cases(self, customer_id: str) -> list[HeldCase]:
        """The customer's filed cases, the open ones first."""
        last = select(func.max(dispute_events.c.at)).where(dispute_events.c.case_id == disputes.c.id).scalar_subquery()
        query = select(disputes.c.id, disputes.c.state, func.coalesce(last, disputes.c.notice_at).label("at"))
        query = query.where(disputes.c.customer_id == customer_id, disputes.c.state.not_in(UNFILED))
        found = [HeldCase(row.id, row.state not in ENDED, row.at) for row in self._connection.execute(query)]
        return sorted(found, key=lambda case: (not case.is_open, case.id))

    def newest_notice(self, customer_id: str) -> datetime | None:
        """When this customer last said that a charge is wrong; None when they never did."""
        t = dispute_notices.c
        found: datetime | None = self._connection.scalar(select(func.max(t.at)).where(t.customer_id == customer_id))
        return found

    def with_a_person(self, customer_id: str) -> list[str]:
        """The customer's talks in which a person answers, or is owed."""
        open_one = select(handoffs.c.conversation_id).where(OPEN_HANDOFF)
        t = conversations.c
        waits = or_(t.owner == Owner.PERSON.value, t.id.in_(open_one))
        return list(self._connection.scalars(select(t.id).where(t.customer_id == customer_id, waits).order_by(t.id)))

    def mails_of(self, customer_id: str) -> list[str]:
        """The ids of all mails about the customer's talks."""
        query = select(mails.c.id).where(mails.c.conversation_id.in_(_talks(customer_id)))
        return list(self._connection.scalars(query.order_by(mails.c.id)))

    def papers_of(self, customer_id: str, held: Collection[str]) -> list[str]:
        """The ids of files that the customer gave to cases which nothing holds."""
        t = dispute_files.c
        query = select(t.id).where(t.case_id.in_(_cases(customer_id)), t.case_id.not_in(held))
        return list(self._connection.scalars(query.order_by(t.id)))

    def messages_of(self, customer_id: str) -> list[str]:
        query = select(messages.c.id).where(messages.c.conversation_id.in_(_talks(customer_id)))
        return list(self._connection.scalars(query))

    def stop(self, customer_id: str, now: datetime) -> None:
        """Nobody answers these talks any more: not the bot, not a person, not a turn that is under way."""
        talks = _talks(customer_id)
        waits = update(inbox).where(inbox.c.conversation_id.in_(talks), inbox.c.state == "queued")
        self._connection.execute(waits.values(state="done", done_at=now))
        revoked = update(leases).where(leases.c.conversation_id.in_(talks))
        self._connection.execute(revoked.values(fence=leases.c.fence + 1, expires_at=now))
        closed = update(handoffs).where(handoffs.c.conversation_id.in_(talks), OPEN_HANDOFF)
        self._connection.execute(closed.values(state=HandOver.CLOSED.value, closed_at=now, snoozed_until=None))
        asked = delete(due_work).where(due_work.c.subject.in_(talks), due_work.c.done_at.is_(None))
        self._connection.execute(asked)

    def take(self, customer_id: str, held: Collection[str], notices_since: datetime) -> dict[str, int]:
        """Takes what erasing takes of every table but the customer's own row; how many rows of each.

        `held` are cases that the law has us keep; with them stay the words of notices that are newer than
        `notices_since`.
        """
        counts = {}
        # Backwards through the dependencies: what hangs on a row goes before it.
        for table in reversed(metadata.sorted_tables):
            rule = TAKEN[table.name]
            if table is customers or not (rule.goes or rule.blank):
                continue
            where = [_whose(table, rule, customer_id)]
            if rule.held:
                where.append(_let_go(table, rule, customer_id, held, notices_since))
            counts[table.name] = self._take(table, rule, and_(*where))
        return {name: count for name, count in counts.items() if count}

    def _take(self, table: Table, rule: Taken, where: ColumnElement[bool]) -> int:
        if rule.goes:
            return self._connection.execute(delete(table).where(where)).rowcount
        values = _values(rule.blank)
        if table is messages:
            values["changed"] = True
        return self._connection.execute(update(table).where(where).values(**values)).rowcount

    def rename(self, customer_id: str, number: str) -> None:
        """Gives all that stays to a row with a random number and no name; the customer's own row goes."""
        row = self._connection.execute(select(customers).where(customers.c.id == customer_id)).one()
        values = {**row._mapping, **_values(TAKEN["customers"].blank), "id": number}
        self._connection.execute(insert(customers).values(**values))
        for table in metadata.sorted_tables:
            if "customer_id" in table.c:
                of = table.c.customer_id == customer_id
                self._connection.execute(update(table).where(of).values(customer_id=number))
        for column in (audit.c.subject, audit.c.actor, due_work.c.subject):
            named = update(column.table).where(column == customer_id)
            self._connection.execute(named.values({column.name: number}))
        self._connection.execute(delete(customers).where(customers.c.id == customer_id))
        # Books that processes keep for this account are old from now on.
        grown = update(accounts).where(accounts.c.customer_id == number)
        self._connection.execute(grown.values(version=accounts.c.version + 1))


def _values(blank: Mapping[str, Any]) -> dict[str, Any]:
    return {name: null() if value is NONE else value for name, value in blank.items()}


def _talks(customer_id: str) -> Select[Any]:
    return select(conversations.c.id).where(conversations.c.customer_id == customer_id)


def _cases(customer_id: str) -> Select[Any]:
    return select(disputes.c.id).where(disputes.c.customer_id == customer_id)


def _whose(table: Table, rule: Taken, customer_id: str) -> ColumnElement[bool]:
    column = table.c[rule.by]
    match rule.whose:
        case Whose.CUSTOMER:
            return column == customer_id
        case Whose.TALK:
            return column.in_(_talks(customer_id))
        case Whose.MESSAGE:
            return column.in_(select(messages.c.id).where(messages.c.conversation_id.in_(_talks(customer_id))))
        case Whose.ACCOUNT:
            return column.in_(select(accounts.c.id).where(accounts.c.customer_id == customer_id))
        case Whose.CASE:
            return column.in_(_cases(customer_id))
    raise ValueError(f"{table.name} is nobody's")


def _let_go(
    table: Table, rule: Taken, customer_id: str, held: Collection[str], notices_since: datetime
) -> ColumnElement[bool]:
    """What nothing holds: rows of other cases, and messages that are no notice of a held or a new case."""
    if table is not messages:
        return table.c[rule.by].not_in(held)
    t = dispute_notices
    kept = select(t.c.message_id).where(
        t.c.customer_id == customer_id, or_(t.c.case_id.in_(held), t.c.at > notices_since)
    )
    return messages.c.id.not_in(kept)
