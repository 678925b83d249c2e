"""The tables, one file a family. `metadata` knows them all."""

from candor.store.tables import access, conversation, journal, ledger, staff, studio
from candor.store.tables.base import metadata

__all__ = ["access", "conversation", "journal", "ledger", "metadata", "staff", "studio"]
