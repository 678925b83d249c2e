"""Disputes as they are kept. A case is made from its events each time it is read, and must agree with its row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from secrets import randbelow
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, bindparam, exists, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from candor.disputes.case import Case, after
from candor.disputes.clocks import Clocks, Regime
from candor.disputes.events import Event
from candor.disputes.kept import event_of, plain
from candor.disputes.states import OPEN, State
from candor.errors import CaseBroken, NotYours, StepTaken
from candor.store.rows import columns, record_of, row_of
from candor.store.tables.conversation import messages
from candor.store.tables.disputes import (
    dispute_alerts,
    dispute_events,
    dispute_letters,
    dispute_notices,
    disputes,
)
from candor.store.trust.outbox import Counted, TrustOutbox

CLOCKS = tuple(spec.name for spec in fields(Clocks) if spec.name != "steps")
STANDS = update(disputes).where(disputes.c.id == bindparam("of"), disputes.c.events == bindparam("seen"))
HAPPENED = insert(dispute_events)
ADD_LETTER = insert(dispute_letters)
WAS_TAKEN = select(exists().where(dispute_events.c.case_id == bindparam("of"), dispute_events.c.key == bindparam("by")))
ONE_DRAFT = {"index_elements": ["line_id"], "index_where": disputes.c.state == "draft"}


@dataclass(frozen=True)
class KeptCase:
    """A case with whose it is, what the customer told (`facts`), and what the talk asks next (`asking`).

    `events` counts what happened to it: whoever adds to it must have seen all of that.
    """

    case: Case
    customer_id: str
    account_id: str
    currency: str
    conversation_id: str | None
    policy_version: int
    facts: Mapping[str, Any] = field(default_factory=dict)
    asking: str | None = None
    events: int = 0

    @property
    def id(self) -> str:
        return self.case.id


@dataclass(frozen=True)
class Happened:
    """One event as it stands written: when, by whom, and what the step was asked for by."""

    place: int
    kind: str
    detail: Mapping[str, Any]
    at: datetime
    actor: str
    key: str | None


@dataclass(frozen=True)
class Letter:
    """`facts` are what it tells, fixed when it was made; `sent_on` is None until it has gone out."""

    id: str
    case_id: str
    kind: str
    due_on: date
    facts: Mapping[str, str]
    made_at: datetime
    sent_on: date | None = None


@dataclass(frozen=True)
class Alert:
    """What the desk has to see of a case, by `due_on`."""

    case_id: str
    kind: str
    due_on: date
    raised_at: datetime
    cleared_at: datetime | None = None


HISTORY = (
    columns(dispute_events, Happened)
    .where(dispute_events.c.case_id == bindparam("of"))
    .order_by(dispute_events.c.place)
)


class Disputes:
    def __init__(self, connection: Connection, *, holding: bool) -> None:
        """`holding`: in a transaction that writes, a case that was read stays as it is until the end."""
        self._connection = connection
        self._holding = holding

    # --- the first word

    def note(self, message_id: str, conversation_id: str, customer_id: str, at: datetime, line_id: str | None) -> None:
        """Writes down that this message said that a charge is wrong; once, and the line when it is known later."""
        t = dispute_notices
        row = {"message_id": message_id, "conversation_id": conversation_id, "customer_id": customer_id, "at": at}
        self._once(t, {**row, "line_id": line_id})
        if line_id:
            unknown = (t.c.message_id == message_id) & t.c.line_id.is_(None)
            self._connection.execute(update(t).where(unknown).values(line_id=line_id))

    def first_word(self, conversation_id: str, line_id: str) -> datetime | None:
        """When this talk first said that this line, or a charge it did not name yet, is wrong; None when it did not."""
        query = select(func.min(dispute_notices.c.at)).where(_meant(conversation_id, line_id))
        found: datetime | None = self._connection.scalar(query)
        return found

    def take_up(self, conversation_id: str, line_id: str, case_id: str) -> None:
        """Says that those words have their case now: a later case has its own first word."""
        found = _meant(conversation_id, line_id)
        self._connection.execute(update(dispute_notices).where(found).values(case_id=case_id))

    def words_before(self, conversation_id: str, line_id: str, message_id: str) -> list[str]:
        """The customer's words of those messages, oldest first, without those of one message."""
        t = dispute_notices.c
        told = select(messages.c.text).join(dispute_notices, messages.c.id == t.message_id)
        query = told.where(_meant(conversation_id, line_id), t.message_id != message_id).order_by(t.at)
        return list(self._connection.scalars(query))

    def message_of(self, case_id: str) -> str | None:
        """The message whose word the case began with."""
        t = dispute_notices.c
        query = select(t.message_id).where(t.case_id == case_id).order_by(t.at).limit(1)
        found: str | None = self._connection.scalar(query)
        return found

    def notices_of(self, customer_id: str) -> list[tuple[datetime, str | None, str | None]]:
        """All such words of a customer, oldest first: their instant, line and case."""
        t = dispute_notices
        query = select(t.c.at, t.c.line_id, t.c.case_id).where(t.c.customer_id == customer_id).order_by(t.c.at)
        return [(row.at, row.line_id, row.case_id) for row in self._connection.execute(query)]

    # --- cases

    def new_number(self) -> str:
        """A case number that is free: eight digits that tell nothing of how many there are."""
        while True:
            number = f"D-{randbelow(10**8):08d}"
            if not self._connection.scalar(select(exists().where(disputes.c.id == number))):
                return number

    def begin(self, kept: KeptCase) -> KeptCase:
        """Writes a draft; the draft that the line has already, when there is one."""
        case = kept.case
        row = {
            "id": case.id,
            "customer_id": kept.customer_id,
            "account_id": kept.account_id,
            "line_id": case.line_id,
            "conversation_id": kept.conversation_id,
            "charged": case.charged,
            "currency": kept.currency,
            "notice_at": case.notice_at,
            **_standing(case),
            "before": case.before,
            "new_facts": list(case.new_facts),
            "policy_version": kept.policy_version,
            **{name: getattr(case.clocks, name) for name in CLOCKS if name != "regime"},
            "regime": case.clocks.regime.value,
            "facts": dict(kept.facts),
            "asking": kept.asking,
            "events": 0,
        }
        self._once(disputes, row, ONE_DRAFT)
        found = self.draft_of(case.line_id)
        assert found
        return found

    def get(self, case_id: str, customer_id: str | None = None) -> KeptCase:
        """The case; with a customer only if it is theirs. Raises NotYours for another's as for none, CaseBroken."""
        found = self._cases(disputes.c.id == case_id)
        if not found or customer_id not in (None, found[0].customer_id):
            raise NotYours
        return found[0]

    def draft_of(self, line_id: str) -> KeptCase | None:
        return next(iter(self._cases(disputes.c.line_id == line_id, disputes.c.state == State.DRAFT.value)), None)

    def open_of(self, line_id: str) -> KeptCase | None:
        """The line's open case, the first one when reasons differ."""
        states = [state.value for state in OPEN]
        return next(iter(self._cases(disputes.c.line_id == line_id, disputes.c.state.in_(states))), None)

    def asked_in(self, conversation_id: str) -> KeptCase | None:
        """The case of this talk that waits for an answer, the newest one; None when nothing was asked."""
        t = disputes.c
        found = self._cases(t.conversation_id == conversation_id, t.asking.is_not(None))
        return found[-1] if found else None

    def of_line(self, line_id: str) -> list[KeptCase]:
        """All cases of a line, by their notice."""
        return self._cases(disputes.c.line_id == line_id)

    def of_customer(self, customer_id: str) -> list[KeptCase]:
        """A customer's cases, drafts as well, by their notice."""
        return self._cases(disputes.c.customer_id == customer_id)

    def running(self, limit: int, offset: int = 0) -> list[KeptCase]:
        """Filed cases of all customers that are not over, the one that is credited by itself first comes first."""
        t = disputes.c
        going = [state.value for state in OPEN | {State.STILL_DISPUTED}]
        query = select(t.id).where(t.state.in_(going)).order_by(t.credit_itself_on, t.id).limit(limit).offset(offset)
        ids = list(self._connection.scalars(query))
        found = {kept.id: kept for kept in self._cases(t.id.in_(ids))} if ids else {}
        return [found[one] for one in ids]

    def open_amounts(self, account_id: str) -> dict[str, int]:
        """Cents by line that nobody may collect, take by autopay or report as past due now: what open cases dispute."""
        states = [state.value for state in OPEN]
        t = disputes
        query = select(t.c.line_id, func.max(t.c.amount)).where(t.c.account_id == account_id, t.c.state.in_(states))
        return {row[0]: int(row[1]) for row in self._connection.execute(query.group_by(t.c.line_id))}

    def count_from(self, kept: KeptCase, clocks: Clocks) -> KeptCase:
        """The draft with clocks that fit what is claimed by now; those of a filed case are moved by nothing."""
        told = {name: getattr(clocks, name) for name in CLOCKS if name != "regime"}
        draft = (disputes.c.id == kept.id) & (disputes.c.state == State.DRAFT.value)
        changed = self._connection.execute(update(disputes).where(draft).values(told)).rowcount == 1
        return replace(kept, case=replace(kept.case, clocks=clocks)) if changed else kept

    def append(
        self, kept: KeptCase, case: Case, happened: Sequence[tuple[Event, str]], *, at: datetime, key: str | None = None
    ) -> KeptCase:
        """Writes what happened, each event with its actor, and `case`, as it is after that. Raises StepTaken when
        somebody else was quicker."""
        grown = kept.events + len(happened)
        seen = {"of": kept.id, "seen": kept.events}
        changed = self._connection.execute(STANDS, {**seen, **_standing(case), "events": grown})
        if changed.rowcount != 1:
            raise StepTaken
        rows = []
        for n, (event, actor) in enumerate(happened):
            kind, detail = plain(event)
            row = {"case_id": kept.id, "place": kept.events + n, "kind": kind, "detail": detail, "at": at}
            rows.append({**row, "actor": actor, "key": None if n else key})
        self._connection.execute(HAPPENED, rows)
        TrustOutbox(self._connection).changed(Counted.CASE, kept.id)
        return replace(kept, case=case, events=grown)

    def was_taken(self, case_id: str, key: str) -> bool:
        """Whether the step that this key asked for was taken."""
        return bool(self._connection.scalar(WAS_TAKEN, {"of": case_id, "by": key}))

    def history(self, case_id: str) -> list[Happened]:
        """What happened to a case, oldest first."""
        return [record_of(Happened, row) for row in self._connection.execute(HISTORY, {"of": case_id})]

    def goes_on_in(self, kept: KeptCase, conversation_id: str) -> KeptCase:
        """The case, with its talk and its letters in this conversation from now on."""
        if kept.conversation_id == conversation_id:
            return kept
        of_case = disputes.c.id == kept.id
        self._connection.execute(update(disputes).where(of_case).values(conversation_id=conversation_id))
        return replace(kept, conversation_id=conversation_id)

    def keep_talk(self, case_id: str, facts: Mapping[str, Any], asking: str | None) -> None:
        """Keeps what the customer told, and what is asked next."""
        values = {"facts": dict(facts), "asking": asking}
        self._connection.execute(update(disputes).where(disputes.c.id == case_id).values(**values))

    # --- letters, alerts, files

    def add_letters(self, letters: Sequence[Letter]) -> None:
        if letters:
            self._connection.execute(ADD_LETTER, [row_of(letter) for letter in letters])

    def letter(self, letter_id: str) -> Letter | None:
        row = self._connection.execute(columns(dispute_letters, Letter).where(dispute_letters.c.id == letter_id))
        found = row.one_or_none()
        return record_of(Letter, found) if found else None

    def letters(self, case_id: str) -> list[Letter]:
        query = columns(dispute_letters, Letter).where(dispute_letters.c.case_id == case_id)
        return [record_of(Letter, row) for row in self._connection.execute(query.order_by(dispute_letters.c.made_at))]

    def letters_of(self, customer_id: str) -> list[Letter]:
        """All letters of a customer's cases, oldest first."""
        query = columns(dispute_letters, Letter).join(disputes, disputes.c.id == dispute_letters.c.case_id)
        mine = query.where(disputes.c.customer_id == customer_id).order_by(dispute_letters.c.made_at)
        return [record_of(Letter, row) for row in self._connection.execute(mine)]

    def letter_sent(self, letter: Letter, on: date, facts: Mapping[str, str]) -> None:
        """`facts` are those that were known only on the day it went out."""
        sent = update(dispute_letters).where(dispute_letters.c.id == letter.id)
        self._connection.execute(sent.values(sent_on=on, facts={**letter.facts, **facts}))

    def raise_alert(self, alert: Alert) -> None:
        """Raises it once for a case."""
        self._once(dispute_alerts, row_of(alert))

    def clear_alerts(self, case_id: str, at: datetime) -> None:
        waiting = (dispute_alerts.c.case_id == case_id) & dispute_alerts.c.cleared_at.is_(None)
        self._connection.execute(update(dispute_alerts).where(waiting).values(cleared_at=at))

    def alerts(self) -> list[Alert]:
        """What the desk has to see now, the most pressing first."""
        query = columns(dispute_alerts, Alert).where(dispute_alerts.c.cleared_at.is_(None))
        return [record_of(Alert, row) for row in self._connection.execute(query.order_by(dispute_alerts.c.due_on))]

    # ---

    def _cases(self, *which: Any) -> list[KeptCase]:
        query: Select[Any] = select(disputes).where(*which).order_by(disputes.c.notice_at, disputes.c.id)
        if self._holding:
            query = query.with_for_update()
        return [self._kept(row) for row in self._connection.execute(query).all()]

    def _kept(self, row: Row[Any]) -> KeptCase:
        told = row._mapping
        clocks = Clocks(**{name: told[name] for name in CLOCKS if name != "regime"}, regime=Regime(row.regime))
        draft = Case(
            row.id, row.line_id, row.charged, row.notice_at, clocks, before=row.before, new_facts=tuple(row.new_facts)
        )
        case = after(draft, [event_of(one.kind, one.detail) for one in self.history(row.id)])
        if _standing(case) != {name: told[name] for name in _standing(case)}:
            raise CaseBroken(f"the row of {row.id} is not what its events made it")
        whose = {name: told[name] for name in ("customer_id", "account_id", "currency", "conversation_id")}
        talk = {name: told[name] for name in ("policy_version", "facts", "asking", "events")}
        return KeptCase(case, **whose, **talk)

    def _once(self, table: Table, row: Mapping[str, Any], conflict: Mapping[str, Any] | None = None) -> None:
        dialect = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        self._connection.execute(dialect.insert(table).values(**row).on_conflict_do_nothing(**(conflict or {})))


def _meant(conversation_id: str, line_id: str) -> Any:
    t = dispute_notices
    of_line = t.c.line_id.is_(None) | (t.c.line_id == line_id)
    return (t.c.conversation_id == conversation_id) & t.c.case_id.is_(None) & of_line


def _standing(case: Case) -> dict[str, Any]:
    """What the row says of where a case stands: what constraints and queries need."""
    return {
        "state": case.state.value,
        "reason": case.reason.value if case.reason else None,
        "amount": case.amount,
        "temporary": case.temporary,
        "final": case.final,
    }
