"""What came of it: outcome rows, what customers said, and the counts that are kept of them.

Outcomes point at talks and charges without foreign keys: when a customer's words are erased, what is counted stays.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Date, Index, Integer, String, Table, Text

from candor.store.tables.base import metadata
from candor.store.types import Instant

talk_outcomes = Table(
    "talk_outcomes",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("customer_id", String(64), index=True),
    Column("first_at", Instant, nullable=False, index=True),
    Column("last_at", Instant, nullable=False),
    Column("path", String(8), nullable=False),
    Column("human", Boolean, nullable=False),
    Column("mandatory", Boolean, nullable=False),
    Column("answered", Boolean, nullable=False),
    Column("wanted", String(16), nullable=False),
    Column("result", String(16), nullable=False),
    Column("resolved", Boolean),
)

issues = Table(
    "issues",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("customer_id", String(64)),
    Column("line_id", String(64)),
    Column("conversation_id", String(64), nullable=False, index=True),
    Column("first_at", Instant, nullable=False, index=True),
    Column("last_at", Instant, nullable=False),
    Column("path", String(8), nullable=False),
    Column("wanted", String(16), nullable=False),
    Column("result", String(16), nullable=False),
    Column("explained", Boolean, nullable=False),
    Column("transferred", Boolean, nullable=False),
    Column("assessed_at", Instant),
    Column("resolved", Boolean),
    Column("cause", String(48)),
    Column("repeat_of", String(64)),
    Column("repeated_at", Instant),
    Column("asked_until", Instant),
    Column("disputed_at", Instant),
    Column("upheld", Boolean),
    Index("ix_issues_of_charge", "customer_id", "line_id", "first_at"),
)

surveys = Table(
    "surveys",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("conversation_id", String(64), nullable=False, unique=True),
    Column("customer_id", String(64)),
    Column("kind", String(8), nullable=False),
    Column("score", Integer, nullable=False),
    Column("path", String(8), nullable=False),
    Column("at", Instant, nullable=False, index=True),
    Column("comment", Text, nullable=False, server_default=""),
    CheckConstraint("kind in ('csat', 'effort', 'nps')", name="kind"),
    CheckConstraint("score between 0 and 10", name="score"),
)

# Coded by two people; neither sees the other's code (domain part 5, seed 003).
reactions = Table(
    "reactions",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("conversation_id", String(64), index=True),
    Column("kind", String(16), nullable=False),
    Column("path", String(8), nullable=False),
    Column("at", Instant, nullable=False, index=True),
    Column("first_code", String(32)),
    Column("first_by", String(80)),
    Column("second_code", String(32)),
    Column("second_by", String(80)),
    CheckConstraint("kind in ('complaint', 'csat', 'closure')", name="kind"),
    CheckConstraint("first_by is null or second_by is null or first_by <> second_by", name="two_coders"),
)

# Whether the person who took over asked for a fact that was on file: said by who looked at the talk.
context_looks = Table(
    "context_looks",
    metadata,
    Column("handoff_id", String(64), primary_key=True),
    Column("asked_again", Boolean, nullable=False),
    Column("by", String(80), nullable=False),
    Column("at", Instant, nullable=False),
)

mystery_shops = Table(
    "mystery_shops",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("run", String(64), nullable=False, index=True),
    Column("shopper", String(64), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("points", Integer, nullable=False),
    Column("possible", Integer, nullable=False),
    Column("at", Instant, nullable=False, index=True),
    CheckConstraint("possible > 0 and points between 0 and possible", name="points"),
)

# Read by the counting alone: no decision may (domain part 3, invariant 10).
fairness_segments = Table(
    "fairness_segments",
    metadata,
    Column("customer_id", String(64), primary_key=True),
    Column("dimension", String(32), primary_key=True),
    Column("value", String(32), nullable=False),
)

# What comes from the books of the house: budgets, churn, finance. `cents` and `hits` of `n`, by month and part.
trust_figures = Table(
    "trust_figures",
    metadata,
    Column("month", Date, primary_key=True),
    Column("name", String(32), primary_key=True),
    Column("part", String(32), primary_key=True),
    Column("hits", Integer, nullable=False),
    Column("n", Integer, nullable=False),
    Column("cents", BigInteger, nullable=False),
)

# The transactional outbox of the counts: a row was written or changed in the transaction that put this here.
trust_outbox = Table(
    "trust_outbox",
    metadata,
    Column("seq", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=True),
    Column("kind", String(16), nullable=False),
    Column("row_id", String(64), nullable=False),
)

# What each row counts for at present, so that a change takes that away before it adds anew: its day, and the rest as
# a short text (candor/trust/shapes.py). One tree by its key and no second one: a rebuild writes it in that order.
trust_counted = Table(
    "trust_counted",
    metadata,
    Column("generation", Integer, primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("row_id", String(64), primary_key=True),
    Column("day", Date, nullable=False),
    Column("shape", Text, nullable=False),
    sqlite_with_rowid=False,
)


def _counts(name: str, *more: Index) -> Table:
    return Table(
        name,
        metadata,
        Column("segment", String(64), primary_key=True),
        Column("metric", String(32), primary_key=True),
        Column("day", Date, primary_key=True),
        Column("ripe", Date, primary_key=True),
        Column("path", String(8), primary_key=True),
        Column("step", Integer, primary_key=True),
        *(
            Column(count, BigInteger, nullable=False)
            for count in ("n", "hits", "against", "total", "squares", "unknown", "excluded")
        ),
        *more,
    )


# By day; and the same by month, where `day` and `ripe` are the first of theirs. The board reads months, and days only
# of what became ripe in the present one.
trust_counts = _counts("trust_counts", Index("ix_trust_counts_ripe", "ripe"))
trust_months = _counts("trust_months")

# One row: which generation of counts holds, and who is making a new one. Folding holds it until it has committed.
trust_state = Table(
    "trust_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("generation", Integer, nullable=False),
    Column("building_until", Instant),
    Column("builder", String(64)),
    Column("rebuilt_at", Instant),
)
