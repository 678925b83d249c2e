"""The database, behind repositories. SQLAlchemy is known only here."""

from candor.store.store import Store, Transaction, WritingNeeded

__all__ = ["Store", "Transaction", "WritingNeeded"]
