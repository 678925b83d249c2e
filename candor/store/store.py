"""The store: short transactions over named repositories. Nothing outside this package sees a table or a statement."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from sqlalchemy import Connection

from candor.store.conversations import Conversations
from candor.store.corrections import CorrectionsOpened
from candor.store.desk import Desk
from candor.store.dispute_files import DisputeFiles
from candor.store.disputes import Disputes
from candor.store.due_work import DueWorks
from candor.store.engine import begin, compact, engine_for
from candor.store.erasing import Erasure
from candor.store.goodwill import Goodwill
from candor.store.handoffs import HandOffs
from candor.store.inbox import Inbox
from candor.store.jobs import Jobs
from candor.store.journal import Journal
from candor.store.labels import Labels
from candor.store.leases import Leases
from candor.store.ledger import Ledger
from candor.store.live import LiveFigures
from candor.store.looking import Looking
from candor.store.mails import Mails
from candor.store.messages import Messages
from candor.store.outcomes import Outcomes
from candor.store.promises import Promises
from candor.store.ratings import Ratings
from candor.store.sessions import Sessions
from candor.store.shelf import Shelf
from candor.store.staff import StaffPeople
from candor.store.studio import Studio
from candor.store.trail import Trail
from candor.store.trust.counts import TrustCounts
from candor.store.trust.examples import Examples
from candor.store.trust.folding import Folding
from candor.store.trust.outbox import TrustOutbox
from candor.store.trust.outcomes import TrustRows
from candor.store.trust.past import TrustPast


class WritingNeeded(Exception):
    """A transaction that only reads met something that has to be written: begin anew with one that writes."""


class Transaction:
    """One transaction's repositories. All that is written through them commits together, or not at all."""

    def __init__(self, connection: Connection, shelf: Shelf | None = None, *, writes: bool = True) -> None:
        self._connection = connection
        self._shelf = shelf
        self._writes = writes

    def must_write(self) -> None:
        """Before a change that few calls make: raises WritingNeeded in a transaction that only reads."""
        if not self._writes:
            raise WritingNeeded

    @cached_property
    def ledger(self) -> Ledger:
        return Ledger(self._connection, self._shelf, writes=self._writes)

    @cached_property
    def journal(self) -> Journal:
        return Journal(self._connection)

    @cached_property
    def goodwill(self) -> Goodwill:
        return Goodwill(self._connection)

    @cached_property
    def conversations(self) -> Conversations:
        return Conversations(self._connection, holding=self._writes)

    @cached_property
    def messages(self) -> Messages:
        return Messages(self._connection)

    @cached_property
    def inbox(self) -> Inbox:
        return Inbox(self._connection)

    @cached_property
    def leases(self) -> Leases:
        return Leases(self._connection, holding=self._writes)

    @cached_property
    def handoffs(self) -> HandOffs:
        return HandOffs(self._connection)

    @cached_property
    def desk(self) -> Desk:
        return Desk(self._connection)

    @cached_property
    def mails(self) -> Mails:
        return Mails(self._connection)

    @cached_property
    def corrections(self) -> CorrectionsOpened:
        return CorrectionsOpened(self._connection)

    @cached_property
    def disputes(self) -> Disputes:
        return Disputes(self._connection, holding=self._writes)

    @cached_property
    def dispute_files(self) -> DisputeFiles:
        return DisputeFiles(self._connection)

    @cached_property
    def due_work(self) -> DueWorks:
        return DueWorks(self._connection)

    @cached_property
    def outcomes(self) -> Outcomes:
        return Outcomes(self._connection)

    @cached_property
    def labels(self) -> Labels:
        return Labels(self._connection)

    @cached_property
    def promises(self) -> Promises:
        return Promises(self._connection)

    @cached_property
    def trust(self) -> TrustRows:
        """What came of talks and issues. Each row that counts is written through here, or told to `counted`."""
        return TrustRows(self._connection)

    @cached_property
    def counted(self) -> TrustOutbox:
        return TrustOutbox(self._connection)

    @cached_property
    def folding(self) -> Folding:
        return Folding(self._connection)

    @cached_property
    def counts(self) -> TrustCounts:
        return TrustCounts(self._connection)

    @cached_property
    def trust_past(self) -> TrustPast:
        return TrustPast(self._connection)

    @cached_property
    def live(self) -> LiveFigures:
        return LiveFigures(self._connection)

    @cached_property
    def examples(self) -> Examples:
        return Examples(self._connection)

    @cached_property
    def erasure(self) -> Erasure:
        return Erasure(self._connection)

    @cached_property
    def ratings(self) -> Ratings:
        return Ratings(self._connection)

    @cached_property
    def sessions(self) -> Sessions:
        return Sessions(self._connection)

    @cached_property
    def looking(self) -> Looking:
        return Looking(self._connection)

    @cached_property
    def staff(self) -> StaffPeople:
        return StaffPeople(self._connection)

    @cached_property
    def studio(self) -> Studio:
        return Studio(self._connection)

    @cached_property
    def jobs(self) -> Jobs:
        return Jobs(self._connection)

    @cached_property
    def trail(self) -> Trail:
        return Trail(self._connection)


class Store:
    """Opens transactions on one database. Safe to share between threads; make one a process."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._engine = engine_for(url)
        self._shelf = Shelf()
        # SQLite's transactions see one moment by themselves.
        is_sqlite = self._engine.dialect.name == "sqlite"
        self._reading = self._engine if is_sqlite else self._engine.execution_options(isolation_level="REPEATABLE READ")

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """A transaction that sees one moment of the database and writes nothing."""
        with self._reading.connect() as connection, connection.begin():
            begin(connection, writing=False)
            yield Transaction(connection, self._shelf, writes=False)

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """A transaction that commits when the block ends, and leaves nothing behind when it raises."""
        with self._engine.connect() as connection, connection.begin():
            begin(connection, writing=True)
            yield Transaction(connection, self._shelf)

    def compact(self) -> bool:
        """Leaves nothing of what was taken out in the files of an embedded database; False when it was too busy.

        A server's database does so by its own means, and True is told.
        """
        return compact(self._engine)

    def close(self) -> None:
        self._engine.dispose()
