"""Holds many talks at once: one customer's one after the other, several customers' side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import BoundedSemaphore

from tests.conversations.format import Talk

SIDE_BY_SIDE = 4

Held = dict[str, Future[None]]


@contextmanager
def begun(talks: Iterable[Talk], hold: Callable[[Talk], None]) -> Iterator[Held]:
    """Begins all talks; what each came to, by its `id`. At the end, talks that were not begun yet are dropped."""
    places, lanes = BoundedSemaphore(SIDE_BY_SIDE), dict[str | None, ThreadPoolExecutor]()

    def in_its_place(talk: Talk) -> None:
        with places:
            hold(talk)

    def lane(customer: str | None) -> ThreadPoolExecutor:
        # Guests share nothing with each other; what one talk leaves with a customer, the next one could see.
        return lanes.setdefault(customer, ThreadPoolExecutor(1 if customer else SIDE_BY_SIDE))

    try:
        yield {talk.id: lane(talk.customer).submit(in_its_place, talk) for talk in talks}
    finally:
        for pool in lanes.values():
            pool.shutdown(wait=False, cancel_futures=True)
        for pool in lanes.values():
            pool.shutdown()
