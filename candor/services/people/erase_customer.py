"""Erases a customer: their words and their name go everywhere, as far as the law lets go.

What goes of each table stands in candor.store.erasing.taken, what goes of files below in `FILES`. What the law has us
keep waits as due work and goes by itself when its time comes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from candor.conversation.ownership import Answering, Ownership
from candor.ids import new_id
from candor.services.clocks.run_due import Handler
from candor.services.disputes.cabinet import Cabinet
from candor.services.people.privacy_policy import PrivacyPolicy, load_privacy_policy
from candor.services.studio.correct import forget_sentences
from candor.services.tools import Tools
from candor.store import Transaction
from candor.store.due_work import DueWork
from candor.training.nlu_files import NluFiles

ERASE = "erase_customer"
ERASED = "erased-"
CONSOLE = "console"


@dataclass(frozen=True)
class Places:
    """Where files with customers' words stand: the project that trainers write in, the data folder, the cabinet's."""

    project: Path
    data: Path
    files: Path


@dataclass(frozen=True)
class Erased:
    """What was taken: rows by table, files by kind. `number` is what the customer's row is called from now on.

    `held` are cases that the law has us keep, `again` when they are looked at again; None when nothing is held.
    `retrain` when taught sentences went: models that were trained with them should be followed by a new one.
    """

    customer: str
    number: str
    rows: Mapping[str, int]
    files: Mapping[str, int]
    held: tuple[str, ...] = ()
    again: datetime | None = None

    @property
    def retrain(self) -> bool:
        return bool(self.files.get("taught sentences"))


@dataclass(frozen=True)
class Held:
    """What the law has us keep of a customer at a moment. `named`: also who they are, for letters are owed."""

    cases: frozenset[str]
    named: bool
    again: datetime | None
    notices_since: datetime


Keeper = Callable[[Tools, Places, str, Collection[str]], int]


def _sentences(tools: Tools, places: Places, customer_id: str, held: Collection[str]) -> int:
    return forget_sentences(tools, NluFiles(places.project / "data" / "nlu"), customer_id, places.project)


def _mails(tools: Tools, places: Places, customer_id: str, held: Collection[str]) -> int:
    with tools.store.read() as tx:
        names = tx.erasure.mails_of(customer_id)
    return _without(places.data / "mail" / f"{name}.eml" for name in names)


def _papers(tools: Tools, places: Places, customer_id: str, held: Collection[str]) -> int:
    with tools.store.read() as tx:
        names = tx.erasure.papers_of(customer_id, held)
    return _without(map(Cabinet(places.files).place_of, names))


def _without(paths: Iterable[Path]) -> int:
    there = [path for path in paths if path.is_file()]
    for path in there:
        path.unlink()
    return len(there)


FILES: Mapping[str, Keeper] = {"taught sentences": _sentences, "mails": _mails, "papers": _papers}
"""All that stands in files outside of the database, by what people call it. Each takes its own and says how many."""


def erase_customer(
    tools: Tools, places: Places, customer_id: str, by: str = CONSOLE, policy: PrivacyPolicy | None = None
) -> Erased:
    """Takes all that may go. Files first: what breaks off in between is found again by the rows, which go last.

    A person who has a talk of theirs, or owes them an answer, need not any more. Raises NotYours when there is no such
    customer.
    """
    policy = policy or load_privacy_policy()
    with tools.store.read() as tx:
        tx.ledger.customer(customer_id)
        held = held_of(tx, policy, customer_id, tools.clock.now())
    files = {name: take(tools, places, customer_id, held.cases) for name, take in FILES.items()}
    with tools.store.write() as tx:
        number, rows = _take(tx, policy, customer_id, tools.clock.now(), by)
    return Erased(customer_id, number, rows, files, tuple(sorted(held.cases)), held.again)


def held_of(tx: Transaction, policy: PrivacyPolicy, customer_id: str, now: datetime) -> Held:
    """Open cases, and what is younger than the law's time: with it waits the rest of what was said of it."""
    since = now - policy.evidence
    cases = [case for case in tx.erasure.filed_cases(customer_id) if case.is_open or case.last_at > since]
    is_open = any(case.is_open for case in cases)
    moments = [case.last_at for case in cases]
    notice = tx.erasure.newest_notice(customer_id)
    if notice and notice > since:
        moments.append(notice)
    free = max(moments) + policy.evidence if moments else None
    again = now + policy.look_again if is_open else free
    return Held(frozenset(case.id for case in cases), is_open, again, since)


def _take(
    tx: Transaction, policy: PrivacyPolicy, customer_id: str, now: datetime, by: str
) -> tuple[str, Mapping[str, int]]:
    held = held_of(tx, policy, customer_id, now)
    _end_talks(tx, customer_id, now)
    tx.studio.leave(tx.erasure.messages_of(customer_id))
    tx.jobs.forget_ended()
    rows = tx.erasure.take(customer_id, held.cases, held.notices_since)
    number = customer_id
    if not held.named and not customer_id.startswith(ERASED):
        number = f"{ERASED}{new_id()}"
        tx.erasure.rename(customer_id, number)
    tx.due_work.withdraw(ERASE, number)
    if held.again:
        tx.due_work.add(ERASE, number, held.again)
    tx.trail.add(now, actor=by, act="customer_erased", subject=number, held=len(held.cases), rows=sum(rows.values()))
    return number, rows


def _end_talks(tx: Transaction, customer_id: str, now: datetime) -> None:
    talks = tx.erasure.with_a_person(customer_id)
    tx.erasure.stop(customer_id, now)
    for talk in talks:
        tx.conversations.own(talk, Ownership(Answering.CLOSED), now)
    for promise in tx.promises.open_of(customer_id):
        if promise.handoff_id:
            tx.promises.withdraw(promise.id, now)
    if talks:
        tx.desk.changed()


def erase_rest(places: Places, policy: PrivacyPolicy | None = None) -> Handler:
    """Who takes, when its time has come, what the law had us keep."""

    def take(tx: Transaction, tools: Tools, work: DueWork, now: datetime) -> None:
        rules = policy or load_privacy_policy()
        held = held_of(tx, rules, work.subject, now)
        _without(map(Cabinet(places.files).place_of, tx.erasure.papers_of(work.subject, held.cases)))
        _take(tx, rules, work.subject, now, "bot")

    return take
