"""Fills an empty database with the sample bank."""

from __future__ import annotations

from candor.clock import Clock, day_in
from candor.importing.sample.bank import SEED, make_bank
from candor.store import Store

TIME_ZONE = "America/New_York"


def load_sample(store: Store, clock: Clock, seed: int = SEED) -> int:
    """Writes the sample bank as of the clock's day, in one transaction; gives the number of customers written.

    A database that holds any customer is left as it is, so a second start changes nothing (0).
    """
    with store.read() as tx:
        if not tx.ledger.is_empty():
            return 0
    books = make_bank(seed, day_in(TIME_ZONE, clock.now()))
    with store.write() as tx:
        if not tx.ledger.is_empty():
            return 0
        for book in books:
            tx.ledger.add_book(book)
    return len(books)
