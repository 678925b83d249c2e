"""Erasing a customer: what goes of each table (`taken`), and the rows themselves (`erasure`)."""

from candor.store.erasing.erasure import Erasure, HeldCase

__all__ = ["Erasure", "HeldCase"]
