"""The tables, one file a family. `metadata` knows them all."""

from candor.store.tables import (
    access,
    clocks,
    conversation,
    desk,
    disputes,
    goodwill,
    journal,
    ledger,
    staff,
    studio,
    trust,
)
from candor.store.tables.base import metadata

__all__ = [
    "access",
    "clocks",
    "conversation",
    "desk",
    "disputes",
    "goodwill",
    "journal",
    "ledger",
    "metadata",
    "staff",
    "studio",
    "trust",
]
