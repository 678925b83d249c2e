"""What the product's database holds of a talk and its customer at one moment, each kind of row read at most once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TypeVar

from candor.conversation.corrections import OpenCorrection
from candor.conversation.handing_over import HandOff
from candor.conversation.outcomes import Outcome
from candor.store import Store, Transaction
from candor.store.disputes import KeptCase
from tests.conversations.lookups import Lookups

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
Row = TypeVar("Row")


@dataclass(frozen=True)
class Kept:
    """Made anew after each step; `today` decides whether a date says its year."""

    store: Store
    talk: str
    customer: str | None
    today: date

    @cached_property
    def handoffs(self) -> list[HandOff]:
        """This talk's hand-overs, oldest first."""
        with self.store.read() as tx:
            made = [row for row in tx.handoffs.all(LONG_AGO) if row.conversation_id == self.talk]
        return sorted(made, key=lambda row: row.requested_at)

    @cached_property
    def outcomes(self) -> list[Outcome]:
        with self.store.read() as tx:
            return tx.outcomes.of(self.talk)

    @property
    def corrections(self) -> list[OpenCorrection]:
        """This talk's corrections, oldest first."""
        return [row for row in self._opened if row.conversation_id == self.talk]

    @property
    def cases(self) -> list[KeptCase]:
        """The disputes that were filed in this talk."""
        return [row for row in self._cases if row.conversation_id == self.talk]

    @cached_property
    def lookups(self) -> Lookups:
        assert self.customer, "a guest has no book"
        with self.store.read() as tx:
            return Lookups(tx.ledger.book(self.customer), self.today)

    def kind_of(self, cited: str) -> str | None:
        """Which kind of this customer's rows an id is; None for what is not theirs."""
        return self._named.get(cited) or (self.lookups.kind_of(cited) if self.customer else None)

    @cached_property
    def _named(self) -> dict[str, str]:
        """Everything that is no row of the book, of which a reply may tell also when it is of an earlier talk."""
        decided = self._of_customer(lambda tx, customer: tx.goodwill.decisions(customer))
        earlier = self._of_customer(lambda tx, customer: tx.handoffs.of_customer(customer))
        return {
            **{row.id: "decision" for row in decided},
            **{row.id: "case" for row in self._cases},
            **{row.id: "correction" for row in self._opened},
            **{row.id: "handoff" for row in (*earlier, *self.handoffs)},
        }

    @cached_property
    def _opened(self) -> list[OpenCorrection]:
        return self._of_customer(lambda tx, customer: tx.corrections.of_customer(customer))

    @cached_property
    def _cases(self) -> list[KeptCase]:
        return self._of_customer(lambda tx, customer: tx.disputes.of_customer(customer))

    def _of_customer(self, rows: Callable[[Transaction, str], list[Row]]) -> list[Row]:
        if not self.customer:
            return []
        with self.store.read() as tx:
            return rows(tx, self.customer)
