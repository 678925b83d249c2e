"""Keeps the books that were read last, each under the version it was read at.

A book is asked for in every turn and changes a few times a month. Its version is read from the database each time, so
what is kept is never older than what the database says.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from candor.billing.records import Book

Version = tuple[int, int]


class Shelf:
    """Shared by the threads of a process."""

    def __init__(self, holds: int = 256) -> None:
        self._holds = holds
        self._books: OrderedDict[str, tuple[Version, Book]] = OrderedDict()
        self._lock = Lock()

    def get(self, account_id: str, version: Version) -> Book | None:
        """The account's book, if the one here is of this version."""
        with self._lock:
            kept = self._books.get(account_id)
            if kept is None or kept[0] != version:
                return None
            self._books.move_to_end(account_id)
            return kept[1]

    def put(self, account_id: str, version: Version, book: Book) -> None:
        with self._lock:
            self._books[account_id] = (version, book)
            self._books.move_to_end(account_id)
            while len(self._books) > self._holds:
                self._books.popitem(last=False)
