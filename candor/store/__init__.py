"""The database, behind repositories. SQLAlchemy is known only here."""

from candor.store.store import Store, Transaction

__all__ = ["Store", "Transaction"]
