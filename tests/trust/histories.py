"""Random histories: rows that begin, change late, and end. For tests of counting and of the roll-ups."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from candor.trust.rows import (
    Answer,
    CameOf,
    Case,
    HandOver,
    Issue,
    Kind,
    Path,
    Promise,
    Reaction,
    Row,
    Shop,
    Survey,
    Talk,
    Wanted,
)

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
PATHS = tuple(Path)


def history(rng: random.Random, number: str) -> Iterator[Row]:
    """The states of one row, in the order in which they were; a late one may come months after the first."""
    at = BEGIN + timedelta(seconds=rng.randrange(120 * 86400))
    row = rng.choice(MAKERS)(rng, number, at)
    yield row
    for _ in range(rng.randrange(3)):
        row = _changed(rng, row)
        yield row


def later(rng: random.Random, at: datetime, days: int = 10) -> datetime:
    return at + timedelta(seconds=rng.randrange(days * 86400))


def _talk(rng: random.Random, number: str, at: datetime) -> Row:
    flags = {name: rng.random() < 0.4 for name in ("human", "mandatory", "answered")}
    return Talk(number, _customer(rng), at, later(rng, at, 2), rng.choice(PATHS), **flags)


def _issue(rng: random.Random, number: str, at: datetime) -> Row:
    row = Issue(
        number,
        _customer(rng),
        rng.choice([None, "t1"]),
        "k",
        at,
        later(rng, at, 2),
        rng.choice(PATHS),
        rng.choice(tuple(Wanted)),
        rng.choice(tuple(CameOf)),
        explained=rng.random() < 0.5,
        repeat_of=rng.choice([None, None, "i0"]),
    )
    return replace(row, **_late_of_issue(rng, row))


def _late_of_issue(rng: random.Random, row: Issue) -> dict[str, Any]:
    return {
        "resolved": rng.choice([None, True, True, False]),
        "assessed_at": rng.choice([None, row.first_at + timedelta(seconds=rng.randrange(900))]),
        "repeated_at": rng.choice([None, None, later(rng, row.last_at, 12)]),
        "transferred": rng.random() < 0.3,
        "disputed_at": rng.choice([None, later(rng, row.last_at, 40)]),
        "upheld": rng.choice([None, True, False]),
        "last_at": later(rng, row.last_at, 2),
    }


def _changed(rng: random.Random, row: Row) -> Row:
    match row:
        case Issue():
            return replace(row, **_late_of_issue(rng, row))
        case Talk():
            return replace(row, human=True, path=Path.BOTH, last_at=later(rng, row.last_at, 2))
        case Promise():
            change = rng.choice(["kept_at", "withdrawn_at"])
            return replace(row, **{change: later(rng, row.made_at)})
        case HandOver():
            return replace(
                row, joined_at=later(rng, row.requested_at, 2), complete=rng.random() < 0.8, asked_again=False
            )
        case Reaction():
            return replace(row, first_code=rng.choice("ab"), second_code=rng.choice(["poor_first_service", "a"]))
        case Case():
            return replace(
                row, acknowledged_at=later(rng, row.notice_at, 40), resolved_at=later(rng, row.notice_at, 90)
            )
        case _:
            return row


MAKERS = (
    _talk,
    _issue,
    _issue,
    lambda rng, number, at: Answer(number, _customer(rng), at, rng.random() < 0.9),
    lambda rng, number, at: Survey(number, _customer(rng), Kind.CSAT, rng.randint(1, 5), rng.choice(PATHS), at),
    lambda rng, number, at: Survey(number, _customer(rng), Kind.EFFORT, rng.randint(1, 7), rng.choice(PATHS), at),
    lambda rng, number, at: Survey(number, _customer(rng), Kind.NPS, rng.randint(0, 10), rng.choice(PATHS), at),
    lambda rng, number, at: Promise(number, _customer(rng), rng.choice(PATHS), at, later(rng, at, 5)),
    lambda rng, number, at: HandOver(number, at, later(rng, at, 1)),
    lambda rng, number, at: Reaction(number, at, rng.choice(PATHS)),
    lambda rng, number, at: Case(number, at, at + timedelta(days=30), at + timedelta(days=rng.randint(60, 90))),
    lambda rng, number, at: Shop(number, at, rng.randint(0, 20), 20),
)


def _customer(rng: random.Random) -> str:
    return f"c{rng.randrange(20):02}"


def segments_of(customer_id: str | None) -> tuple[str, ...]:
    """A customer's segments, by their number."""
    if customer_id is None:
        return ()
    number = int(customer_id[1:])
    return (f"language:{'es' if number % 3 == 0 else 'en'}", f"access:{'yes' if number % 5 == 0 else 'no'}")
